import type { Known } from '../model/types.js';
import type { Node, Plain } from '../syntax/node.js';
import type { Spot } from '../syntax/spot.js';
import type { LanguageId } from '../text/leaf.js';
import type { Anchor } from '../text/span.js';
import type { Change } from './change.js';
import type { EndpointView } from './endpoint-view.js';
import type { Profile, Safety, Severity } from './finding.js';
import type { HandlingView } from './handling.js';
import type { PracticeId } from './practices.js';
import type { ProblemView } from './problem-view.js';
import type { PropertyView } from './property-view.js';
import type { SchemaKind } from './schema-kinds.js';
import type {
  CallView,
  DocumentView,
  MediaTypeView,
  OperationView,
  ParameterView,
  RouteView,
  SchemaView,
  SchemeView,
  TextView,
} from './views.js';

/** Where a report points: a node of the subject's tree, a stretch of code, or an anchor into any open document. */
export type At = Spot | Anchor;

/** A plain object: words, examples, one check for each kind of subject. One rule is one file, `rules/<domain>/<fault>.ts`. */
export interface Rule<O = unknown> {
  /** `<domain>/<fault>`; names the fault and reads well after "allow". */
  readonly id: string;
  /** Default; a report may set another. */
  readonly severity: Severity;
  readonly profile: Profile;
  /** Ranking: exposure first, whatever the severity. */
  readonly weight: 'exposure' | 'hygiene';
  readonly practices: readonly PracticeId[];
  /** 'API1:2023', 'CWE-639', 'RFC 9110'. */
  readonly standards: readonly string[];
  readonly title: string;
  readonly why: string;
  /** It reports that something is missing: silent where the text is broken or a needed file is out of sight. */
  readonly absence?: boolean;
  /** It can say nothing before the host has answered: the structure check, or what a regular expression costs. */
  readonly awaits?: 'structure' | 'regex';
  /** By key; '{name}' is filled from the report's data. At most 120 characters when filled. */
  readonly messages: Readonly<Record<string, string>>;
  /** By key; what the light bulb says. */
  readonly fixes?: Readonly<Record<string, FixWords>>;
  readonly options?: Options<O>;
  /** Index for `call`: last names of the callees that the rule looks at, 'new *' for all that is made; it costs nothing elsewhere. */
  readonly callees?: readonly string[];
  /** Index for `schema`: the kind of schemas that the rule looks at; it costs nothing at others. */
  readonly schemas?: SchemaKind;
  readonly examples: readonly [Example, ...Example[]];
  readonly check: Check<O>;
}

export interface FixWords {
  /** '{name}' is filled from the data of the fix. */
  readonly title: string;
  readonly safety: Safety;
}

/**
 * One method for each subject that a rule looks at: a fault seen in a document and in code is one rule with two.
 * Methods on purpose: only so may a Rule<{ limit: number }> stand in a list of Rule.
 */
export interface Check<O> {
  /** Facts of one OpenAPI document, never its tree. */
  document?(subject: DocumentView, ctx: RuleContext<O>): void;
  scheme?(subject: SchemeView, ctx: RuleContext<O>): void;
  operation?(subject: OperationView, ctx: RuleContext<O>): void;
  parameter?(subject: ParameterView, ctx: RuleContext<O>): void;
  mediaType?(subject: MediaTypeView, ctx: RuleContext<O>): void;
  schema?(subject: SchemaView, ctx: RuleContext<O>): void;
  text?(subject: TextView, ctx: RuleContext<O>): void;
  route?(subject: RouteView, ctx: RuleContext<O>): void;
  /** A function that answers requests, in the file where it is written. */
  handling?(subject: HandlingView, ctx: RuleContext<O>): void;
  call?(subject: CallView, ctx: RuleContext<O>): void;
  /** A property with which an application of Spring runs. */
  property?(subject: PropertyView, ctx: RuleContext<O>): void;
  endpoint?(subject: EndpointView, ctx: RuleContext<O>): void;
  problem?(subject: ProblemView, ctx: RuleContext<O>): void;
}

export type Subject = keyof Check<unknown>;

export interface Option<T> {
  readonly type: 'integer' | 'number' | 'string' | 'boolean' | 'array';
  readonly default: T;
  readonly title: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

export type Options<O> = { readonly [K in keyof O]: Option<O[K]> };

export interface Report {
  readonly at: At;
  /** A key of `messages`. */
  readonly message: string;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly severity?: Severity;
  /** Of an `absence` rule: the text itself says so, and what is broken elsewhere cannot change it. */
  readonly stated?: boolean;
  /** Of drift that is told of a route: what `documented` names the comparison. */
  readonly compared?: string;
  /** Of what is told of a whole document, and stands in one operation: the key of that. */
  readonly endpoint?: string | undefined;
  /** The fault of several places, told once: an allowance at one of them takes that one out. */
  readonly gathers?: Gathers;
  /** Where else the same fault is: evidence for the threat model, and no finding of its own. */
  readonly also?: readonly At[];
  readonly related?: readonly {
    readonly at: At;
    readonly message: string;
    readonly data?: Readonly<Record<string, string | number>>;
  }[];
  readonly fixes?: readonly FixOffer[];
}

/** Places whose fault one report tells together. */
export interface Gathers {
  readonly covers: readonly At[];
  /** What is left to say without those of these indexes; undefined when nothing is. */
  without(gone: ReadonlySet<number>): Report | undefined;
}

/** `fix` is a key of the rule's `fixes`; `changes` is called only when somebody asks for the edit. */
export interface FixOffer {
  readonly fix: string;
  readonly data?: Readonly<Record<string, string | number>>;
  changes(): readonly Change[];
}

/** What the engine can only learn from its host, later. */
export interface RegexVerdict {
  readonly status: 'safe' | 'vulnerable' | 'unknown';
  /** 'exponential' or 'polynomial'. */
  readonly complexity?: string;
  /** Of a polynomial: 2 when twice the text takes four times as long. */
  readonly degree?: number;
  /** A text that makes the pattern slow. */
  readonly attack?: string;
}

export interface RuleContext<O> {
  /** As the configuration of the file has them, or the defaults. */
  readonly options: O;
  /** Whether the configuration of the file lists the name as sensitive; beyond the names that `words/sensitive` knows. */
  listed(name: string): boolean;
  report(finding: Report): void;
  /** Whether findings of another rule are shown in the file, so that its words need no repetition. */
  speaks(rule: string): boolean;
  /** The control is here: evidence for the threat model. Silence means "did not apply". */
  holds(at: At): void;
  /** Cannot be seen: a question for the threat model, never a finding. */
  unknown(at: At): void;
  /** The node at an anchor now, for fixes; undefined when it is gone. */
  node(at: Anchor): Node | undefined;
  /** Asks the host how a pattern behaves; unknown until it has answered, after which the check runs again. */
  regex(pattern: string): Known<RegexVerdict>;
  /** The day, 'YYYY-MM-DD', once the host has said it; on another day the check runs again. */
  today(): Known<string>;
}

/**
 * `as` says what the text is: a fragment is put into a minimal document of `oas` by one shared wrapper; a schema becomes
 * the JSON request body of a POST; `config` is a portcullis.yaml, `baseline` a portcullis-baseline.json. Default: 'schema' when that is the rule's only subject, else 'document'.
 * `files` are other files of the example (drift, $ref); they may hold carets too. `fixedFiles` are those that a fix changes.
 */
interface Setting {
  readonly language?: LanguageId;
  /** Among the resources of a package of Spring, under the name that it has by its language; else 'application-<profile>'. */
  readonly profile?: string;
  readonly as?: 'document' | 'operation' | 'parameter' | 'schema' | 'scheme' | 'config' | 'baseline';
  readonly oas?: '2.0' | '3.0' | '3.1' | '3.2';
  readonly files?: Readonly<Record<string, string>>;
  readonly fixedFiles?: Readonly<Record<string, string>>;
  /** What endpoints of the text asked of their callers before, by endpoint: Security Requirement lists. */
  readonly baseline?: Readonly<Record<string, readonly Readonly<Record<string, readonly string[]>>[]>>;
  /** Which fix of the finding gives `fixed`; default the first. */
  readonly fix?: string;
}

/** Text with a comment line of carets under each marked span, optionally followed by the exact message. */
export type Example = Setting &
  ({ readonly bad: string; readonly fixed?: string; readonly good?: string } | { readonly good: string });

export function defineRule<O = Record<string, never>>(rule: Rule<O>): Rule<O> {
  return rule;
}

/**
 * Ids of the rules whose finding says no more than that a document is silent about a control; a finding of any other shows
 * that the control is missing.
 */
export function silentRules(rules: readonly Rule[]): ReadonlySet<string> {
  return new Set(rules.filter(({ weight }) => weight === 'hygiene').map(({ id }) => id));
}

/** Fills '{name}' from data. A name that data lacks stays as it is, so that a test can see it. */
export function fill(template: string, data: Readonly<Record<string, string | number>> = {}): string {
  let text = '';
  let from = 0;
  for (let open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
    const name = template.slice(open + 1, template.indexOf('}', open));
    const isKnown = Object.hasOwn(data, name);
    text += template.slice(from, open) + (isKnown ? String(data[name]) : '{');
    from = open + 1 + (isKnown ? name.length + 1 : 0);
  }
  return text + template.slice(from);
}

export type { Plain };

import type { Framework } from '../facts/frameworks/framework.js';
import type { Layout } from '../model/layout.js';
import type { Decisions } from '../model/threats/decisions.js';
import type { OperationEvidence } from '../model/threats/evidence.js';
import type { ThreatTemplate } from '../model/threats/template.js';
import type { ApiModel, Known } from '../model/types.js';
import type { Baseline } from '../rule/baseline.js';
import type { DocumentFacts } from '../rule/document-view.js';
import type { EndpointView } from '../rule/endpoint-view.js';
import type { Finding, Profile } from '../rule/finding.js';
import type { Rule } from '../rule/rule.js';
import type { CodeParser } from '../syntax/code.js';
import type { FileEdit } from '../syntax/edit/change.js';
import type { Plain } from '../syntax/node.js';
import type { Document } from '../text/document.js';
import type { Range } from '../text/span.js';

/** What the engine would like to know. The host brings it or declines; until then the fact is unknown. */
export type Want =
  /** A file that a `$ref` names, or a configuration that may be there; the host opens it as a document, or answers that it is missing or refused. */
  | { readonly kind: 'file'; readonly uri: string }
  /** Whether a file or a folder that somebody named is there; nothing of it is read. */
  | { readonly kind: 'presence'; readonly uri: string }
  | { readonly kind: 'regex'; readonly pattern: string }
  /** The structure check of a saved document. */
  | { readonly kind: 'structure'; readonly uri: string };

/** Answers: a `file` that is not there: 'missing', 'refused' (outside the workspace, another scheme) or 'unreadable' (a folder, a device). A `presence`: 'there', 'missing' or 'refused'. */
export type Answer = Plain;

/** What the host was told, beside the configurations that the engine holds. */
export interface Selection {
  /** Asked for explicitly: wins over every configuration. */
  readonly profile?: Profile;
  /** Where no configuration says one; `recommended` when nobody does. */
  readonly fallback?: Profile;
  /** Globs over rule ids; undefined: all that are on. A rule that is named exactly is shown whatever else is said of it. */
  readonly rules?: readonly string[];
  /** Values of options by rule id; those of a configuration win. What an option does not take is left out. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export type { FileEdit, Layout };

export interface FindingsOf {
  /** Grows whenever the findings of the file may differ. */
  readonly revision: number;
  /** How many findings there are. */
  readonly total: number;
  /** Sorted by place, then rule; suppressed ones left out. Made when asked for. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  /** Findings that are left out because the baseline knows them. */
  readonly baselined: number;
  /** Units that are not checked yet. */
  readonly pending: number;
}

export interface DocumentEvidence {
  readonly document: DocumentFacts;
  readonly operations: readonly OperationEvidence[];
  /** What people decided about its threats. */
  readonly decisions: Decisions;
}

/** Where the user is: what is near it is done first. */
export interface Around {
  readonly uri: string;
  /** In the current version. */
  readonly offset: number;
}

/** Counts for the tests of incrementality: how often each rule ran on each unit, by '<rule> <uri>#<unit>'. */
export type Counters = ReadonlyMap<string, number>;

/** Everything that the engine is given: its content is data. */
export interface EngineParts {
  readonly rules: readonly Rule[];
  /** Undefined: code is not read. */
  readonly parser?: CodeParser | undefined;
  /** How routes are declared in code. */
  readonly frameworks?: readonly Framework[];
  /** The threat library that decisions are held against. */
  readonly threats?: readonly ThreatTemplate[];
  /**
   * For a host that asks for no `evidence`: rules whose findings no file shows are asked about documents only where an
   * allowance or a decision is held against what they find.
   */
  readonly shownOnly?: boolean;
}

/** Whether a text is an OpenAPI document, a file that one refers to, route code, properties of Spring, a file of our own, or nothing of ours. */
export type FileKind =
  | 'openapi'
  | 'fragment'
  | 'code'
  | 'properties'
  | 'config'
  | 'decisions'
  | 'baseline'
  | 'other';

/** Holds documents and answers "what are the findings now?"; no I/O, no clock, never throws. */
export interface Engine {
  open(document: Document): void;
  /** The next version, made by `Document.edit()`: the engine compares leaves. */
  edit(next: Document): void;
  close(uri: string): void;
  document(uri: string): Document | undefined;
  /** UTC date, 'YYYY-MM-DD': an input; the host sends it at start and at midnight. */
  today(date: string): void;
  layout(layout: Layout): void;
  select(selection: Selection): void;
  /** What was accepted before: its findings are left out, and security that is weaker now is one. */
  baseline(baseline: Baseline | undefined): void;
  /** The host has looked for all files, once: what it has not opened by now, and does not find when it is asked, is not there. */
  searched(): void;
  wants(): readonly Want[];
  answer(want: Want, value: Known<Answer>): void;
  /** Does some work; true while something is outstanding. `stop` is asked between parts; the host owns the clock. */
  work(stop: () => boolean, around?: Around): boolean;
  findings(uri: string): FindingsOf;
  /**
   * The `most` findings that matter most, in the order of the text: by severity, then exposure before hygiene, then
   * nearness to an offset. The others are not made.
   */
  mostImportant(uri: string, most: number, near?: number): readonly Finding[];
  /** Findings of the current version that share an offset with the range, or touch it. */
  findingsAt(uri: string, range: Range): readonly Finding[];
  /** What of the file is not read or not checked yet; without looking at what the rest gave. */
  pending(uri: string): number;
  /** Uris whose findings may differ since that revision: drift and `$ref` cross files. */
  changed(since: number): readonly string[];
  readonly revision: number;
  /** The edits of one fix, against the current version. */
  fix(uri: string, version: number, fingerprint: string, index: number): readonly FileEdit[] | 'stale';
  /**
   * One list of edits for all safe fixes of a file that do not overlap; what overlaps is left for the next round. With
   * `review` the first fix of a finding that has no safe one too. A fix that changes a file which is not `within` is left.
   */
  fixAll(
    uri: string,
    version: number,
    asked?: {
      readonly rules?: readonly string[];
      readonly review?: boolean;
      within?(uri: string): boolean;
    },
  ): readonly FileEdit[] | 'stale';
  /** Whether a fix of a finding in the file's current version can be made where it stands; of those asked in one go. */
  feasible(uri: string): (finding: Finding, index: number) => boolean;
  /** The edits that write an allow comment or extension for this finding. */
  suppress(uri: string, version: number, fingerprint: string, reason: string): readonly FileEdit[] | 'stale';
  kindOf(uri: string): FileKind;
  /** Whether findings of the rule are shown in the file. */
  shows(rule: string, uri: string): boolean;
  /** Whether a configuration leaves the file out: it is read for others, and not checked. */
  excludes(uri: string): boolean;
  model(): ApiModel;
  /** The OpenAPI documents of which operations stand in a file: itself, or those that refer to its path items. */
  describersOf(uri: string): readonly string[];
  /** What was compared, by the name that a finding of drift has for it; undefined when it is gone. */
  compared(name: string): EndpointView | undefined;
  /** What rules saw on each operation of a document, whatever the profile: what threats are judged by. */
  evidence(uri: string): DocumentEvidence | undefined;
  counters(): Counters;
}

import { type Known, UNKNOWN } from '../model/types.js';
import {
  type At,
  fill,
  type RegexVerdict,
  type Report,
  type Rule,
  type RuleContext,
  type Subject,
} from '../rule/rule.js';
import type { Node } from '../syntax/node.js';
import type { Anchor } from '../text/span.js';
import type { NameTest } from '../words/sensitive.js';
import type { Outcome, RawFinding, Witness } from './outcome.js';
import { seenAt } from './seen.js';

/** Words for what the engine itself has to say about a rule. */
const WORDS = { failed: 'This rule could not read this place and was skipped here: {error}' };

const ERROR_LENGTH = 50;

/** What a check may ask beyond its subject. */
export interface Asks {
  node(at: Anchor): Node | undefined;
  regex(pattern: string): Known<RegexVerdict> | undefined;
  today(): Known<string>;
  options(rule: Rule): unknown;
  listed(rule: Rule): NameTest;
  /** Whether findings of the second rule are shown; asked on behalf of the first. */
  speaks(rule: Rule, other: Rule): boolean;
}

export interface Scope {
  /** The text of the part is broken, so that absence proves nothing. */
  readonly broken: boolean;
  /** Ids of the rules that look; undefined: all. */
  readonly only?: ReadonlySet<string> | undefined;
}

/** Rules by the subject that they look at; `call` also by the name of the callee. */
export interface RuleIndex {
  readonly all: readonly Rule[];
  readonly bySubject: ReadonlyMap<Subject, readonly Rule[]>;
  readonly byCallee: ReadonlyMap<string, readonly Rule[]>;
}

const SUBJECTS: readonly Subject[] = [
  'document',
  'scheme',
  'operation',
  'parameter',
  'mediaType',
  'schema',
  'text',
  'route',
  'handling',
  'call',
  'endpoint',
  'problem',
];

export function indexRules(rules: readonly Rule[]): RuleIndex {
  const bySubject = new Map(
    SUBJECTS.map((subject) => [subject, rules.filter((rule) => rule.check[subject] !== undefined)]),
  );
  const callers = bySubject.get('call') ?? [];
  const names = new Set(callers.flatMap((rule) => rule.callees ?? []));
  const byCallee = new Map(
    [...names].map((name) => [name, callers.filter((rule) => rule.callees?.includes(name) ?? true)]),
  );
  return { all: rules, bySubject, byCallee };
}

/** One run of rules over the subjects of one part; collects what they say. */
export class Run {
  readonly #findings: RawFinding[] = [];
  readonly #witnesses: Witness[] = [];
  readonly #contexts = new Map<Rule, RuleContext<unknown>>();
  #endpoint: string | undefined;

  constructor(
    private readonly index: RuleIndex,
    private readonly asks: Asks,
    private readonly count: (rule: Rule) => void,
    private readonly scope: Scope,
  ) {}

  /** Asks every rule of the subject; one that throws becomes one finding about that rule. */
  each(
    subject: Subject,
    at: At,
    endpoint: string | undefined,
    ask: (rule: Rule, ctx: RuleContext<unknown>) => void,
  ): void {
    this.ask(this.index.bySubject.get(subject) ?? [], at, endpoint, ask);
  }

  /** The same for one call in code, by the callee's last name, or 'new *' for whatever is made. */
  eachCall(name: string, at: At, ask: (rule: Rule, ctx: RuleContext<unknown>) => void): void {
    this.ask(this.index.byCallee.get(name) ?? [], at, undefined, ask);
  }

  outcome(): Outcome {
    return { findings: this.#findings, witnesses: this.#witnesses };
  }

  private ask(
    rules: readonly Rule[],
    at: At,
    endpoint: string | undefined,
    ask: (rule: Rule, ctx: RuleContext<unknown>) => void,
  ): void {
    this.#endpoint = endpoint;
    for (const rule of rules) {
      if (this.scope.only?.has(rule.id) === false) continue;
      this.count(rule);
      try {
        ask(rule, this.contextOf(rule));
      } catch (error) {
        this.fail(rule, at, error);
      }
    }
  }

  private contextOf(rule: Rule): RuleContext<unknown> {
    const existing = this.#contexts.get(rule);
    if (existing) return existing;
    const { asks } = this;
    let options: { readonly values: unknown } | undefined;
    let listed: NameTest | undefined;
    const made: RuleContext<unknown> = {
      // Few rules ask, and those that do look again when the answer differs.
      get options() {
        options ??= { values: asks.options(rule) };
        return options.values;
      },
      listed(name) {
        listed ??= asks.listed(rule);
        return listed(name);
      },
      speaks: (id) => {
        const other = this.index.all.find((one) => one.id === id);
        return other !== undefined && asks.speaks(rule, other);
      },
      report: (report) => this.report(rule, report),
      holds: (at) => this.witness(rule, 'holds', at),
      unknown: (at) => this.witness(rule, 'unknown', at),
      node: (at) => this.asks.node(at),
      regex: (pattern) => this.asks.regex(pattern) ?? UNKNOWN,
      today: () => this.asks.today(),
    };
    this.#contexts.set(rule, made);
    return made;
  }

  private report(rule: Rule, report: Report): void {
    if (this.isBlind(rule) && !report.stated) return;
    this.#findings.push({ rule, report, seen: seenAt(report.at), endpoint: this.#endpoint });
    this.witness(rule, 'finding', report.at);
  }

  /** Where the text is broken, what a rule finds missing may only be unreadable. */
  private isBlind(rule: Rule): boolean {
    return this.scope.broken && rule.absence === true;
  }

  private witness(rule: Rule, effect: Witness['effect'], at: At): void {
    if (this.isBlind(rule) && effect !== 'finding') return;
    this.#witnesses.push({ rule: rule.id, effect, seen: seenAt(at), endpoint: this.#endpoint });
  }

  private fail(rule: Rule, at: At, error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    const message = fill(WORDS.failed, { error: text.slice(0, ERROR_LENGTH) });
    const report: Report = { at, message, severity: 'info' };
    this.#findings.push({ rule, report, seen: seenAt(at), endpoint: this.#endpoint });
  }
}

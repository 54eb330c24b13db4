import { type At, fill, type Report, type Rule, type RuleContext, type Subject } from '../rule/rule.js';
import { CODE_SUBJECTS, DOCUMENT_SUBJECTS, DRIFT_SUBJECTS, PROPERTY_SUBJECTS } from '../rule/subjects.js';
import type { Asks } from './asks.js';
import type { Count } from './counts.js';
import { ALL, type Kinds, kindsFor } from './openapi/schema-kinds.js';
import type { Outcome, RawFinding, Seen, Witness } from './outcome.js';
import { type Ear, RunContext } from './rule-context.js';
import { seenAt } from './seen.js';

/** Words for what the engine itself has to say about a rule. */
const WORDS = { failed: 'This rule could not read this place and was skipped here: {error}' };

const ERROR_LENGTH = 50;
const NOBODY: readonly Seat[] = [];

export interface Scope {
  /** The text of the part is broken, so that absence proves nothing. */
  readonly broken: boolean;
  /** Ids of the rules that look; undefined: all. */
  readonly only?: ReadonlySet<string> | undefined;
  /** Of drift: '<document uri> <endpoint key>', which names what is compared. */
  readonly compared?: string;
}

/** A rule, and what it is handed in one run after another, from the first that asks it. */
interface Seat {
  readonly rule: Rule;
  /** Of schemas, which it looks at. */
  readonly kinds: Kinds;
  context?: RunContext;
}

/** Rules by the subject that they look at; `call` also by the name of the callee, `schema` by its kind. */
export interface RuleIndex {
  readonly all: readonly Rule[];
  readonly bySubject: ReadonlyMap<Subject, readonly Seat[]>;
  readonly byCallee: ReadonlyMap<string, readonly Seat[]>;
}

const SUBJECTS: readonly Subject[] = [
  ...DOCUMENT_SUBJECTS,
  ...CODE_SUBJECTS,
  ...PROPERTY_SUBJECTS,
  ...DRIFT_SUBJECTS,
];

export function indexRules(rules: readonly Rule[]): RuleIndex {
  const seats = rules.map((rule): Seat => ({ rule, kinds: kindsFor(rule.schemas) }));
  const bySubject = new Map(
    SUBJECTS.map((subject) => [subject, seats.filter(({ rule }) => rule.check[subject] !== undefined)]),
  );
  const callers = bySubject.get('call') ?? [];
  const names = new Set(callers.flatMap(({ rule }) => rule.callees ?? []));
  const byCallee = new Map(
    [...names].map((name) => [name, callers.filter(({ rule }) => rule.callees?.includes(name) ?? true)]),
  );
  return { all: rules, bySubject, byCallee };
}

/** One run of rules over the subjects of one part; collects what they say. */
export class Run implements Ear {
  readonly #findings: RawFinding[] = [];
  readonly #witnesses: Witness[] = [];
  readonly #serving: RunContext[] = [];
  #endpoint: string | undefined;

  constructor(
    private readonly index: RuleIndex,
    readonly asks: Asks,
    private readonly count: Count,
    private readonly scope: Scope,
  ) {}

  /** Asks every rule of the subject; one that throws becomes one finding about that rule. */
  each(
    subject: Subject,
    at: At,
    endpoint: string | undefined,
    ask: (rule: Rule, ctx: RuleContext<unknown>) => void,
  ): void {
    this.#ask(this.index.bySubject.get(subject) ?? NOBODY, at, endpoint, ask);
  }

  /** The same for a schema of some kinds. */
  eachSchema(
    kinds: Kinds,
    at: At,
    endpoint: string | undefined,
    ask: (rule: Rule, ctx: RuleContext<unknown>) => void,
  ): void {
    this.#ask(this.index.bySubject.get('schema') ?? NOBODY, at, endpoint, ask, kinds);
  }

  /** The same for one call in code, by the callee's last name, or 'new *' for whatever is made. */
  eachCall(name: string, at: At, ask: (rule: Rule, ctx: RuleContext<unknown>) => void): void {
    this.#ask(this.index.byCallee.get(name) ?? NOBODY, at, undefined, ask);
  }

  /** Ends the run: how often each rule was asked is counted here. */
  outcome(): Outcome {
    for (const context of this.#serving) context.close();
    return { findings: this.#findings, witnesses: this.#witnesses };
  }

  report(rule: Rule, report: Report): void {
    if (this.#isBlind(rule) && !report.stated) return;
    const seen = seenAt(report.at);
    const compared = report.compared ?? this.scope.compared;
    const endpoint = report.endpoint ?? this.#endpoint;
    this.#findings.push({ rule, report, seen, endpoint, compared });
    this.#note(rule, 'finding', seen, this.#endpoint);
    // What is elsewhere too is of other endpoints than the one that is looked at.
    for (const at of report.also ?? []) this.#note(rule, 'finding', seenAt(at), undefined);
  }

  witness(rule: Rule, effect: 'holds' | 'unknown', at: At): void {
    if (this.#isBlind(rule)) return;
    this.#note(rule, effect, seenAt(at), this.#endpoint);
  }

  #note(rule: Rule, effect: Witness['effect'], seen: Seen, endpoint: string | undefined): void {
    this.#witnesses.push({ rule: rule.id, effect, seen, endpoint });
  }

  named(id: string): Rule | undefined {
    return this.index.all.find((one) => one.id === id);
  }

  asked(rule: Rule, times: number): void {
    this.count(rule, times);
  }

  #ask(
    seats: readonly Seat[],
    at: At,
    endpoint: string | undefined,
    ask: (rule: Rule, ctx: RuleContext<unknown>) => void,
    kinds = ALL,
  ): void {
    this.#endpoint = endpoint;
    const { only } = this.scope;
    for (const seat of seats) {
      if ((seat.kinds & kinds) === 0) continue;
      const { rule } = seat;
      if (only !== undefined && !only.has(rule.id)) continue;
      const context = this.#contextOf(seat);
      context.times++;
      try {
        ask(rule, context);
      } catch (error) {
        this.#fail(rule, at, error);
      }
    }
  }

  #contextOf(seat: Seat): RunContext {
    const { context } = seat;
    if (context !== undefined) {
      if (context.serve(this)) this.#serving.push(context);
      return context;
    }
    const made = new RunContext(seat.rule, this);
    seat.context = made;
    this.#serving.push(made);
    return made;
  }

  /** Where the text is broken, what a rule finds missing may only be unreadable. */
  #isBlind(rule: Rule): boolean {
    return this.scope.broken && rule.absence === true;
  }

  #fail(rule: Rule, at: At, error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    const message = fill(WORDS.failed, { error: text.slice(0, ERROR_LENGTH) });
    const report: Report = { at, message, severity: 'info' };
    this.#findings.push({ rule, report, seen: seenAt(at), endpoint: this.#endpoint });
  }
}

import { UNKNOWN } from '../model/types.js';
import type { At, Report, Rule, RuleContext } from '../rule/rule.js';
import type { Anchor } from '../text/span.js';
import type { NameTest } from '../words/sensitive.js';
import type { Asks } from './asks.js';

/** Whom a rule speaks to in one run, and whom it asks. */
export interface Ear {
  readonly asks: Asks;
  report(rule: Rule, report: Report): void;
  witness(rule: Rule, effect: 'holds' | 'unknown', at: At): void;
  named(id: string): Rule | undefined;
  /** The rule was asked so many times. */
  asked(rule: Rule, times: number): void;
}

/**
 * What one rule may ask and say. There are far more runs than rules and each asks most rules once, so that a context goes
 * from run to run; what a rule says it says while it is asked, to the run that asks. Rules take functions out of it, so
 * that each is made to stand alone.
 */
export class RunContext implements RuleContext<unknown> {
  /** How often the rule has been asked in this run. */
  times = 0;
  #options: { readonly values: unknown } | undefined;
  #listed: NameTest | undefined;

  constructor(
    private readonly rule: Rule,
    private ear: Ear,
  ) {}

  /** True when the context was another run's. */
  serve(ear: Ear): boolean {
    if (this.ear === ear) return false;
    this.close();
    this.ear = ear;
    this.#options = undefined;
    this.#listed = undefined;
    return true;
  }

  /** Tells the run how often the rule was asked in it. */
  close(): void {
    if (this.times > 0) this.ear.asked(this.rule, this.times);
    this.times = 0;
  }

  /** Few rules ask, and those that do look again when the answer differs. */
  get options() {
    this.#options ??= { values: this.ear.asks.options(this.rule) };
    return this.#options.values;
  }

  readonly report = (report: Report): void => this.ear.report(this.rule, report);

  readonly holds = (at: At): void => this.ear.witness(this.rule, 'holds', at);

  readonly unknown = (at: At): void => this.ear.witness(this.rule, 'unknown', at);

  readonly listed = (name: string): boolean => {
    this.#listed ??= this.ear.asks.listed(this.rule);
    return this.#listed(name);
  };

  readonly speaks = (id: string): boolean => {
    const other = this.ear.named(id);
    return other !== undefined && this.ear.asks.speaks(this.rule, other);
  };

  readonly node = (at: Anchor) => this.ear.asks.node(at);

  readonly regex = (pattern: string) => this.ear.asks.regex(pattern) ?? UNKNOWN;

  readonly today = () => this.ear.asks.today();
}

import { UNKNOWN } from '../model/types.js';
import type { At, Report, Rule, RuleContext } from '../rule/rule.js';
import type { Anchor } from '../text/span.js';
import type { NameTest } from '../words/sensitive.js';
import type { Asks } from './asks.js';
import type { Witness } from './outcome.js';

/** Whom a rule speaks to. */
export interface Ear {
  report(rule: Rule, report: Report): void;
  witness(rule: Rule, effect: Witness['effect'], at: At): void;
  named(id: string): Rule | undefined;
}

/**
 * What one rule may ask and say in one run. Rules take functions out of it, so that each is made to stand alone, when it
 * is first taken: there is one context for each rule and part, and most rules take one or two.
 */
export class RunContext implements RuleContext<unknown> {
  /** How often the rule has been asked. */
  times = 0;
  #options: { readonly values: unknown } | undefined;
  #report: ((report: Report) => void) | undefined;
  #holds: ((at: At) => void) | undefined;
  #unknown: ((at: At) => void) | undefined;
  #listed: NameTest | undefined;

  constructor(
    private readonly rule: Rule,
    private readonly asks: Asks,
    private readonly ear: Ear,
  ) {}

  /** Few rules ask, and those that do look again when the answer differs. */
  get options() {
    this.#options ??= { values: this.asks.options(this.rule) };
    return this.#options.values;
  }

  get report() {
    this.#report ??= (report) => this.ear.report(this.rule, report);
    return this.#report;
  }

  get listed() {
    return (name: string) => {
      this.#listed ??= this.asks.listed(this.rule);
      return this.#listed(name);
    };
  }

  get speaks() {
    return (id: string) => {
      const other = this.ear.named(id);
      return other !== undefined && this.asks.speaks(this.rule, other);
    };
  }

  get holds() {
    this.#holds ??= (at) => this.ear.witness(this.rule, 'holds', at);
    return this.#holds;
  }

  get unknown() {
    this.#unknown ??= (at) => this.ear.witness(this.rule, 'unknown', at);
    return this.#unknown;
  }

  get node() {
    return (at: Anchor) => this.asks.node(at);
  }

  get regex() {
    return (pattern: string) => this.asks.regex(pattern) ?? UNKNOWN;
  }

  get today() {
    return () => this.asks.today();
  }
}

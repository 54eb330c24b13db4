import type { Rule } from '../rule/rule.js';
import type { Counters } from './types.js';

/** Takes down that a rule was asked so many times. */
export type Count = (rule: Rule, times: number) => void;

/** How often each rule ran on each unit. There are thousands of units, so that it is kept by the rule's number alone. */
export class Counts {
  readonly #rules: readonly Rule[];
  readonly #numbers: ReadonlyMap<Rule, number>;
  readonly #units = new Map<string, Uint32Array>();

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
    this.#numbers = new Map(rules.map((rule, number) => [rule, number]));
  }

  /** For whoever counts what happens to one unit. */
  of(unit: string): Count {
    const counts = this.#units.get(unit) ?? new Uint32Array(this.#rules.length);
    this.#units.set(unit, counts);
    return (rule, times) => {
      const number = this.#numbers.get(rule) ?? -1;
      counts[number] = (counts[number] ?? 0) + times;
    };
  }

  all(): Counters {
    const entries = [...this.#units].flatMap(([unit, counts]) =>
      this.#rules.flatMap(({ id }, number): readonly (readonly [string, number])[] => {
        const count = counts[number] ?? 0;
        return count === 0 ? [] : [[`${id} ${unit}`, count]];
      }),
    );
    return new Map(entries);
  }
}

import type { Rule } from '../rule/rule.js';
import type { Counters } from './types.js';

/** Takes down that a rule was asked so many times. */
export type Count = (rule: Rule, times: number) => void;

/** How often each rule ran on each unit. There are thousands of units, so that it is kept by numbers given to the rules. */
export class Counts {
  readonly #numbers = new Map<Rule, number>();
  readonly #units = new Map<string, number[]>();

  /** For whoever counts what happens to one unit. */
  of(unit: string): Count {
    const counts = this.#units.get(unit) ?? [];
    this.#units.set(unit, counts);
    return (rule, times) => {
      const number = this.#numberOf(rule);
      counts[number] = (counts[number] ?? 0) + times;
    };
  }

  all(): Counters {
    const rules = [...this.#numbers.keys()];
    const entries = [...this.#units].flatMap(([unit, counts]) =>
      rules.flatMap(({ id }, number): readonly (readonly [string, number])[] => {
        const count = counts[number];
        return count === undefined ? [] : [[`${id} ${unit}`, count]];
      }),
    );
    return new Map(entries);
  }

  #numberOf(rule: Rule): number {
    const known = this.#numbers.get(rule);
    if (known !== undefined) return known;
    this.#numbers.set(rule, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}

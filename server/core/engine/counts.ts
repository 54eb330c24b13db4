import type { Counters } from './types.js';

/** How often each rule ran on each unit; a key is made of the two only when somebody asks. */
export class Counts {
  readonly #units = new Map<string, Map<string, number>>();

  /** By rule, of one unit: for whoever counts. */
  of(unit: string): Map<string, number> {
    const counts = this.#units.get(unit) ?? new Map<string, number>();
    this.#units.set(unit, counts);
    return counts;
  }

  all(): Counters {
    const entries = [...this.#units].flatMap(([unit, counts]) =>
      [...counts].map(([rule, count]) => [`${rule} ${unit}`, count] as const),
    );
    return new Map(entries);
  }
}

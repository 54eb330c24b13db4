import type { Rule } from '../rule/rule.js';
import type { Board } from './board.js';
import { type Sighting, sightingOf } from './locate.js';

/**
 * What tasks saw in one file, for some rules only. Invariant: after `refresh` it is what the board holds, and what a
 * task did not say anew is not looked at again.
 */
export class Sightings {
  readonly #byTask = new Map<string, readonly Sighting[]>();
  #begun = false;

  constructor(
    private readonly board: Board,
    private readonly uri: string,
    private readonly inCode: boolean,
    private readonly wanted: (rule: Rule) => boolean,
  ) {}

  *[Symbol.iterator](): Iterator<Sighting> {
    for (const sightings of this.#byTask.values()) yield* sightings;
  }

  refresh(): void {
    const news = this.board.news(this.uri);
    for (const task of this.#begun ? news : this.board.tasksIn(this.uri)) this.#take(task);
    this.#begun = true;
  }

  #take(task: string): void {
    const raws = this.board.findingsOf(task, this.uri).filter(({ rule }) => this.wanted(rule));
    if (raws.length === 0) this.#byTask.delete(task);
    else
      this.#byTask.set(
        task,
        raws.map((raw) => sightingOf(raw, this.inCode)),
      );
  }
}

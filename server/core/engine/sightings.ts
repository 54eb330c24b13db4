import type { Rule } from '../rule/rule.js';
import type { Board } from './board.js';
import { type Sighting, sightingOf } from './locate.js';

/**
 * What tasks saw in one file, for some rules only, in the order in which it stood last. Invariant: after `refresh` it
 * is what the board holds, and what a task did not say anew is not looked at again.
 */
export class Sightings {
  readonly #byTask = new Map<string, readonly Sighting[]>();
  #list: readonly Sighting[] = [];
  #begun = false;

  constructor(
    private readonly board: Board,
    private readonly uri: string,
    private readonly inCode: boolean,
    private readonly wanted: (rule: Rule) => boolean,
  ) {}

  refresh(): readonly Sighting[] {
    const news = this.board.news(this.uri);
    const gone = new Set<Sighting>();
    const come: Sighting[] = [];
    for (const task of this.#begun ? news : this.board.tasksIn(this.uri)) {
      for (const old of this.#byTask.get(task) ?? []) gone.add(old);
      come.push(...this.#take(task));
    }
    this.#begun = true;
    if (gone.size > 0) this.#list = this.#list.filter((one) => !gone.has(one));
    if (come.length > 0) this.#list = [...this.#list, ...come];
    return this.#list;
  }

  /** Where they stood last is nearly where they will stand next: sorting them again costs little. */
  sorted(list: readonly Sighting[]): void {
    this.#list = list;
  }

  #take(task: string): readonly Sighting[] {
    const raws = this.board.findingsOf(task, this.uri).filter(({ rule }) => this.wanted(rule));
    const sightings = raws.map((raw) => sightingOf(raw, this.inCode));
    if (sightings.length === 0) this.#byTask.delete(task);
    else this.#byTask.set(task, sightings);
    return sightings;
  }
}

import type { Severity } from '../rule/finding.js';
import type { Report, Rule } from '../rule/rule.js';
import { differenceOf } from '../text/difference.js';
import { append } from '../text/multimap.js';
import type { Refreshed } from './arrangement.js';
import type { Board } from './board.js';
import { equal } from './equal.js';
import { type Sighting, sightingOf } from './locate.js';
import { isSameSpot, type RawFinding } from './outcome.js';

/** How findings of a rule are shown; undefined: not at all. */
export type Showing = (rule: Rule) => Severity | 'own' | undefined;

/**
 * What tasks saw in one file, for some rules only, by address. Invariant: after `refresh` it is what the board holds;
 * what a task did not say anew is not looked at again, and what it said again keeps its sighting.
 */
export class Sightings {
  readonly #byTask = new Map<string, readonly Sighting[]>();
  readonly #groups = new Map<string, readonly Sighting[]>();
  /** The board's revision that was looked at last. */
  #seen: number | undefined;

  constructor(
    private readonly board: Board,
    private readonly uri: string,
    private readonly inCode: boolean,
    private readonly showing: Showing,
  ) {}

  /** A group in which nothing came or went is the same array as before. */
  refresh(): Refreshed {
    const { board, uri } = this;
    const tasks = this.#seen === undefined ? board.tasksIn(uri) : board.news(uri, this.#seen);
    this.#seen = board.revision;
    const gone = new Set<Sighting>();
    const come = new Map<string, Sighting[]>();
    for (const task of tasks) this.#take(task, gone, come);
    const changed = new Set([...come.keys(), ...[...gone].map((one) => one.address)]);
    for (const address of changed) {
      const old = this.#groups.get(address) ?? [];
      const next = [...old.filter((one) => !gone.has(one)), ...(come.get(address) ?? [])];
      if (next.length > 0) this.#groups.set(address, next);
      else this.#groups.delete(address);
    }
    return { groups: this.#groups, changed };
  }

  #take(task: string, gone: Set<Sighting>, come: Map<string, Sighting[]>): void {
    const old = this.#byTask.get(task) ?? [];
    const raws = this.board.findingsOf(task, this.uri).filter(({ rule }) => this.showing(rule) !== undefined);
    const { from, toOld, toNew } = differenceOf(old, raws, saysTheSame);
    for (const sighting of old.slice(from, toOld)) gone.add(sighting);
    const made = raws
      .slice(from, toNew)
      .map((raw) => sightingOf(raw, this.showing(raw.rule) ?? 'own', this.inCode));
    for (const sighting of made) {
      append(come, sighting.address, sighting);
    }
    const now = [...old.slice(0, from), ...made, ...old.slice(toOld)];
    now.forEach((sighting, index) => {
      sighting.raw = raws[index] ?? sighting.raw;
    });
    if (now.length === 0) this.#byTask.delete(task);
    else this.#byTask.set(task, now);
  }
}

/** Whether hosts see the same of both, at the same place. */
function saysTheSame(old: Sighting | undefined, raw: RawFinding | undefined): boolean {
  if (old === undefined || raw === undefined) return false;
  const before = old.raw;
  return (
    before.rule === raw.rule &&
    before.endpoint === raw.endpoint &&
    isSameSpot(before.seen, raw.seen) &&
    isSameReport(before.report, raw.report)
  );
}

function isSameReport(a: Report, b: Report): boolean {
  const [some, others] = [a.fixes ?? [], b.fixes ?? []];
  return (
    a.message === b.message &&
    a.severity === b.severity &&
    equal(a.data, b.data) &&
    some.length === others.length &&
    some.every(({ fix, data }, index) => fix === others[index]?.fix && equal(data, others[index]?.data))
  );
}

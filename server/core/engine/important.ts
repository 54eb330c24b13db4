import { type Finding, SEVERITIES } from '../rule/finding.js';

/** Things in the order of the text; their offsets count from `begin`. */
interface Series<T> {
  readonly begin: number;
  readonly entries: readonly T[];
}

interface Standing {
  readonly start: number;
}

export interface Chosen<T> {
  readonly begin: number;
  readonly entry: T;
}

const RANKS = SEVERITIES.length * 2;

/** By severity, then exposure before hygiene: 0 for what matters most. */
export function rankOf({ severity, weight }: Pick<Finding, 'severity' | 'weight'>): number {
  return SEVERITIES.indexOf(severity) * 2 + (weight === 'exposure' ? 0 : 1);
}

/**
 * The `most` things of the highest ranks, in the order of the text; of the last rank that has room those nearest to an
 * offset, or the first.
 */
export function mostImportant<T extends Standing>(
  series: readonly Series<T>[],
  rank: (entry: T) => number,
  most: number,
  near: number | undefined,
): readonly Chosen<T>[] {
  const tallies = series.map(({ entries }) => tallyOf(entries, rank));
  let room = most;
  let last = 0;
  for (let count = countOf(last, tallies); last < RANKS && count <= room; count = countOf(last, tallies)) {
    room -= count;
    last += 1;
  }
  const { from, to } = nearest(startsOf(series, tallies, last), room, near);
  const chosen: Chosen<T>[] = [];
  let seen = 0;
  for (const [index, { begin, entries }] of series.entries()) {
    const tally = tallies[index] ?? [];
    const count = tally[last]?.length ?? 0;
    const isOut = seen >= to || seen + count <= from;
    if (isOut && !hasAbove(last, tally)) {
      seen += count;
      continue;
    }
    for (const entry of entries) {
      const own = rank(entry);
      if (own < last || (own === last && seen >= from && seen < to)) chosen.push({ begin, entry });
      if (own === last) seen += 1;
    }
  }
  return chosen;
}

/** By rank, where the entries of a series begin that have it; ranks that none has may be missing. */
type Tally = readonly (readonly number[] | undefined)[];

/** Entries stay the same list while their text does, so that they are looked at once. */
const known = new WeakMap<readonly unknown[], Tally>();

function tallyOf<T extends Standing>(entries: readonly T[], rank: (entry: T) => number): Tally {
  const before = known.get(entries);
  if (before) return before;
  const tally: number[][] = [];
  for (const entry of entries) {
    const own = rank(entry);
    const starts = tally[own];
    if (starts) starts.push(entry.start);
    else tally[own] = [entry.start];
  }
  known.set(entries, tally);
  return tally;
}

function countOf(rank: number, tallies: readonly Tally[]): number {
  let count = 0;
  for (const tally of tallies) count += tally[rank]?.length ?? 0;
  return count;
}

function hasAbove(rank: number, tally: Tally): boolean {
  for (let above = 0; above < rank; above += 1) if (tally[above] !== undefined) return true;
  return false;
}

/** Where those of one rank begin in the whole text. */
function startsOf<T>(
  series: readonly Series<T>[],
  tallies: readonly Tally[],
  rank: number,
): readonly number[] {
  const starts: number[] = [];
  for (const [index, { begin }] of series.entries())
    for (const start of tallies[index]?.[rank] ?? NO_STARTS) starts.push(begin + start);
  return starts;
}

const NO_STARTS: readonly number[] = [];

/** Which of ascending offsets are the `count` nearest to one. */
function nearest(starts: readonly number[], count: number, near: number | undefined) {
  if (starts.length <= count) return { from: 0, to: starts.length };
  if (near === undefined || count === 0) return { from: 0, to: count };
  const far = (index: number): number => {
    const start = starts[index];
    return start === undefined ? Number.POSITIVE_INFINITY : Math.abs(start - near);
  };
  const behind = starts.findIndex((start) => start >= near);
  let from = behind < 0 ? starts.length : behind;
  let to = from;
  while (to - from < count) {
    if (far(from - 1) <= far(to)) from -= 1;
    else to += 1;
  }
  // Of several that stand equally far the first counts.
  while (far(from - 1) === far(to - 1)) {
    from -= 1;
    to -= 1;
  }
  return { from, to };
}

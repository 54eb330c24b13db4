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
  const counts = total(series, rank);
  let room = most;
  let last = 0;
  while (last < RANKS && (counts[last] ?? 0) <= room) room -= counts[last++] ?? 0;
  const { from, to } = nearest(startsOf(series, rank, last), room, near);
  const chosen: Chosen<T>[] = [];
  let seen = 0;
  for (const { begin, entries } of series) {
    const tally = tallyOf(entries, rank);
    const isOut = seen >= to || seen + (tally[last] ?? 0) <= from;
    if (isOut && tally.every((count, index) => index >= last || count === 0)) {
      seen += tally[last] ?? 0;
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

function total<T>(series: readonly Series<T>[], rank: (entry: T) => number): readonly number[] {
  const counts = new Array<number>(RANKS).fill(0);
  for (const { entries } of series) {
    for (const [index, count] of tallyOf(entries, rank).entries())
      counts[index] = (counts[index] ?? 0) + count;
  }
  return counts;
}

/** Entries stay the same list while their text does, so that they are counted once. */
const tallies = new WeakMap<readonly unknown[], readonly number[]>();

/** How many of each rank there are. */
function tallyOf<T>(entries: readonly T[], rank: (entry: T) => number): readonly number[] {
  const known = tallies.get(entries);
  if (known) return known;
  const tally = new Array<number>(RANKS).fill(0);
  for (const entry of entries) {
    const own = rank(entry);
    tally[own] = (tally[own] ?? 0) + 1;
  }
  tallies.set(entries, tally);
  return tally;
}

/** Where those of one rank begin. */
function startsOf<T extends Standing>(
  series: readonly Series<T>[],
  rank: (entry: T) => number,
  wanted: number,
): readonly number[] {
  const starts: number[] = [];
  for (const { begin, entries } of series) {
    if ((tallyOf(entries, rank)[wanted] ?? 0) === 0) continue;
    for (const entry of entries) if (rank(entry) === wanted) starts.push(begin + entry.start);
  }
  return starts;
}

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

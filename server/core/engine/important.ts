import { type Finding, SEVERITIES } from '../rule/finding.js';

/** Things in the order of the text; their offsets count from `begin`. */
export interface Series<T> {
  readonly begin: number;
  readonly entries: readonly T[];
  readonly tally: Tally;
}

/** How many things there are of each rank. */
export type Tally = readonly number[];

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

export function tallyOf<T>(entries: readonly T[], rank: (entry: T) => number): Tally {
  const tally = new Array<number>(RANKS).fill(0);
  for (const entry of entries) tally[rank(entry)] = (tally[rank(entry)] ?? 0) + 1;
  return tally;
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
  const totals = totalsOf(series);
  let room = most;
  let last = 0;
  for (let count = totals[last]; count !== undefined && count <= room; count = totals[last]) {
    room -= count;
    last += 1;
  }
  const { from, to } = nearest({ series, rank, last, total: totals[last] ?? 0 }, room, near);
  const chosen: Chosen<T>[] = [];
  let seen = 0;
  for (const { begin, entries, tally } of series) {
    const count = tally[last] ?? 0;
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

function totalsOf(series: readonly Series<unknown>[]): Tally {
  const totals = new Array<number>(RANKS).fill(0);
  for (const { tally } of series)
    for (let rank = 0; rank < RANKS; rank += 1) totals[rank] = (totals[rank] ?? 0) + (tally[rank] ?? 0);
  return totals;
}

function hasAbove(rank: number, tally: Tally): boolean {
  for (let above = 0; above < rank; above += 1) if ((tally[above] ?? 0) > 0) return true;
  return false;
}

/** Those of one rank. */
interface Rank<T> {
  readonly series: readonly Series<T>[];
  readonly rank: (entry: T) => number;
  readonly last: number;
  readonly total: number;
}

/** Which of them, counted in the order of the text, are the `count` nearest to an offset. */
function nearest<T extends Standing>(ranked: Rank<T>, count: number, near: number | undefined) {
  const { total } = ranked;
  if (total <= count) return { from: 0, to: total };
  if (near === undefined || count === 0) return { from: 0, to: count };
  const far = (start: number | undefined): number =>
    start === undefined ? Number.POSITIVE_INFINITY : Math.abs(start - near);
  const { behind, backward, forward } = around(ranked, near);
  const starts: number[] = [];
  let from = behind;
  let before = next(backward);
  let after = next(forward);
  const goBack = (start: number): void => {
    starts.unshift(start);
    from -= 1;
    before = next(backward);
  };
  while (starts.length < count) {
    if (before !== undefined && far(before) <= far(after)) goBack(before);
    else {
      starts.push(after ?? near);
      after = next(forward);
    }
  }
  // Of several that stand equally far the first counts.
  while (before !== undefined && far(before) === far(starts.at(-1))) {
    starts.pop();
    goBack(before);
  }
  return { from, to: from + count };
}

/** How many of them begin before an offset, and where these begin, the nearest first, and those behind it. */
function around<T extends Standing>(ranked: Rank<T>, near: number) {
  const { series, last } = ranked;
  let behind = 0;
  let host = -1;
  for (const [index, { begin, entries, tally }] of series.entries()) {
    const first = entries[0];
    if (first !== undefined && begin + first.start >= near) break;
    host = index;
    behind += tally[last] ?? 0;
  }
  const here = host < 0 ? [] : startsIn(ranked, host);
  const left = here.filter((start) => start < near);
  const right = here.filter((start) => start >= near);
  return {
    behind: behind - right.length,
    backward: walk(ranked, left.reverse(), host - 1, -1),
    forward: walk(ranked, right, host + 1, 1),
  };
}

function startsIn<T extends Standing>({ series, rank, last }: Rank<T>, index: number): number[] {
  const { begin = 0, entries = [] } = series[index] ?? {};
  return entries.filter((entry) => rank(entry) === last).map(({ start }) => begin + start);
}

/** Goes through some, then on through those of other series, one after another. */
function* walk<T extends Standing>(
  ranked: Rank<T>,
  first: readonly number[],
  from: number,
  step: 1 | -1,
): Generator<number, undefined> {
  yield* first;
  for (let index = from, own = ranked.series[index]; own; index += step, own = ranked.series[index]) {
    if (own.tally[ranked.last] === 0) continue;
    const starts = startsIn(ranked, index);
    yield* step > 0 ? starts : starts.reverse();
  }
  return undefined;
}

function next(walk: Generator<number, undefined>): number | undefined {
  return walk.next().value;
}

import type { Document } from '../text/document.js';
import type { Unit } from '../text/leaf.js';
import { append } from '../text/multimap.js';
import type { Range } from '../text/span.js';
import { type Block, blockOf, type Entry, identityAt, type Sighting } from './locate.js';
import { inOrder, numbered } from './order.js';
import { rangeOfSeen } from './seen.js';

/** Sightings of one file by their address. */
export type Groups = ReadonlyMap<string, readonly Sighting[]>;

export interface Refreshed {
  readonly groups: Groups;
  /** Addresses at which something came or went. */
  readonly changed: ReadonlySet<string>;
}

/** What was seen in one unit, placed in it. */
interface Row {
  readonly unit: Unit;
  readonly group: readonly Sighting[];
  readonly entries: readonly Entry[];
  /** Sightings of its address that do not stand in it, or that are told apart by text which may stand elsewhere too. */
  readonly strays: readonly Sighting[];
}

/** A block that ends where its unit ends. */
interface Stretch extends Block {
  readonly end: number;
  readonly address: string;
}

/** The row of a unit and where it stands in one version. */
interface Placed {
  readonly row: Row;
  readonly stretch: Stretch;
}

/** A unit of one version with what was seen in it. */
interface Seat {
  readonly unit: Unit;
  readonly group: readonly Sighting[] | undefined;
  /** Undefined while nobody has placed it, and where it cannot be. */
  readonly placed: Placed | undefined;
}

/**
 * Puts the sightings of one file in the order of its text. A unit moves as a whole, so that as long as its text and what
 * was seen in it are the same, so are the offsets in it and the order; only strays are placed anew in each version.
 */
export class Arrangement {
  readonly #placed = new Map<string, Placed>();
  /** By the index of their units: in the next version most of them are still there. */
  #seats: readonly Seat[] = [];

  /** `changed`: since the last call. */
  blocks(document: Document, { groups, changed }: Refreshed): readonly Block[] {
    const stretches: Stretch[] = [];
    const strays: Sighting[] = [];
    const seats: Seat[] = [];
    let met = 0;
    for (const unit of document.units) {
      const index = seats.length;
      const there = this.#seats[index];
      const isSame = there?.unit === unit && !changed.has(unit.id);
      const known = isSame ? there : { unit, group: groups.get(unit.id), placed: undefined };
      const seat = known.group ? this.#seated(document, index, known) : known;
      seats.push(seat);
      if (seat.group === undefined) continue;
      met += 1;
      for (const stray of seat.placed?.row.strays ?? seat.group) strays.push(stray);
      if (seat.placed) stretches.push(seat.placed.stretch);
    }
    this.#seats = seats;
    if (met < groups.size) strays.push(...this.#homeless(document, groups));
    return strays.length === 0 ? stretches : withStrays(document, stretches, strays);
  }

  /** What was seen in units that are not there, or whose names differ from their places. */
  #homeless(document: Document, groups: Groups): readonly Sighting[] {
    for (const address of this.#placed.keys()) if (!groups.has(address)) this.#placed.delete(address);
    return [...groups].flatMap(([address, group]) => (document.unit(address) ? [] : group));
  }

  #seated(document: Document, index: number, seat: Seat): Seat {
    const { unit, group = NONE } = seat;
    const begin = document.beginOf(index);
    if (begin < 0) return { ...seat, placed: undefined };
    const known = seat.placed ?? this.#placed.get(unit.id);
    const isSame = known?.row.unit === unit && known.row.group === group;
    if (isSame && known.stretch.begin === begin) return seat.placed ? seat : { ...seat, placed: known };
    const placed = isSame ? moved(known, begin) : newlyPlaced(document, unit, group);
    if (placed) this.#placed.set(unit.id, placed);
    return { ...seat, placed };
  }
}

const NONE: readonly Sighting[] = [];

function moved({ row, stretch }: Placed, begin: number): Placed {
  return { row, stretch: { ...stretch, begin, end: begin + stretch.end - stretch.begin } };
}

function newlyPlaced(document: Document, unit: Unit, group: readonly Sighting[]): Placed | undefined {
  const span = document.spanOf(unit);
  if (span === undefined) return undefined;
  const row = rowOf(document, unit, span, group);
  return { row, stretch: { ...blockOf(span.start, row.entries), end: span.end, address: unit.id } };
}

/** Places sightings that are looked at once. */
export function arrange(document: Document, sightings: readonly Sighting[]): readonly Block[] {
  return withStrays(document, [], sightings);
}

function rowOf(document: Document, unit: Unit, span: Range, group: readonly Sighting[]): Row {
  const entries: Entry[] = [];
  const strays: Sighting[] = [];
  for (const sighting of group) {
    const range = rangeOfSeen(document, sighting.raw.seen);
    const { identity } = sighting;
    const isInside = range && range.start >= span.start && range.end <= span.end;
    if (isInside && identity !== undefined) {
      const [start, end] = [range.start - span.start, range.end - span.start];
      entries.push({ sighting, start, end, identity, ordinal: 0 });
    } else if (range) strays.push(sighting);
  }
  return { unit, group, entries: numbered(inOrder(entries), new Map()), strays };
}

/** The same blocks with strays in them, or between them. */
function withStrays(
  document: Document,
  stretches: readonly Stretch[],
  strays: readonly Sighting[],
): readonly Block[] {
  const guests = new Map<number, Entry[]>();
  const loose: Entry[] = [];
  for (const entry of inOrder(strays.flatMap((sighting) => placed(document, sighting)))) {
    const index = lastBefore(stretches, entry.start);
    const host = stretches[index];
    if (host && entry.start < host.end) append(guests, index, movedBy(entry, -host.begin));
    else loose.push(entry);
  }
  const addresses = new Set(strays.map(({ address }) => address));
  const ordinals = new Map<string, number>();
  const blocks: Block[] = [];
  let next = 0;
  const takeLoose = (until: number): void => {
    const from = next;
    while ((loose[next]?.start ?? until) < until) next += 1;
    if (next > from) blocks.push(blockOf(0, numbered(loose.slice(from, next), ordinals)));
  };
  for (const [index, stretch] of stretches.entries()) {
    const { begin, entries, address } = stretch;
    takeLoose(begin);
    const visitors = guests.get(index);
    const all = visitors ? inOrder([...entries, ...visitors]) : entries;
    // What has the identity of a stray has its address as well.
    const isShared = visitors !== undefined || addresses.has(address);
    blocks.push(isShared ? blockOf(begin, numbered(all, ordinals)) : stretch);
  }
  takeLoose(Number.POSITIVE_INFINITY);
  return blocks;
}

/** The same blocks with a few entries more, each behind those that begin where it does. */
export function withEntries(blocks: readonly Block[], more: readonly Block[]): readonly Block[] {
  const made = [...blocks];
  for (const { begin, entries } of more) {
    for (const entry of entries.map((one) => movedBy(one, begin))) {
      const index = made.findLastIndex((block) => startOf(block) <= entry.start);
      const host = made[index];
      if (host === undefined) made.unshift(blockOf(0, [entry]));
      else {
        const own = movedBy(entry, -host.begin);
        const at = host.entries.findLastIndex(({ start }) => start <= own.start) + 1;
        made[index] = blockOf(host.begin, host.entries.toSpliced(at, 0, own));
      }
    }
  }
  return made;
}

/** Where its first entry begins. */
function startOf({ begin, entries }: Block): number {
  return begin + (entries[0]?.start ?? 0);
}

function placed(document: Document, sighting: Sighting): readonly Entry[] {
  const range = rangeOfSeen(document, sighting.raw.seen);
  if (!range) return [];
  return [{ sighting, ...range, identity: identityAt(document, sighting, range), ordinal: 0 }];
}

function movedBy(entry: Entry, by: number): Entry {
  return { ...entry, start: entry.start + by, end: entry.end + by };
}

/** Index of the last that begins at or before an offset; -1 when none does. */
function lastBefore(stretches: readonly Stretch[], offset: number): number {
  let low = -1;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stretches[middle]?.begin ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

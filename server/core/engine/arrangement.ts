import type { Document } from '../text/document.js';
import type { Unit } from '../text/leaf.js';
import { append } from '../text/multimap.js';
import type { Range } from '../text/span.js';
import { type Block, type Entry, identityAt, type Sighting } from './locate.js';
import { inOrder, numbered } from './order.js';
import { rangeOfSeen } from './seen.js';

/** Sightings of one file by their address. */
export type Groups = ReadonlyMap<string, readonly Sighting[]>;

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

/**
 * Puts the sightings of one file in the order of its text. A unit moves as a whole, so that as long as its text and what
 * was seen in it are the same, so are the offsets in it and the order; only strays are placed anew in each version.
 */
export class Arrangement {
  readonly #rows = new Map<string, Row>();

  blocks(document: Document, groups: Groups): readonly Block[] {
    const stretches: Stretch[] = [];
    const strays: Sighting[] = [];
    let met = 0;
    for (const unit of document.units) {
      const group = groups.get(unit.id);
      if (group === undefined) continue;
      met += 1;
      const span = document.spanOf(unit);
      const row = span && this.#row(document, unit, span, group);
      for (const stray of row?.strays ?? group) strays.push(stray);
      if (span && row)
        stretches.push({ begin: span.start, end: span.end, address: unit.id, entries: row.entries });
    }
    if (met < groups.size) strays.push(...this.#homeless(document, groups));
    return strays.length === 0 ? stretches : withStrays(document, stretches, strays);
  }

  /** What was seen in units that are not there, or whose names differ from their places. */
  #homeless(document: Document, groups: Groups): readonly Sighting[] {
    for (const address of this.#rows.keys()) if (!groups.has(address)) this.#rows.delete(address);
    return [...groups].flatMap(([address, group]) => (document.unit(address) ? [] : group));
  }

  #row(document: Document, unit: Unit, span: Range, group: readonly Sighting[]): Row {
    const known = this.#rows.get(unit.id);
    if (known?.unit === unit && known.group === group) return known;
    const made = rowOf(document, unit, span, group);
    this.#rows.set(unit.id, made);
    return made;
  }
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
    if (next > from) blocks.push({ begin: 0, entries: numbered(loose.slice(from, next), ordinals) });
  };
  for (const [index, { begin, entries, address }] of stretches.entries()) {
    takeLoose(begin);
    const visitors = guests.get(index);
    const all = visitors ? inOrder([...entries, ...visitors]) : entries;
    // What has the identity of a stray has its address as well.
    const isShared = visitors !== undefined || addresses.has(address);
    blocks.push({ begin, entries: isShared ? numbered(all, ordinals) : all });
  }
  takeLoose(Number.POSITIVE_INFINITY);
  return blocks;
}

function placed(document: Document, sighting: Sighting): readonly Entry[] {
  const range = rangeOfSeen(document, sighting.raw.seen);
  if (!range) return [];
  return [{ sighting, ...range, identity: identityAt(document, sighting, range), ordinal: 0 }];
}

export function movedBy(entry: Entry, by: number): Entry {
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

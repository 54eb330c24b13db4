import type { Leaf } from './leaf.js';
import type { Position } from './span.js';

/** How many lines a text ends: at line feeds, carriage returns and pairs of the two, as editors count. */
export function countLines(text: string): number {
  if (text.includes('\r')) return text.match(LINE_END)?.length ?? 0;
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

const LINE_END = /\r\n?|\n/g;

/** Where each leaf of one version begins: sums over the leaves before it, so that a question costs a binary search. */
export interface Places {
  /** Offset of each leaf, and at the end the length of the text. */
  readonly offsets: Int32Array;
  /** Line ends before each leaf, and at the end in the whole text. */
  readonly lines: Int32Array;
}

export function placesOf(leaves: readonly Leaf[]): Places {
  const offsets = new Int32Array(leaves.length + 1);
  const lines = new Int32Array(leaves.length + 1);
  let offset = 0;
  let line = 0;
  leaves.forEach((leaf, index) => {
    offset += leaf.text.length;
    line += leaf.lines;
    offsets[index + 1] = offset;
    lines[index + 1] = line;
  });
  return { offsets, lines };
}

/** The places after one leaf has grown or shrunk. */
export function shifted(places: Places, index: number, characters: number, lines: number): Places {
  return { offsets: added(places.offsets, index, characters), lines: added(places.lines, index, lines) };
}

function added(sums: Int32Array, index: number, by: number): Int32Array {
  if (by === 0) return sums;
  const next = sums.slice();
  for (let i = index + 1; i < next.length; i += 1) next[i] = (next[i] ?? 0) + by;
  return next;
}

/** Index of the last leaf that begins at or before an offset and holds text there; the last leaf at the end of the text. */
export function leafAt(places: Places, offset: number): number {
  return lastAtMost(places.offsets, offset, places.offsets.length - 2);
}

export function positionAt(leaves: readonly Leaf[], places: Places, offset: number): Position {
  const target = Math.max(0, Math.min(offset, places.offsets[leaves.length] ?? 0));
  const index = leafAt(places, target);
  const inside = target - (places.offsets[index] ?? 0);
  const starts = lineStarts(leaves[index]);
  const above = lastAtMost(starts, inside);
  const line = (places.lines[index] ?? 0) + above;
  if (above > 0) return { line, character: inside - (starts[above] ?? 0) };
  // The line may have begun in a leaf before this one.
  return { line, character: target - lineStart(leaves, places, line) };
}

export function offsetAt(leaves: readonly Leaf[], places: Places, position: Position): number {
  const length = places.offsets[leaves.length] ?? 0;
  const last = places.lines[leaves.length] ?? 0;
  if (position.line < 0) return 0;
  if (position.line > last) return length;
  const start = lineStart(leaves, places, position.line);
  const end = position.line === last ? length : lineStart(leaves, places, position.line + 1) - 1;
  const target = start + Math.max(0, position.character);
  if (target < end) return target;
  return end > start && position.line < last && charAt(leaves, places, end - 1) === 13 ? end - 1 : end;
}

/** Offset of a line that exists. */
function lineStart(leaves: readonly Leaf[], places: Places, line: number): number {
  if (line === 0) return 0;
  const index = lastAtMost(places.lines, line - 1, leaves.length - 1);
  const starts = lineStarts(leaves[index]);
  return (places.offsets[index] ?? 0) + (starts[line - (places.lines[index] ?? 0)] ?? 0);
}

function charAt(leaves: readonly Leaf[], places: Places, offset: number): number {
  const index = leafAt(places, offset);
  return leaves[index]?.text.charCodeAt(offset - (places.offsets[index] ?? 0)) ?? 0;
}

/** Index of the last of the ascending numbers, up to `high`, that is not above `value`. */
function lastAtMost(sums: Int32Array, value: number, high = sums.length - 1): number {
  let low = 0;
  let top = high;
  while (low < top) {
    const middle = (low + top + 1) >> 1;
    if ((sums[middle] ?? 0) <= value) low = middle;
    else top = middle - 1;
  }
  return low;
}

const starts = new WeakMap<Leaf, Int32Array>();
const NO_LINES = new Int32Array(1);

/** Offsets in a leaf at which its lines begin; the first is 0. */
function lineStarts(leaf: Leaf | undefined): Int32Array {
  if (leaf === undefined) return NO_LINES;
  const known = starts.get(leaf);
  if (known !== undefined) return known;
  const table = new Int32Array(leaf.lines + 1);
  if (leaf.text.includes('\r')) {
    let line = 0;
    for (const end of leaf.text.matchAll(LINE_END)) table[++line] = end.index + end[0].length;
  } else {
    let at = -1;
    for (let line = 1; line <= leaf.lines; line += 1) {
      at = leaf.text.indexOf('\n', at + 1);
      table[line] = at + 1;
    }
  }
  starts.set(leaf, table);
  return table;
}

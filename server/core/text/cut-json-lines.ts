import { behindComma, keyAt, skipSpace, skipValue } from './cut-json.js';
import type { Flaw } from './leaf.js';
import { DEEPEST, isContainer, LARGE, MARKERS, type Piece, type Scan } from './outline.js';
import type { PathStep } from './span.js';
import { type Line, newLine, readLine } from './yaml-lines.js';

/** One `"key":` line in the column of its siblings. */
interface Entry {
  /** Behind the text above it, so that white space before an entry belongs to it. */
  readonly start: number;
  readonly key: string;
  /** Offset of the value. */
  readonly value: number;
  readonly column: number;
}

/**
 * Cuts JSON whose brackets, quotes or commas are broken by the columns of its lines, as its author indented it:
 * undefined when it is not written so. Whatever fits nowhere is left in the entry above it, which gets a flaw.
 */
export function guessJson(text: string): { readonly pieces: Piece[]; readonly openapi: boolean } | undefined {
  const open = skipSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  if (text.charCodeAt(open) !== 123) return undefined;
  const entries = entriesIn(text, open + 1, text.length, -1);
  const [first] = entries;
  if (first === undefined || first.start !== open + 1) return undefined;
  const openapi = entries.some(({ key }) => MARKERS.has(key));
  const scan: Scan = { text, openapi, pieces: [] };
  const closing = closingIn(text, first.value, text.length, first.column - 1);
  const flaw: Pick<Piece, 'flaw'> = closing < 0 ? { flaw: 'unclosed' } : {};
  scan.pieces.push({ start: 0, end: open + 1, path: [], key: undefined, head: true, ...flaw });
  cutAll(scan, entries, closing < 0 ? text.length : closing, []);
  if (closing >= 0)
    scan.pieces.push({ start: closing, end: text.length, path: [], key: undefined, head: false });
  return { pieces: flawed(scan.pieces), openapi };
}

/** A guess is never taken for the truth, even where it found no fault. */
function flawed(pieces: Piece[]): Piece[] {
  const last = pieces.pop();
  if (last === undefined) return pieces;
  const known = last.flaw !== undefined || pieces.some(({ flaw }) => flaw !== undefined);
  return [...pieces, known ? last : { ...last, flaw: 'odd' }];
}

function cutAll(scan: Scan, entries: readonly Entry[], to: number, path: readonly PathStep[]): void {
  for (const [index, entry] of entries.entries()) {
    const next = entries[index + 1];
    const end = next?.start ?? to;
    if (!cutInside(scan, entry, end, path, next === undefined)) {
      const flaw = flawOf(scan.text, entry, end, next === undefined);
      const piece = { start: entry.start, end, path, key: entry.key, head: false };
      scan.pieces.push(flaw === undefined ? piece : { ...piece, flaw });
    }
  }
}

function cutInside(
  scan: Scan,
  entry: Entry,
  end: number,
  path: readonly PathStep[],
  isLast: boolean,
): boolean {
  const { text, pieces, openapi } = scan;
  const wanted = (openapi && isContainer(path, entry.key)) || end - entry.start > LARGE;
  if (!wanted || path.length >= DEEPEST || text.charCodeAt(entry.value) !== 123) return false;
  const inner = entriesIn(text, entry.value + 1, end, entry.column);
  if (inner[0]?.start !== entry.value + 1) return false;
  const closing = closingIn(text, entry.value, end, entry.column);
  const head = { start: entry.start, end: entry.value + 1, path, key: entry.key, head: true };
  pieces.push(closing < 0 ? { ...head, flaw: 'unclosed' } : head);
  const within = [...path, entry.key];
  cutAll(scan, inner, closing < 0 ? end : closing, within);
  if (closing >= 0) {
    const flaw = commaFlaw(text.slice(closing, end).includes(','), isLast);
    const tail = { start: closing, end, path: within, key: undefined, head: false };
    pieces.push(flaw === undefined ? tail : { ...tail, flaw });
  }
  return true;
}

/** Entries whose keys stand in the column of the first, right of the column `above`. */
function entriesIn(text: string, from: number, to: number, above: number): Entry[] {
  const found: Entry[] = [];
  const line = newLine();
  let column = -1;
  for (let start = lineAfter(text, from, to); start < to; start = line.next) {
    readLine(text, start, to, line);
    const indent = columnOf(text, line);
    if (indent <= above || (column >= 0 && indent !== column)) continue;
    const key = keyAt(text, start + indent);
    if (key === undefined) continue;
    column = indent;
    found.push({ start: behindText(text, from, start), key: key.name, value: key.value, column });
  }
  return found;
}

/** Tabs count as one column each: siblings are indented alike. */
function columnOf(text: string, line: Line): number {
  let at = line.start;
  while (at < line.end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at += 1;
  return at - line.start;
}

/** Where the leaf of the last closing bracket that stands at or left of a column begins; -1 when there is none. */
function closingIn(text: string, from: number, to: number, column: number): number {
  const line = newLine();
  let found = -1;
  for (let start = lineAfter(text, from, to); start < to; start = line.next) {
    readLine(text, start, to, line);
    const indent = columnOf(text, line);
    if (indent <= column && text.charCodeAt(start + indent) === 125) found = start;
  }
  return found < 0 ? -1 : behindText(text, from, found);
}

function lineAfter(text: string, from: number, to: number): number {
  const feed = text.indexOf('\n', from);
  return feed < 0 || feed >= to ? to : feed + 1;
}

/** Behind the last character before an offset that is no white space. */
function behindText(text: string, from: number, at: number): number {
  let end = at;
  while (end > from && ' \t\r\n'.includes(text.charAt(end - 1))) end -= 1;
  return end;
}

function flawOf(text: string, entry: Entry, end: number, isLast: boolean): Flaw | undefined {
  const behind = skipValue(text, entry.value);
  if (behind < 0 || behind > end) return 'odd';
  const comma = behindComma(text, behind);
  if (skipSpace(text, comma) < end) return 'odd';
  return commaFlaw(comma > behind, isLast);
}

function commaFlaw(comma: boolean, isLast: boolean): Flaw | undefined {
  if (comma) return isLast ? 'comma-extra' : undefined;
  return isLast ? undefined : 'comma-missing';
}

import { cutJsonRun } from './cut-json.js';
import { behindComma, keyAt, skipSpace, skipValue } from './json-scan.js';
import type { Flaw } from './leaf.js';
import { DEEPEST, isContainer, LARGE, MARKERS, type Piece, type Scan } from './outline.js';
import type { PathStep } from './span.js';
import { type Line, newLine, readLine } from './yaml-lines.js';

/** One `"key":` in the column of its siblings, or behind them in the line of the bracket that opens their container. */
interface Entry {
  /** Behind the text above it, so that white space before an entry belongs to it. */
  readonly start: number;
  readonly key: string;
  /** Offset of the value. */
  readonly value: number;
  /** What stands inside of it stands right of this column. */
  readonly column: number;
  readonly proper: boolean;
}

/** Without lines that begin with a key nothing tells where what is broken ends. */
const KEY_LINE = /\n[ \t]*"[^"\n]*"[ \t]*:/;

/**
 * Cuts JSON whose brackets, quotes or commas are broken by the columns of its lines, as its author indented it:
 * undefined when it is not written so. Whatever fits nowhere is left in the entry above it, which gets a flaw.
 */
export function guessJson(text: string): { readonly pieces: Piece[]; readonly openapi: boolean } | undefined {
  const open = skipSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  if (text.charCodeAt(open) !== 123 || !KEY_LINE.test(text)) return undefined;
  const entries = entriesIn(text, open + 1, text.length, -1);
  const [first] = entries;
  if (first === undefined || first.start !== open + 1) return undefined;
  const openapi = entries.some(({ key }) => MARKERS.has(key));
  const scan: Scan = { text, openapi, pieces: [] };
  const closing = closingIn(text, entries, text.length, first.column - 1);
  scan.pieces.push({ start: 0, end: open + 1, path: [], key: undefined, head: true });
  cutAll(scan, entries, closing < 0 ? text.length : closing, []);
  // A missing bracket was expected behind the last piece.
  if (closing < 0) marked(scan.pieces, 'unclosed');
  else scan.pieces.push({ start: closing, end: text.length, path: [], key: undefined, head: false });
  return { pieces: flawed(scan.pieces), openapi };
}

/** Gives the last piece a flaw, unless its text is odd, which may be all that is wrong. */
function marked(pieces: Piece[], flaw: Flaw): void {
  const last = pieces.pop();
  if (last) pieces.push(last.flaw === 'odd' ? last : { ...last, flaw });
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
    const isLast = next === undefined;
    if (cutSound(scan, entry, end, path, isLast) || cutInside(scan, entry, end, path, isLast)) continue;
    scan.pieces.push({ start: entry.start, end, path, key: entry.key, head: false, flaw: 'odd' });
  }
}

/** Cuts a stretch by its brackets where these match; false where they do not. */
function cutSound(
  { text, pieces, openapi }: Scan,
  { start, key }: Entry,
  end: number,
  path: readonly PathStep[],
  isLast: boolean,
): boolean {
  const run = cutJsonRun(text.slice(start, end), path, key, openapi);
  const last = run?.pieces[run.pieces.length - 1];
  if (run === undefined || last === undefined) return false;
  for (const piece of run.pieces)
    pieces.push({ ...piece, start: piece.start + start, end: piece === last ? end : piece.end + start });
  const flaw = commaFlaw(run.comma, isLast);
  if (flaw !== undefined) marked(pieces, flaw);
  return true;
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
  const closing = closingIn(text, inner, end, entry.column);
  const head = { start: entry.start, end: entry.value + 1, path, key: entry.key, head: true };
  pieces.push(entry.proper ? head : { ...head, flaw: 'odd' });
  const within = [...path, entry.key];
  cutAll(scan, inner, closing < 0 ? end : closing, within);
  if (closing < 0) marked(pieces, 'unclosed');
  else {
    const flaw = commaFlaw(text.slice(closing, end).includes(','), isLast);
    const tail = { start: closing, end, path: within, key: undefined, head: false };
    pieces.push(flaw === undefined ? tail : { ...tail, flaw });
  }
  return true;
}

/** Entries behind the opening bracket in its line, then those whose keys stand in one column, right of `above`. */
function entriesIn(text: string, from: number, to: number, above: number): Entry[] {
  const found = inline(text, from, to);
  const last = found[found.length - 1];
  const behind = last ? skipValue(text, last.value) : from;
  const next = lineAfter(text, from, to);
  // What an entry in the line of the bracket leaves open takes all that follows.
  if (behind < 0 || behind > next) return found;
  const line = newLine();
  let column = -1;
  let previous = behindComma(text, behind);
  for (let start = next; start < to; start = line.next) {
    readLine(text, start, to, line);
    const indent = columnOf(text, line);
    if (indent <= above || (column >= 0 && indent !== column)) continue;
    const key = keyAt(text, start + indent);
    if (key === undefined) continue;
    column = indent;
    found.push({ ...key, start: behindText(text, previous, start), key: key.name, column });
    previous = start;
  }
  return found;
}

/** Entries between a bracket and the end of its line. */
function inline(text: string, from: number, to: number): Entry[] {
  const found: Entry[] = [];
  const end = lineAfter(text, from, to);
  const line = newLine();
  readLine(text, text.lastIndexOf('\n', from - 1) + 1, to, line);
  for (let start = from; start >= 0; ) {
    const at = skipSpace(text, start);
    const key = at < end ? keyAt(text, at) : undefined;
    if (key === undefined) break;
    found.push({ ...key, start, key: key.name, column: columnOf(text, line) - 1 });
    const behind = skipValue(text, key.value);
    start = behind < 0 ? -1 : behindComma(text, behind);
  }
  return found;
}

/** Tabs count as one column each: siblings are indented alike. */
function columnOf(text: string, line: Line): number {
  let at = line.start;
  while (at < line.end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at += 1;
  return at - line.start;
}

/**
 * Where the leaf of the bracket begins that closes a container: behind its last entry, at or left of a column, of
 * several in one line the last; -1 when there is none.
 */
function closingIn(text: string, entries: readonly Entry[], to: number, column: number): number {
  const from = entries[entries.length - 1]?.value ?? to;
  const limit = Math.max(0, column);
  const line = newLine();
  for (let start = lineAfter(text, from, to); start < to; start = line.next) {
    readLine(text, start, to, line);
    let at = start + columnOf(text, line);
    if (at - start > limit || text.charCodeAt(at) !== 125) continue;
    while (at + 1 < to && text.charCodeAt(at + 1) === 125) at += 1;
    return behindText(text, from, at);
  }
  return -1;
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

function commaFlaw(comma: boolean, isLast: boolean): Flaw | undefined {
  if (comma) return isLast ? 'comma-extra' : undefined;
  return isLast ? undefined : 'comma-missing';
}

import { DEEPEST, isContainer, LARGE, MARKERS, type Piece } from './outline.js';
import type { PathStep } from './span.js';
import {
  hasInline,
  isBlank,
  isClosing,
  isComment,
  isDash,
  isMarker,
  keyEnd,
  keyName,
  type Line,
  newLine,
  readLine,
} from './yaml-lines.js';

/** One entry of a block collection, found by its line. */
export interface YamlEntry {
  /** Where its leaf begins: at the comments above it. */
  start: number;
  key: PathStep;
  /** Column of the key. */
  readonly indent: number;
  /** Behind the colon or dash. */
  readonly after: number;
  readonly lineEnd: number;
  /** Start of the line below. */
  readonly below: number;
  /** A line that fits nowhere was left in it. */
  odd: boolean;
}

interface Scan {
  readonly text: string;
  readonly openapi: boolean;
  readonly pieces: Piece[];
}

/** The entries of the root of a YAML document; undefined when a scan of lines cannot tell them apart. */
export function yamlRoot(text: string): YamlEntry[] | undefined {
  const from = rootStart(text);
  if (from < 0) return undefined;
  const entries = yamlEntries(text, from, text.length, true);
  const first = entries?.[0];
  if (entries === undefined || first === undefined) return undefined;
  first.start = 0;
  return entries;
}

/** Whether these entries make the document an OpenAPI description. */
export function isOpenApi(entries: readonly YamlEntry[]): boolean {
  return entries.some((entry) => MARKERS.has(entry.key));
}

/** Pieces of entries that follow each other up to `to`, in the container at `path`. */
export function cutYamlEntries(
  text: string,
  entries: readonly YamlEntry[],
  to: number,
  path: readonly PathStep[],
  openapi: boolean,
): Piece[] {
  const scan: Scan = { text, openapi, pieces: [] };
  cutAll(scan, entries, to, path);
  return scan.pieces;
}

function cutAll(scan: Scan, entries: readonly YamlEntry[], to: number, path: readonly PathStep[]): void {
  for (const [index, entry] of entries.entries()) {
    const end = entries[index + 1]?.start ?? to;
    if (cutInside(scan, entry, end, path)) continue;
    const piece = { start: entry.start, end, path, key: entry.key, head: false };
    scan.pieces.push(entry.odd ? { ...piece, flaw: 'odd' } : piece);
  }
}

/** Cuts the block below an entry's own line; false when the entry stays one leaf. */
function cutInside(scan: Scan, entry: YamlEntry, end: number, path: readonly PathStep[]): boolean {
  const { text, pieces } = scan;
  const known = scan.openapi && isContainer(path, entry.key);
  if (!known && end - entry.start <= LARGE) return false;
  if (path.length >= DEEPEST || typeof entry.key === 'number') return false;
  if (hasInline(text, entry.after, entry.lineEnd) || entry.below >= end) return false;
  const inner = yamlEntries(text, entry.below, end, known, entry.indent);
  const first = inner?.[0];
  if (inner === undefined || first === undefined) return false;
  first.start = entry.below;
  pieces.push({ start: entry.start, end: entry.below, path, key: entry.key, head: true });
  cutAll(scan, inner, end, [...path, entry.key]);
  return true;
}

/**
 * Entries of the block collection that fills a stretch of whole lines: a nested value never continues left of its
 * key's column, and at that column only as `- ` items, a comment or a closing bracket. Undefined when some line is
 * valid YAML that this scan does not understand, or is odd where guessing is not allowed.
 */
export function yamlEntries(
  text: string,
  from: number,
  to: number,
  guess: boolean,
  above = -1,
): YamlEntry[] | undefined {
  const strict = scanEntries(text, from, to, above, false);
  if (strict !== 'odd' || !guess) return strict === 'odd' || strict === 'foreign' ? undefined : strict;
  const tolerant = scanEntries(text, from, to, above, true);
  return tolerant === 'odd' || tolerant === 'foreign' ? undefined : tolerant;
}

function scanEntries(
  text: string,
  from: number,
  to: number,
  above: number,
  guess: boolean,
): YamlEntry[] | 'odd' | 'foreign' {
  const found: YamlEntry[] = [];
  const line = newLine();
  let indent = -1;
  let items = false;
  let comments = -1;
  let oddAbove = false;
  for (let start = from; start < to; start = line.next) {
    readLine(text, start, to, line);
    if (isBlank(text, line)) continue;
    const column = line.at - line.start;
    if (isComment(text, line)) {
      if (comments < 0 && (indent < 0 || column <= indent)) comments = line.start;
      continue;
    }
    const last = found[found.length - 1];
    if (indent < 0) {
      // The first line of content fixes the column of the entries, unless it is half-typed.
      items = isDash(text, line.at, line.end);
      const kind = lineKind(text, line, items);
      if (kind === 'foreign') return kind;
      if (column <= above && !(items && column === above)) return 'odd';
      if (kind === 'odd' && !guess) return 'odd';
      if (kind !== 'odd') indent = column;
    }
    const kind = indent < 0 ? 'odd' : column > indent ? 'inside' : lineKind(text, line, items);
    if (kind === 'foreign') return kind;
    if (column === indent && kind === 'entry') {
      found.push(entryOf(text, line, comments, found.length, items, oddAbove));
      oddAbove = false;
    } else if (kind !== 'inside' && !(column === indent && continues(text, line, items, last))) {
      if (!guess) return 'odd';
      if (last === undefined) oddAbove = true;
      else last.odd = true;
    }
    comments = -1;
  }
  return found;
}

/** What a line at or left of the entries' column is. */
function lineKind(text: string, line: Line, items: boolean): 'entry' | 'odd' | 'foreign' {
  if (isMarker(text, line) || text.charCodeAt(line.start) === 37) return 'foreign';
  if (text.charCodeAt(line.at) === 9) return 'odd';
  if (isDash(text, line.at, line.end)) return items ? 'entry' : 'odd';
  if (isClosing(text, line.at)) return 'odd';
  const end = keyEnd(text, line.at, line.end);
  if (end === -2) return 'foreign';
  return end < 0 || items ? 'odd' : 'entry';
}

/** A line at the entries' column that belongs to the entry above it. */
function continues(text: string, line: Line, items: boolean, last: YamlEntry | undefined): boolean {
  if (last === undefined) return false;
  return isClosing(text, line.at) || (!items && isDash(text, line.at, line.end));
}

function entryOf(
  text: string,
  line: Line,
  comments: number,
  index: number,
  items: boolean,
  odd: boolean,
): YamlEntry {
  const after = items ? line.at + 1 : keyEnd(text, line.at, line.end);
  return {
    start: comments >= 0 ? comments : line.start,
    key: items ? index : keyName(text.slice(line.at, after - 1)),
    indent: line.at - line.start,
    after,
    lineEnd: line.end,
    below: line.next,
    odd,
  };
}

/** Start of the first line behind a byte order mark, comments, directives and one `---`; -1 when content shares its line. */
function rootStart(text: string): number {
  const line = newLine();
  const first = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let start = first; start < text.length; start = line.next) {
    readLine(text, start, text.length, line);
    if (isMarker(text, line)) return hasInline(text, line.start + 3, line.end) ? -1 : line.next;
    const directive = text.charCodeAt(line.start) === 37;
    if (!directive && !isBlank(text, line) && !isComment(text, line)) return first;
    if (directive) {
      // Directives need a `---` below them, which the next rounds find.
    }
  }
  return first;
}

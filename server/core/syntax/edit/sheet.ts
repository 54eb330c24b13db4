import type { Document } from '../../text/document.js';
import type { Entry, MapNode, Node } from '../node.js';
import type { Spot } from '../spot.js';
import { type Style, styleOf } from './style.js';

/** One version of a document as a whole text, in whose offsets edits are planned. */
export interface Sheet {
  readonly document: Document;
  readonly text: string;
  readonly json: boolean;
  readonly style: Style;
}

/** A replacement in offsets of the whole text. Insertions at one offset are ordered by `depth`, the deepest first. */
export interface Op {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly depth: number;
}

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export function sheetOf(document: Document): Sheet {
  const text = document.text();
  const json = document.language === 'json';
  return { document, text, json, style: styleOf(text, json) };
}

/** The stretch of a node in the whole text; undefined when it belongs to another version. */
export function stretchOf(sheet: Sheet, spot: Spot): Stretch | undefined {
  const from = sheet.document.offsetOf(spot.leaf);
  const to = spot.endLeaf === spot.leaf ? from : sheet.document.offsetOf(spot.endLeaf);
  if (from < 0 || to < 0) return undefined;
  const start = from + spot.start;
  let end = to + spot.end;
  // A block scalar may end with the line break that closes it; a line break is never part of what we replace.
  while (end > start && (sheet.text[end - 1] === '\n' || sheet.text[end - 1] === '\r')) end -= 1;
  return end < start ? undefined : { start, end };
}

/** An entry as it stands in this map: its own key, and the value or the alias that stands for it. */
export interface PlacedEntry {
  readonly entry: Entry;
  /** Where it begins: at its key, or before that at a question mark, a tag or an anchor. */
  readonly start: number;
  readonly key: Stretch;
  /** Offset behind the colon. */
  readonly colon: number;
  /** The value as written: `*name` for an alias; empty behind the colon when there is none. */
  readonly value: Stretch;
  readonly alias: boolean;
}

/** The entries that are written in this map, in order; those of merged maps are left out. Undefined: not understood. */
export function placedEntries(sheet: Sheet, map: MapNode): readonly PlacedEntry[] | undefined {
  const start = startOf(sheet, map);
  const end = map.style === 'flow' ? stretchOf(sheet, map)?.end : sheet.text.length;
  if (start === undefined || end === undefined) return undefined;
  const placed: PlacedEntry[] = [];
  for (const entry of map.entries) {
    const key = stretchOf(sheet, entry.key);
    if (key === undefined) return undefined;
    if (key.start < start || key.end > end) continue;
    const one = placeEntry(sheet, entry, key, map.style);
    if (one === undefined) return undefined;
    placed.push(one);
  }
  placed.sort((a, b) => a.key.start - b.key.start);
  // The end of a block map is no guide when its last value is an alias; the column of its keys is.
  const column = columnOf(sheet.text, placed[0]?.start ?? 0);
  return map.style === 'flow' ? placed : placed.filter((one) => columnOf(sheet.text, one.start) === column);
}

/** The map from its first character to its last, also where the last value is an alias. */
export function wholeMap(sheet: Sheet, map: MapNode, placed: readonly PlacedEntry[]): Stretch | undefined {
  const whole = stretchOf(sheet, map);
  const start = startOf(sheet, map);
  const last = placed.at(-1)?.value.end;
  if (start === undefined) return undefined;
  if (whole === undefined) return last === undefined ? undefined : { start, end: last };
  return { start, end: Math.max(whole.end, last ?? 0) };
}

function startOf(sheet: Sheet, spot: Spot): number | undefined {
  const from = sheet.document.offsetOf(spot.leaf);
  return from < 0 ? undefined : from + spot.start;
}

/** What stands behind the colon decides whether the value is written here or is an alias, whose node is elsewhere. */
function placeEntry(
  sheet: Sheet,
  entry: Entry,
  key: Stretch,
  style: MapNode['style'],
): PlacedEntry | undefined {
  const start = style === 'flow' || sheet.json ? key.start : entryStart(sheet.text, key.start);
  const isMarked = sheet.text[start] === '?' && start < key.start;
  const colonAt = isMarked ? skipComments(sheet.text, key.end) : skipBlank(sheet.text, key.end);
  if (sheet.text[colonAt] !== ':') return undefined;
  const colon = colonAt + 1;
  ALIAS.lastIndex = colon;
  const alias = sheet.json ? null : ALIAS.exec(sheet.text);
  if (alias !== null) {
    const end = colon + alias[0].length;
    return { entry, start, key, colon, value: { start: end - (alias[1] ?? '').length, end }, alias: true };
  }
  const value = valueStretch(sheet, entry.value, colon);
  if (value === undefined || value.start < key.end) return undefined;
  if (value.start === value.end)
    return { entry, start, key, colon, value: { start: colon, end: colon }, alias: false };
  // A container that the document is cut at begins behind its colon, comments included.
  const isBlock = entry.value.kind !== 'scalar' && entry.value.style === 'block';
  const from = isBlock ? Math.min(skipComments(sheet.text, value.start), value.end) : value.start;
  return { entry, start, key, colon, value: { start: from, end: value.end }, alias: false };
}

/** Offset of a question mark, a tag or an anchor that stands before a key on its line, else of the key. */
function entryStart(text: string, key: number): number {
  const before = text.slice(lineStart(text, key), key);
  return key - (/(?:\?[ \t]+)?(?:[!&][^\s,[\]{}]*[ \t]+)*$/.exec(before)?.[0].length ?? 0);
}

/** Offset of the first character that is neither white space nor comment. */
function skipComments(text: string, start: number): number {
  LEAD.lastIndex = start;
  LEAD.exec(text);
  return Math.max(LEAD.lastIndex, start);
}

/** The value behind a colon or a dash, a block scalar with its header. */
export function valueStretch(sheet: Sheet, node: Node, behind: number): Stretch | undefined {
  const value = stretchOf(sheet, node);
  if (value === undefined || node.kind !== 'scalar') return value;
  if (node.style !== 'literal' && node.style !== 'folded') return value;
  const header = /^[ \t]*(?:[&!]\S*[ \t]+)*(?=[|>])/.exec(sheet.text.slice(behind, value.start));
  return header === null ? value : { start: behind + header[0].length, end: value.end };
}

const LEAD = /(?:\s|(?<=\s)#.*)*/y;
const ALIAS = /\s*(\*[^\s,[\]{}]+)/y;

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset of the line break that ends the line, before the carriage return. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  if (feed < 0) return text.length;
  return feed > offset && text[feed - 1] === '\r' ? feed - 1 : feed;
}

/** Offset of the end of the line before the one that starts at `start`; `start` itself on the first line. */
function endOfLineBefore(text: string, start: number): number {
  if (start === 0) return 0;
  return text[start - 2] === '\r' ? start - 2 : start - 1;
}

export function columnOf(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return offset - (text[start] === '\ufeff' ? start + 1 : start);
}

/** The white space that the line of the offset begins with. */
export function indentOf(text: string, offset: number): string {
  const start = lineStart(text, offset);
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end += 1;
  return text.slice(start, end);
}

export function skipBlank(text: string, offset: number): number {
  let at = offset;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

/** Whether nothing but white space precedes the offset on its line. */
export function opensLine(text: string, offset: number): boolean {
  const before = text.slice(lineStart(text, offset), offset);
  return before.replace('\ufeff', '').trim() === '';
}

/** The stretch and its replacement; what is emptied goes with its line when it is all that the line holds. */
export function textOp(text: string, { start, end }: Stretch, by: string): Op {
  const alone =
    by === '' && opensLine(text, start) && /^[ \t]*(?=\r?\n|$)/.test(text.slice(end, lineEnd(text, end) + 2));
  return alone ? { ...wholeLines(text, start, end), text: '', depth: 0 } : { start, end, text: by, depth: 0 };
}

/** The lines from `start` to the end of `end`'s, with the line break before them; on the first line the one behind. */
export function wholeLines(text: string, start: number, end: number): Stretch {
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  if (from > 0) return { start: endOfLineBefore(text, from), end: to };
  const bom = text[0] === '\ufeff' ? 1 : 0;
  return { start: bom, end: text.indexOf('\n', to) < 0 ? to : text.indexOf('\n', to) + 1 };
}

/** Start of the comment lines that belong to what begins at the offset: directly above it, at its column. */
export function commentsAbove(text: string, offset: number, floor: number): number {
  const column = columnOf(text, offset);
  let start = lineStart(text, offset);
  while (start > floor) {
    const above = lineStart(text, start - 1);
    if (above < floor) break;
    const first = skipBlank(text, above);
    if (text[first] !== '#' || first - above !== column) break;
    start = above;
  }
  return start;
}

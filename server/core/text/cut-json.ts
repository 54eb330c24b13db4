import { DEEPEST, isContainer, LARGE, type Piece, type Scan } from './outline.js';
import type { PathStep } from './span.js';

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;

/**
 * Cuts JSON by its brackets; undefined when they do not match. White space before an entry and the comma behind it
 * belong to the entry's leaf; a closing bracket and its comma are a leaf of their own, without key, on the path of
 * the entries that it closes.
 */
export function cutJson(text: string, openapi: boolean): Piece[] | undefined {
  const scan: Scan = { text, openapi, pieces: [] };
  const open = skipSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  if (!isOpening(text.charCodeAt(open))) return undefined;
  scan.pieces.push({ start: 0, end: open + 1, path: [], key: undefined, head: true });
  const end = cutEntries(scan, open, []);
  if (end < 0 || skipSpace(text, end) !== text.length) return undefined;
  const last = scan.pieces.pop();
  if (last !== undefined) scan.pieces.push({ ...last, end: text.length });
  return scan.pieces;
}

/** The entries of an object or array without its brackets. */
export interface JsonRun {
  readonly pieces: readonly Piece[];
  /** A comma follows the last entry. */
  readonly comma: boolean;
  /** Behind the last entry and its comma; only white space follows. */
  readonly end: number;
}

/** Cuts a text that is nothing but entries of one container, the first of which has this key or number. */
export function cutJsonRun(
  text: string,
  path: readonly PathStep[],
  first: PathStep,
  openapi: boolean,
): JsonRun | undefined {
  const scan: Scan = { text, openapi, pieces: [] };
  const end = run(scan, 0, path, first);
  if (end < 0 || skipSpace(text, end) < text.length) return undefined;
  return { pieces: scan.pieces, comma: text.charCodeAt(end - 1) === COMMA, end };
}

/** Pieces of the entries of the container whose bracket stands at `open`, its closing included; the offset behind it, or -1. */
function cutEntries(scan: Scan, open: number, path: readonly PathStep[]): number {
  const { text, pieces } = scan;
  const named = text.charCodeAt(open) === 123;
  const from = run(scan, open + 1, path, named ? '' : 0);
  if (from < 0 || (from > open + 1 && text.charCodeAt(from - 1) === COMMA)) return -1;
  const at = skipSpace(text, from);
  if (text.charCodeAt(at) !== (named ? 125 : 93)) return -1;
  const end = behindComma(text, at + 1);
  pieces.push({ start: from, end, path, key: undefined, head: false });
  return end;
}

/** Pieces of entries up to one without a comma; the offset behind the last, or -1. Items count from `first`. */
function run(scan: Scan, start: number, path: readonly PathStep[], first: PathStep): number {
  const { text } = scan;
  let index = typeof first === 'number' ? first : -1;
  for (let from = start; ; ) {
    const at = skipSpace(text, from);
    if (at >= text.length || isClosing(text.charCodeAt(at))) return from;
    const key = index < 0 ? keyAt(text, at) : { name: index++, value: at };
    from = key === undefined ? -1 : cutEntry(scan, from, key, path);
    if (from < 0 || text.charCodeAt(from - 1) !== COMMA) return from;
  }
}

interface Key {
  readonly name: PathStep;
  /** Offset of the value. */
  readonly value: number;
}

/** Pieces of one entry; the offset behind it and its comma, or -1. */
function cutEntry(scan: Scan, from: number, key: Key, path: readonly PathStep[]): number {
  const { text, openapi, pieces } = scan;
  const opening = isOpening(text.charCodeAt(key.value));
  const filled = opening && !isClosing(text.charCodeAt(skipSpace(text, key.value + 1)));
  let deeper = filled && openapi && isContainer(path, key.name);
  let end = -1;
  if (!deeper) {
    end = skipValue(text, key.value);
    if (end < 0) return -1;
    deeper = filled && end - from > LARGE;
  }
  if (deeper && path.length < DEEPEST) {
    pieces.push({ start: from, end: key.value + 1, path, key: key.name, head: true });
    return cutEntries(scan, key.value, [...path, key.name]);
  }
  if (end < 0) end = skipValue(text, key.value);
  if (end < 0) return -1;
  const behind = behindComma(text, end);
  pieces.push({ start: from, end: behind, path, key: key.name, head: false });
  return behind;
}

/** The key that stands at an offset and where its value begins; undefined when there is none. */
export function keyAt(
  text: string,
  at: number,
): { readonly name: string; readonly value: number } | undefined {
  if (text.charCodeAt(at) !== QUOTE) return undefined;
  const end = skipString(text, at);
  if (end < 0) return undefined;
  const colon = skipSpace(text, end);
  if (text.charCodeAt(colon) !== COLON) return undefined;
  const name = unquote(text.slice(at, end));
  return name === undefined ? undefined : { name, value: skipSpace(text, colon + 1) };
}

/** Offset behind the comma that follows, or `at` when none does. */
export function behindComma(text: string, at: number): number {
  const comma = skipSpace(text, at);
  return text.charCodeAt(comma) === COMMA ? comma + 1 : at;
}

/** Offset behind the value that starts here, by matching brackets alone; -1 when it does not end. */
export function skipValue(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === QUOTE) return skipString(text, at);
  if (!isOpening(first)) return skipWord(text, at);
  let depth = 0;
  for (let i = at; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) {
      const end = skipString(text, i);
      if (end < 0) return -1;
      i = end - 1;
    } else if (isOpening(c)) depth += 1;
    else if (isClosing(c)) {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
  }
  return -1;
}

function skipWord(text: string, at: number): number {
  let end = at;
  for (; end < text.length; end += 1) {
    const c = text.charCodeAt(end);
    if (c === COMMA || c === COLON || c === QUOTE || isSpace(c) || isOpening(c) || isClosing(c)) break;
  }
  return end > at ? end : -1;
}

/** Offset behind the closing quote, or -1: no string goes past the end of its line. */
export function skipString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) return i + 1;
    if (c === BACKSLASH) i += 1;
    else if (c === 10) return -1;
  }
  return -1;
}

export function skipSpace(text: string, at: number): number {
  let i = at;
  while (isSpace(text.charCodeAt(i))) i += 1;
  return i;
}

function isSpace(c: number): boolean {
  return c === 32 || c === 10 || c === 13 || c === 9;
}

function isOpening(c: number): boolean {
  return c === 123 || c === 91;
}

function isClosing(c: number): boolean {
  return c === 125 || c === 93;
}

/** The text of a JSON string with its quotes; undefined when it is not one. */
export function unquote(raw: string): string | undefined {
  if (!raw.includes('\\')) return raw.slice(1, -1);
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

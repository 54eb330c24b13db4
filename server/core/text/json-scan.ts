import { behindMark, mergeMark } from './merge-marks.js';

const FEED = 10;
const QUOTE = 34;
const SINGLE = 39;
const COMMA = 44;
const SLASH = 47;
const COLON = 58;
const BACKSLASH = 92;

/** A key, and whether it is written as JSON has it. */
export interface JsonKey {
  readonly name: string;
  /** Offset of the value. */
  readonly value: number;
  /** False without double quotes, or with an escape that JSON does not know. */
  readonly proper: boolean;
}

/** The key that stands at an offset, in quotes of either kind or in none; undefined when no colon follows it. */
export function keyAt(text: string, at: number): JsonKey | undefined {
  const isText = text.charCodeAt(at) === QUOTE;
  const end = isText ? skipString(text, at) : skipWord(text, at);
  if (end < 0) return undefined;
  const colon = skipSpace(text, end);
  if (text.charCodeAt(colon) !== COLON) return undefined;
  const raw = text.slice(at, end);
  const name = isText ? unquote(raw) : undefined;
  return {
    name: name ?? (isText ? raw.slice(1, -1) : bareName(raw)),
    value: skipSpace(text, colon + 1),
    proper: name !== undefined,
  };
}

/** What a word without double quotes means: without its single quotes, where it has them. */
export function bareName(raw: string): string {
  return /^'.*'$/.test(raw) ? raw.slice(1, -1) : raw;
}

/** Offset behind the comma that follows, or `at` when none does. */
export function behindComma(text: string, at: number): number {
  const comma = skipTrivia(text, at);
  return text.charCodeAt(comma) === COMMA ? comma + 1 : at;
}

/**
 * Offset behind the value that starts here, by matching brackets alone; -1 when there is none or it does not end. A
 * string without its closing quote has no end either, unless `lenient` lets it end with its line.
 */
export function skipValue(text: string, at: number, lenient = false, ends?: Ends): number {
  const skip = lenient ? skipText : skipString;
  const first = text.charCodeAt(at);
  if (first === QUOTE) return skip(text, at);
  if (!isOpening(first)) return skipWord(text, at);
  const known = ends?.get(at);
  if (known !== undefined) return known;
  const open: number[] = [];
  for (let i = at; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    // White space is what most characters are.
    if (c < QUOTE) continue;
    if (c === QUOTE) {
      const end = skip(text, i);
      if (end < 0) return -1;
      i = end - 1;
    } else if (isNote(c)) i = Math.max(i, skipNote(text, i) - 1);
    else if (isOpening(c)) open.push(i);
    else if (isClosing(c)) {
      const start = open.pop() ?? at;
      if (i - start > NOTED) ends?.set(start, i + 1);
      if (start === at) return i + 1;
    }
  }
  return -1;
}

/** Where large values end, by where they begin: what was found on the way to the end of what holds them. */
export type Ends = Map<number, number>;

const NOTED = 1024;

/** Offset behind a word or a text in single quotes, or -1. */
export function skipWord(text: string, at: number): number {
  if (text.charCodeAt(at) === SINGLE) {
    const end = skipString(text, at, SINGLE);
    if (end >= 0) return end;
  }
  let end = at;
  for (; end < text.length; end += 1) {
    const c = text.charCodeAt(end);
    if (c === COMMA || c === COLON || c === QUOTE || isSpace(c) || isOpening(c) || isClosing(c)) break;
  }
  return end > at ? end : -1;
}

/** Offset behind the closing quote, or -1: no string goes past the end of its line. */
export function skipString(text: string, at: number, quote = QUOTE): number {
  for (let i = at + 1; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === quote) return i + 1;
    if (c === 10) return -1;
    if (c === BACKSLASH && text.charCodeAt(i + 1) !== 10) i += 1;
  }
  return -1;
}

/** The same, or the end of the line where the quote is missing. */
function skipText(text: string, at: number): number {
  const end = skipString(text, at);
  if (end >= 0) return end;
  const feed = text.indexOf('\n', at);
  return feed < 0 ? text.length : feed;
}

/** Past white space, comments, which JSON does not have but people write, and what a merge has left. */
export function skipTrivia(text: string, at: number): number {
  let end = skipSpace(text, at);
  for (let behind = skipNote(text, end); behind >= 0; behind = skipNote(text, end))
    end = skipSpace(text, behind);
  return end;
}

/** Offset behind a comment or a mark of a merge that starts here; -1 when none does. */
function skipNote(text: string, at: number): number {
  if (text.charCodeAt(at) === SLASH) return skipComment(text, at);
  const isLine = at === 0 || text.charCodeAt(at - 1) === FEED;
  return isLine && mergeMark(text, at) !== undefined ? behindMark(text, at) : -1;
}

/** Offset behind the comment that starts here; -1 when none does. */
export function skipComment(text: string, at: number): number {
  const next = text.charAt(at + 1);
  if (next !== '/' && next !== '*') return -1;
  const end = next === '/' ? text.indexOf('\n', at) : text.indexOf('*/', at + 2);
  return end < 0 ? text.length : next === '/' ? end : end + 2;
}

export function skipSpace(text: string, at: number): number {
  let i = at;
  while (isSpace(text.charCodeAt(i))) i += 1;
  return i;
}

/** The last character before an offset that is no white space. */
export function lastBefore(text: string, at: number): number {
  let end = at;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return Math.max(0, end - 1);
}

export function isSpace(c: number): boolean {
  return c === 32 || c === 10 || c === 13 || c === 9;
}

/** A comment or a mark of a merge may start so. */
function isNote(c: number): boolean {
  return c === SLASH || (c >= 60 && c <= 62) || c === 124;
}

export function isOpening(c: number): boolean {
  return c === 123 || c === 91;
}

export function isClosing(c: number): boolean {
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

/** Whether a text is JSON and nothing else. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** How the brackets of a text stand: closed, not all closed, or closed before they are opened. */
export function balanceOf(text: string): 'even' | 'uneven' | 'crossed' {
  let depth = 0;
  let lowest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (c === QUOTE) at = skipText(text, at) - 1;
    else if (isNote(c)) at = Math.max(at, skipNote(text, at) - 1);
    else if (isOpening(c)) depth += 1;
    else if (isClosing(c)) {
      depth -= 1;
      lowest = Math.min(lowest, depth);
    }
  }
  return depth !== 0 ? 'uneven' : lowest < 0 ? 'crossed' : 'even';
}

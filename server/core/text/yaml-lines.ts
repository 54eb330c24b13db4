const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const DOUBLE = 34;
const HASH = 35;
const SINGLE = 39;
const DASH = 45;
const DOT = 46;
const COLON = 58;
const BACKSLASH = 92;

/** One line of YAML, without its line break. */
export interface Line {
  start: number;
  /** First character that is not a space. */
  at: number;
  /** Behind the last character; a carriage return before the line feed is left out. */
  end: number;
  /** Start of the following line. */
  next: number;
}

/** Moves `line` to the line that starts at an offset; one object serves a whole scan. */
export function readLine(text: string, start: number, limit: number, line: Line): void {
  const feed = text.indexOf('\n', start);
  const end = feed < 0 || feed >= limit ? limit : feed;
  line.start = start;
  line.next = Math.min(end + 1, limit);
  line.end = end > start && text.charCodeAt(end - 1) === CR ? end - 1 : end;
  let at = start;
  while (at < line.end && text.charCodeAt(at) === SPACE) at += 1;
  line.at = at;
}

export function newLine(): Line {
  return { start: 0, at: 0, end: 0, next: 0 };
}

/** Nothing but white space stands on it. */
export function isBlank(text: string, line: Line): boolean {
  let at = line.at;
  while (at < line.end && isSpace(text.charCodeAt(at))) at += 1;
  return at >= line.end;
}

export function isComment(text: string, line: Line): boolean {
  return text.charCodeAt(line.at) === HASH && line.at < line.end;
}

/** `---` or `...` at the first column. */
export function isMarker(text: string, line: Line): boolean {
  const c = text.charCodeAt(line.start);
  if (c !== DASH && c !== DOT) return false;
  return (
    text.charCodeAt(line.start + 1) === c &&
    text.charCodeAt(line.start + 2) === c &&
    isSpaceOrEnd(text, line.start + 3, line.end)
  );
}

/** `- ` begins an item at this offset. */
export function isDash(text: string, at: number, end: number): boolean {
  return text.charCodeAt(at) === DASH && isSpaceOrEnd(text, at + 1, end);
}

/** The bracket that closes a flow collection: often hand-written at the column of the key that opened it. */
export function isClosing(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return c === 93 || c === 125;
}

/**
 * Offset behind the colon of `key:` that starts at an offset; -1 when the line holds no such key; -2 when it is valid
 * YAML that a scan of lines does not understand: an explicit key, an anchor, an alias, a tag, a flow collection.
 */
export function keyEnd(text: string, at: number, end: number): number {
  const first = text.charCodeAt(at);
  if (first === DOUBLE || first === SINGLE) return colonAt(text, quotedEnd(text, at, end), end);
  if (isIndicator(text, at, end)) return -2;
  for (let i = at; i < end; i += 1) {
    const c = text.charCodeAt(i);
    if (c === COLON && isSpaceOrEnd(text, i + 1, end)) return i + 1;
    if (c === HASH && i > at && isSpace(text.charCodeAt(i - 1))) return -1;
  }
  return -1;
}

function colonAt(text: string, behind: number, end: number): number {
  if (behind < 0) return -1;
  let at = behind;
  while (at < end && isSpace(text.charCodeAt(at))) at += 1;
  return text.charCodeAt(at) === COLON && at < end && isSpaceOrEnd(text, at + 1, end) ? at + 1 : -1;
}

function quotedEnd(text: string, at: number, end: number): number {
  const quote = text.charCodeAt(at);
  for (let i = at + 1; i < end; i += 1) {
    const c = text.charCodeAt(i);
    if (c === BACKSLASH && quote === DOUBLE) i += 1;
    else if (c === quote) {
      if (quote === DOUBLE || text.charCodeAt(i + 1) !== SINGLE) return i + 1;
      i += 1;
    }
  }
  return -1;
}

/** A character that no plain key may start with. */
function isIndicator(text: string, at: number, end: number): boolean {
  const c = text.charAt(at);
  if (c === '?' || c === '-' || c === ':') return isSpaceOrEnd(text, at + 1, end);
  return '[]{},#&*!|>%@`'.includes(c);
}

/** What stands between quotes or around nothing: the name of a key as its author means it. */
export function keyName(raw: string): string {
  const text = raw.trim();
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  if (!text.startsWith('"')) return text;
  if (!text.includes('\\')) return text.slice(1, -1);
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    return text.slice(1, -1);
  }
}

/** Something other than a comment stands between the offset and the end of the line. */
export function hasInline(text: string, from: number, end: number): boolean {
  let at = from;
  while (at < end && isSpace(text.charCodeAt(at))) at += 1;
  return at < end && text.charCodeAt(at) !== HASH;
}

function isSpaceOrEnd(text: string, at: number, end: number): boolean {
  return at >= end || isSpace(text.charCodeAt(at));
}

function isSpace(c: number): boolean {
  return c === SPACE || c === TAB || c === CR || c === LF;
}

import { MARK_LENGTH, mayConflict, mergeMark } from '../text/merge-marks.js';
import type { Range } from '../text/span.js';
import { CONFLICT } from './build.js';

/** One key of a `.properties` file with its value, both without escapes. Ranges are offsets of the text. */
export interface PropertyLine {
  readonly key: string;
  readonly value: string;
  readonly keyAt: Range;
  /** From the value's first character to its last; empty where there is no value. */
  readonly at: Range;
  /** Which of the documents it stands in that lines `#---` part. */
  readonly document: number;
}

/** A stretch of the text that cannot be read, in a short plain sentence. */
export interface TextFault extends Range {
  readonly message: string;
}

export interface PropertyLines {
  /** In the order of the text; repeated keys are all there. */
  readonly lines: readonly PropertyLine[];
  readonly faults: readonly TextFault[];
}

const MALFORMED = 'Four hexadecimal digits are missing behind \\u';
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
]);
/** A person repairs a few at a time. */
const MOST_FAULTS = 50;
/** A line with what ends it. */
const LINE = /[^\r\n]*(?:\r\n|\r|\n|$)/y;

/**
 * Reads a `.properties` file (java.util.Properties.load, and Spring's lines `#---` between documents). Takes any text, in
 * time that grows with its length.
 */
export function readProperties(text: string): PropertyLines {
  const lines: PropertyLine[] = [];
  const faults: TextFault[] = [];
  const conflicts = mayConflict(text);
  let document = 0;
  for (let start = 0; start < text.length; ) {
    const mark = conflicts ? mergeMark(text, start) : undefined;
    if (mark !== undefined || isComment(text, start)) {
      const end = lineEnd(text, start);
      if (mark === 'begin' && faults.length < MOST_FAULTS)
        faults.push({ start, end: start + MARK_LENGTH, message: CONFLICT });
      if (mark === undefined && /^[#!]---\s*$/.test(text.slice(start, end))) document += 1;
      start = end;
      continue;
    }
    const line = new LogicalLine(text, start);
    if (line.text !== '') lines.push(entryOf(line, document, faults));
    start = line.end;
  }
  return { lines, faults };
}

function lineEnd(text: string, start: number): number {
  LINE.lastIndex = start;
  LINE.exec(text);
  return LINE.lastIndex;
}

function isComment(text: string, start: number): boolean {
  const at = behindBlank(text, start);
  return text[at] === '#' || text[at] === '!';
}

function behindBlank(text: string, from: number): number {
  let at = from;
  while (isBlank(text[at])) at += 1;
  return at;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\f';
}

/** Lines that a backslash at their end makes one, without the blanks that each begins with. */
class LogicalLine {
  readonly text: string;
  /** Where the line behind it begins. */
  readonly end: number;
  /** Each stretch of the file that it is made of, by where that begins in it. */
  readonly #parts: { readonly from: number; readonly start: number }[] = [];

  constructor(file: string, start: number) {
    const texts: string[] = [];
    let length = 0;
    let at = start;
    let goesOn = true;
    while (goesOn && at < file.length) {
      const begin = behindBlank(file, at);
      at = Math.max(lineEnd(file, at), begin);
      const line = file.slice(begin, at).replace(/[\r\n]+$/, '');
      goesOn = isEscaped(line, line.length);
      const own = goesOn ? line.slice(0, -1) : line;
      this.#parts.push({ from: length, start: begin });
      texts.push(own);
      length += own.length;
    }
    this.text = texts.join('');
    this.end = at;
  }

  /** The range of the file from the first character of a stretch to its last. */
  rangeOf(from: number, to: number): Range {
    const start = this.#offsetOf(from);
    return { start, end: to > from ? this.#offsetOf(to - 1) + 1 : start };
  }

  #offsetOf(at: number): number {
    const part = this.#parts.findLast(({ from }) => from <= at);
    return part === undefined ? at : part.start + at - part.from;
  }
}

function entryOf(line: LogicalLine, document: number, faults: TextFault[]): PropertyLine {
  const { text } = line;
  const keyEnd = endOfKey(text);
  let from = behindBlank(text, keyEnd);
  if (text[from] === '=' || text[from] === ':') from = behindBlank(text, from + 1);
  for (const { index } of text.matchAll(BAD_ESCAPE)) {
    if (faults.length < MOST_FAULTS && !isEscaped(text, index))
      faults.push({ ...line.rangeOf(index, index + 2), message: MALFORMED });
  }
  return {
    key: unescaped(text.slice(0, keyEnd)),
    value: unescaped(text.slice(from)),
    keyAt: line.rangeOf(0, keyEnd),
    at: line.rangeOf(from, text.length),
    document,
  };
}

const BAD_ESCAPE = /\\u(?![\dA-Fa-f]{4})/g;

/** Whether a backslash that counts stands before the index. */
function isEscaped(text: string, index: number): boolean {
  let at = index;
  while (text[at - 1] === '\\') at -= 1;
  return (index - at) % 2 === 1;
}

function endOfKey(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '=' || character === ':' || isBlank(character)) return at;
  }
  return text.length;
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([\dA-Fa-f]{4})|([\s\S]?))/g, (_, code?: string, one = '') =>
    code === undefined ? (ESCAPES.get(one) ?? one) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

import { getScalarValue, type ScalarEvent } from 'js-yaml';
import type { Leaf } from '../text/leaf.js';
import { type Scalar, scalar } from './build.js';
import { nameIn } from './names.js';
import type { ScalarNode } from './node.js';
import { plainValue } from './plain-scalar.js';
import { giveUp, isEnd, isSpaceOrEnd, type LineCursor } from './yaml-lines.js';

const LF = 10;
const SPACE = 32;
const DOUBLE = 34;
const HASH = 35;
const PLUS = 43;
const MINUS = 45;
const PIPE = 124;
const BACKSLASH = 92;

/** What an unquoted text may not begin with here, whatever follows. */
const INDICATORS: ReadonlySet<number> = new Set(Array.from('?:,[]{}#&*!|>\'"%@`', (c) => c.charCodeAt(0)));

/** What may follow a backslash in double quotes; one at the end of a line joins lines in its own way. */
const ESCAPE = /[0abtnvfre "/\\N_LP]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}/y;

/** Longer values are mostly prose. */
const SHORT = 24;
const STYLES = { plain: 1, single: 2, double: 3, literal: 4, folded: 5 } as const;
const CLIP = 1;
const STRIP = 2;
const KEEP = 3;
const NOTHING = { anchorStart: -1, anchorEnd: -1, tagStart: -1, tagEnd: -1 } as const;

/** Reads scalars where a cursor stands, and remembers where the last of them ended. */
export class ScalarReader {
  /** Behind the last thing that was read. */
  last = 0;

  constructor(
    private readonly leaf: Leaf,
    private readonly lines: LineCursor,
  ) {}

  /** A value that is not there. */
  nothingAt(at: number): Scalar {
    return this.#made(at, at, null, 'plain');
  }

  /** Behind the unquoted key that begins here, and its value; -1 when the line holds none. */
  plainKeyEnd(): number {
    const { lines } = this;
    const { text } = lines;
    if (!mayBegin(lines.code, text.charCodeAt(lines.at + 1))) return -1;
    for (let at = lines.at; ; at++) {
      const c = text.charCodeAt(at);
      if (isEnd(c) || (c === HASH && text.charCodeAt(at - 1) === SPACE)) return -1;
      if (lines.isColon(at)) return text.charCodeAt(at - 1) === SPACE ? giveUp() : at;
    }
  }

  plainKey(end: number): Scalar {
    const { lines } = this;
    const start = lines.at;
    lines.at = end;
    return this.#made(start, end, plainValue(nameIn(lines.text, start, end)), 'plain');
  }

  /** An unquoted text, which goes on in lines that stand right of a column. Leaves the cursor in the next line. */
  plain(parent: number): Scalar {
    const { lines } = this;
    const start = lines.at;
    if (!mayBegin(lines.code, lines.text.charCodeAt(start + 1))) giveUp();
    let end = this.#plainLine();
    let isLong = false;
    let isOver = lines.code === HASH;
    lines.nextLine();
    while (!isOver && !lines.commented && lines.indent > parent) {
      isLong = true;
      end = this.#plainLine();
      isOver = lines.code === HASH;
      lines.nextLine();
    }
    const raw = isLong ? this.#valueOf(start, end, 'plain') : this.#textIn(start, end);
    return this.#made(start, end, plainValue(raw), 'plain');
  }

  /** An unquoted text between brackets, in one line. */
  plainInFlow(): Scalar {
    const { lines } = this;
    const { text, at: start } = lines;
    if (!mayBegin(lines.code, text.charCodeAt(start + 1)) || lines.code === MINUS) giveUp();
    for (let c = lines.code; c !== 44 && c !== 93 && c !== 125; c = text.charCodeAt(++lines.at)) {
      if (lines.isColon(lines.at)) break;
      if (isEnd(c) || c === 91 || c === 123 || c === 58 || c === HASH) giveUp();
    }
    let end = lines.at;
    while (text.charCodeAt(end - 1) === SPACE) end--;
    return this.#made(start, end, plainValue(text.slice(start, end)), 'plain');
  }

  /** A text in quotes. `parent`: the column that its further lines stand right of; without one it has to end in its line. */
  quoted(parent?: number): Scalar {
    const { lines } = this;
    const { text, at: start } = lines;
    const quote = lines.code;
    let isSimple = true;
    for (lines.at++; ; lines.at++) {
      const c = text.charCodeAt(lines.at);
      if (c === quote) {
        if (quote === DOUBLE || text.charCodeAt(lines.at + 1) !== quote) break;
        lines.at++;
        isSimple = false;
      } else if (c === BACKSLASH && quote === DOUBLE) {
        lines.at++;
        isSimple = false;
        ESCAPE.lastIndex = lines.at;
        if (!ESCAPE.test(text)) giveUp();
      } else if (isEnd(c)) {
        if (parent === undefined || !this.#goesOn(parent)) giveUp();
        isSimple = false;
      }
    }
    const [from, to] = [start + 1, lines.at];
    lines.at++;
    const style = quote === DOUBLE ? 'double' : 'single';
    if (isSimple) return this.#made(start, to + 1, text.slice(from, to), style);
    return this.#made(start, to + 1, this.#valueOf(from, to, style), style);
  }

  /** A text behind `|` or `>`, all lines of which stand right of a column. Leaves the cursor in the next line. */
  block(parent: number): Scalar {
    const { lines } = this;
    const { text } = lines;
    const style = lines.code === PIPE ? 'literal' : 'folded';
    lines.at++;
    const chomping = lines.code === PLUS ? KEEP : lines.code === MINUS ? STRIP : CLIP;
    if (chomping !== CLIP) lines.at++;
    lines.spaces();
    if (lines.code !== LF) giveUp();
    const start = lines.at + 1;
    const { end, indent } = this.#blockLines(start, parent);
    lines.lineAt(end);
    return this.#made(start, end, getScalarValue(text, eventOf(start, end, style, indent, chomping)), style);
  }

  /** Where the lines of a block end that begin at an offset, and the column of the first that is not blank. */
  #blockLines(start: number, parent: number): { readonly end: number; readonly indent: number } {
    const { text } = this.lines;
    let indent = -1;
    let widest = 0;
    let end = start;
    while (end < text.length) {
      let at = end;
      while (text.charCodeAt(at) === SPACE) at++;
      const column = at - end;
      const isBlank = isEnd(text.charCodeAt(at));
      if (isBlank && at === text.length) giveUp();
      if (!isBlank && column < (indent < 0 ? parent + 1 : indent)) break;
      if (isBlank && indent < 0) widest = Math.max(widest, column);
      if (!isBlank && indent < 0) indent = column < widest ? giveUp() : column;
      const feed = text.indexOf('\n', at);
      end = feed < 0 ? text.length : feed + 1;
    }
    return { end, indent };
  }

  /** Behind the last character of an unquoted text in its line; leaves the cursor at its end or at a comment. */
  #plainLine(): number {
    const { lines } = this;
    const { text } = lines;
    let end = lines.at;
    for (let at = lines.at; ; at++) {
      const c = text.charCodeAt(at);
      const isComment = c === HASH && text.charCodeAt(at - 1) === SPACE;
      if (isEnd(c) || isComment) {
        lines.at = at;
        return end;
      }
      if (lines.isColon(at)) giveUp();
      if (c !== SPACE) end = at + 1;
    }
  }

  /** Whether the next line that is not blank stands right of a column; moves before it. */
  #goesOn(parent: number): boolean {
    const { lines } = this;
    const { text } = lines;
    let start = lines.at;
    let at = start;
    while (text.charCodeAt(at) === LF || text.charCodeAt(at) === SPACE) {
      if (text.charCodeAt(at) === LF) start = at + 1;
      at++;
    }
    lines.at = at - 1;
    return at < text.length && at - start > parent;
  }

  /** Short values repeat as keys do: `string`, `true`, the name of a parameter. */
  #textIn(start: number, end: number): string {
    const { text } = this.lines;
    return end - start <= SHORT ? nameIn(text, start, end) : text.slice(start, end);
  }

  #valueOf(start: number, end: number, style: keyof typeof STYLES): string {
    return getScalarValue(this.lines.text, eventOf(start, end, style, -1, CLIP));
  }

  #made(start: number, end: number, value: ScalarNode['value'], style: ScalarNode['style']): Scalar {
    this.last = end;
    return scalar(this.leaf, start, end, value, style);
  }
}

function mayBegin(c: number, next: number): boolean {
  return !INDICATORS.has(c) && !(c === MINUS && isSpaceOrEnd(next));
}

function eventOf(
  valueStart: number,
  valueEnd: number,
  style: keyof typeof STYLES,
  indent: number,
  chomping: ScalarEvent['chomping'],
): ScalarEvent {
  return { type: 4, valueStart, valueEnd, ...NOTHING, style: STYLES[style], chomping, indent, fast: false };
}

import { Lexer } from 'yaml';
import type { Leaf } from '../text/leaf.js';
import type { LeafTree } from './build.js';

/** Text nested deeper than this is not read: recursive parsers could not survive it. */
export const DEPTH = 256;

/** What is said of it. */
export const TOO_DEEP = 'Nested too deeply to be read';

/**
 * Whether brackets, dashes or indentation nest too deeply, without recursion and before any parser sees the text. Only
 * where there are many brackets is it told which of them stand in texts and comments.
 */
export function isTooDeep(text: string): boolean {
  return blockDepth(text) > DEPTH || (mayNest(text) && nestsTokens(text));
}

/** Whether more brackets may be open at once, those inside of texts and comments included. */
function mayNest(text: string): boolean {
  let brackets = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 91 || c === 123) {
      if (++brackets > DEPTH) return true;
    } else if (c === 93 || c === 125) brackets = Math.max(0, brackets - 1);
  }
  return false;
}

/** What the tokenizer gives before the text of a scalar. */
const SCALAR = '\u001f';

/** The same of brackets that are tokens of their own. Call only when lines do not nest too deeply. */
function nestsTokens(text: string): boolean {
  let open = 0;
  let last = '';
  for (const token of new Lexer().lex(text)) {
    if (last !== SCALAR) {
      if (token === '[' || token === '{') open += 1;
      else if (token === ']' || token === '}') open = Math.max(0, open - 1);
      if (open > DEPTH) return true;
    }
    last = token;
  }
  return false;
}

/** How many columns are open at once, counting each dash or question mark that opens one on its own line. */
function blockDepth(text: string): number {
  const columns: number[] = [];
  let deepest = 0;
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    const feed = text.indexOf('\n', start);
    end = feed < 0 ? text.length : feed;
    let at = start;
    while (at < end && isSpace(text.charCodeAt(at))) at++;
    if (at === end) continue;
    const indent = at - start;
    while (columns.length > 0 && (columns[columns.length - 1] ?? 0) >= indent) columns.pop();
    columns.push(indent);
    const markers = at;
    while (isMarker(text.charCodeAt(at)) && isSpace(text.charCodeAt(at + 1))) {
      at++;
      while (at < end && isSpace(text.charCodeAt(at))) at++;
    }
    deepest = Math.max(deepest, columns.length + (at - markers) / 2);
  }
  return deepest;
}

function isSpace(c: number): boolean {
  return c === 32 || c === 9 || c === 13;
}

function isMarker(c: number): boolean {
  return c === 45 || c === 63 || c === 58;
}

export function tooDeep(leaf: Leaf): LeafTree {
  const spot = { leaf, start: 0, endLeaf: leaf, end: Math.min(1, leaf.text.length) };
  return { root: undefined, problems: [{ message: TOO_DEEP, spot }], marks: [] };
}

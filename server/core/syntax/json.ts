import { skipSpace, skipString, unquote } from '../text/cut-json.js';
import type { Leaf } from '../text/leaf.js';
import {
  type Built,
  type LeafTree,
  MapValue,
  type Scalar,
  SequenceValue,
  type SyntaxProblem,
  scalar,
} from './build.js';
import { isTooDeep, tooDeep } from './depth.js';

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[^\s,:{}[\]"]+/y;
const COMMENT = /\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/y;
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const WORDS = {
  key: 'A key in double quotes was expected here',
  colon: 'A colon was expected here',
  comma: 'A comma was expected here',
  extra: 'Nothing follows this comma',
  value: 'A value was expected here',
  string: 'This text has no closing quote',
  escape: 'This text has an escape that JSON does not know',
  close: 'The closing bracket is missing',
  more: 'Nothing was expected here',
  comment: 'JSON has no comments',
};
const MAX_PROBLEMS = 20;

const NOTHING: LeafTree = { root: undefined, problems: [], anchors: new Map(), aliases: [] };

/** A leaf of JSON: a whole value, one `"key": value` of an object, or one item of an array. */
export function readJson(leaf: Leaf): LeafTree {
  if (leaf.key === undefined && (leaf.head || /^\s*[}\]]/.test(leaf.text))) return NOTHING;
  if (isTooDeep(leaf.text)) return tooDeep(leaf);
  const reader = new Reader(leaf);
  const root = typeof leaf.key === 'string' ? reader.member() : reader.only();
  return { root, problems: reader.problems, anchors: new Map(), aliases: [] };
}

class Reader {
  readonly problems: SyntaxProblem[] = [];
  readonly #leaf: Leaf;
  readonly #text: string;
  #at = 0;

  constructor(leaf: Leaf) {
    this.#leaf = leaf;
    this.#text = leaf.text;
    this.#at = leaf.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** A map of one entry; of a head the value is the bracket that its entries follow. */
  member(): Built | undefined {
    const map = new MapValue(this.#leaf, skipSpace(this.#text, this.#at), 'flow');
    this.#space();
    this.#entry(map);
    this.#rest();
    map.end = this.#at;
    return map;
  }

  only(): Built | undefined {
    this.#space();
    if (this.#at >= this.#text.length) return undefined;
    const value = this.#value();
    this.#rest();
    return value;
  }

  #rest(): void {
    if (this.#leaf.head) return;
    this.#space();
    if (this.#peek() === ',' && this.#leaf.key !== undefined) this.#at++;
    this.#space();
    if (this.#at < this.#text.length) this.#fault(WORDS.more, this.#at);
  }

  #value(): Built {
    const c = this.#peek();
    if (c === '{') return this.#object();
    if (c === '[') return this.#array();
    if (c === '"') return this.#string();
    return this.#word();
  }

  #object(): Built {
    const map = new MapValue(this.#leaf, this.#at++, 'flow');
    if (this.#leaf.head && this.#restIsEmpty()) return map;
    this.#members('}', () => this.#entry(map));
    map.end = this.#at;
    return map;
  }

  #array(): Built {
    const sequence = new SequenceValue(this.#leaf, this.#at++, 'flow');
    if (this.#leaf.head && this.#restIsEmpty()) return sequence;
    this.#members(']', () => {
      const before = this.#at;
      sequence.add(this.#value());
      return this.#at > before;
    });
    sequence.end = this.#at;
    return sequence;
  }

  /** Entries up to the closing bracket; a fault is noted and reading goes on at the next place that makes sense. */
  #members(closing: string, read: () => boolean): void {
    this.#space();
    while (this.#at < this.#text.length && this.#peek() !== closing) {
      const before = this.#at;
      const understood = read();
      this.#space();
      const next = this.#peek();
      if (next === ',') {
        const comma = this.#at++;
        this.#space();
        if (this.#peek() === closing) this.#fault(WORDS.extra, comma);
      } else if (next === '}' || next === ']') {
        if (next !== closing) break;
      } else if (understood && this.#at < this.#text.length) this.#fault(WORDS.comma, this.#at);
      if (this.#at === before) this.#at++;
    }
    if (this.#peek() === closing) this.#at++;
    else this.#fault(WORDS.close, Math.max(0, this.#at - 1));
  }

  #entry(map: MapValue): boolean {
    if (this.#peek() !== '"') {
      this.#fault(WORDS.key, this.#at);
      this.#skipWord();
      return false;
    }
    const key = this.#string();
    this.#space();
    if (this.#peek() !== ':') {
      this.#fault(WORDS.colon, this.#at);
      return false;
    }
    this.#at++;
    this.#space();
    map.add(key, this.#value());
    return true;
  }

  #string(): Scalar {
    const start = this.#at;
    const end = skipString(this.#text, start);
    if (end < 0) {
      const feed = this.#text.indexOf('\n', start);
      this.#at = feed < 0 ? this.#text.length : feed;
      this.#fault(WORDS.string, start);
      return scalar(this.#leaf, start, this.#at, this.#text.slice(start + 1, this.#at).trimEnd(), 'double');
    }
    this.#at = end;
    const value = unquote(this.#text.slice(start, end));
    if (value === undefined) this.#fault(WORDS.escape, start);
    return scalar(this.#leaf, start, end, value ?? this.#text.slice(start + 1, end - 1), 'double');
  }

  #word(): Scalar {
    const start = this.#at;
    this.#skipWord();
    const word = this.#text.slice(start, this.#at);
    const literal = LITERALS.get(word);
    if (literal !== undefined) return scalar(this.#leaf, start, this.#at, literal, 'plain');
    NUMBER.lastIndex = start;
    const number = NUMBER.exec(this.#text);
    if (number?.[0] === word && word !== '')
      return scalar(this.#leaf, start, this.#at, Number(word), 'plain');
    this.#fault(WORDS.value, start);
    return scalar(this.#leaf, start, this.#at, null, 'plain');
  }

  #skipWord(): void {
    WORD.lastIndex = this.#at;
    const word = WORD.exec(this.#text);
    if (word) this.#at += word[0].length;
  }

  #restIsEmpty(): boolean {
    return skipSpace(this.#text, this.#at) >= this.#text.length;
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #space(): void {
    this.#at = skipSpace(this.#text, this.#at);
    while (this.#peek() === '/' && this.#comment()) this.#at = skipSpace(this.#text, this.#at);
  }

  /** JSON knows no comments: each is one fault, and nothing in it is read. */
  #comment(): boolean {
    COMMENT.lastIndex = this.#at;
    const comment = COMMENT.exec(this.#text);
    if (comment === null) return false;
    this.#fault(WORDS.comment, this.#at);
    this.#at += comment[0].length;
    return true;
  }

  #fault(message: string, at: number): void {
    if (this.problems.length >= MAX_PROBLEMS) return;
    const start = Math.min(at, Math.max(0, this.#text.length - 1));
    const end = Math.min(start + 1, this.#text.length);
    this.problems.push({ message, spot: { leaf: this.#leaf, start, endLeaf: this.#leaf, end } });
  }
}

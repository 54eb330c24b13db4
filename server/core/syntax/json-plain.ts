import { isSpace, skipWord } from '../text/json-scan.js';
import type { Leaf } from '../text/leaf.js';
import { type Built, MapValue, type Scalar, SequenceValue, scalar } from './build.js';
import { DEPTH } from './depth.js';
import { hasEqualKeys } from './equal-keys.js';
import { literalOf } from './json-words.js';
import { nameIn } from './names.js';
import { takeSince } from './stack.js';

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_MAP = 123;
const CLOSE_MAP = 125;

/**
 * Reads a value, member or item that is JSON and nothing else (RFC 8259) and names no key twice, in one pass that never
 * looks back; undefined for whatever else may stand in a leaf, which is read by who knows what may be wrong with it.
 */
export function readPlainJson(leaf: Leaf): Built | undefined {
  return leaf.head || leaf.flaw !== undefined ? undefined : new PlainReader(leaf).read();
}

/** Each part of it gives undefined where the text is not plain, after which nothing more is read. */
class PlainReader {
  readonly #leaf: Leaf;
  readonly #text: string;
  /** Of the containers that are being read, the innermost's last. */
  readonly #entries: { readonly key: Scalar; value: Built }[] = [];
  readonly #items: Built[] = [];
  #depth = 0;
  #at = 0;

  constructor(leaf: Leaf) {
    this.#leaf = leaf;
    this.#text = leaf.text;
  }

  read(): Built | undefined {
    const { key, path } = this.#leaf;
    this.#space();
    const root = typeof key === 'string' ? this.#member() : this.#value();
    this.#space();
    const isPart = key !== undefined || path.length > 0;
    if (isPart && this.#takes(COMMA)) this.#space();
    return this.#at === this.#text.length ? root : undefined;
  }

  /** A map of the one entry that the leaf is about. */
  #member(): Built | undefined {
    const map = new MapValue(this.#leaf, this.#at, 'flow');
    if (!this.#entry()) return undefined;
    map.fill(takeSince(this.#entries, 0));
    map.end = this.#at;
    return map;
  }

  #value(): Built | undefined {
    const c = this.#text.charCodeAt(this.#at);
    if (c === QUOTE) return this.#string(false);
    if (c === OPEN_MAP) return this.#map();
    return c === OPEN_LIST ? this.#list() : this.#word();
  }

  #map(): Built | undefined {
    const map = new MapValue(this.#leaf, this.#at++, 'flow');
    const from = this.#entries.length;
    if (!this.#members(CLOSE_MAP)) return undefined;
    const entries = takeSince(this.#entries, from);
    if (hasEqualKeys(entries)) return undefined;
    map.fill(entries);
    map.end = this.#at;
    return map;
  }

  #list(): Built | undefined {
    const list = new SequenceValue(this.#leaf, this.#at++, 'flow');
    const from = this.#items.length;
    if (!this.#members(CLOSE_LIST)) return undefined;
    list.fill(takeSince(this.#items, from));
    list.end = this.#at;
    return list;
  }

  /** Entries or items up to the bracket that closes them, which is taken. */
  #members(closing: number): boolean {
    if (++this.#depth > DEPTH) return false;
    this.#space();
    let more = !this.#takes(closing);
    while (more) {
      if (!(closing === CLOSE_MAP ? this.#entry() : this.#item())) return false;
      this.#space();
      more = this.#takes(COMMA);
      if (more) this.#space();
      else if (!this.#takes(closing)) return false;
    }
    this.#depth--;
    return true;
  }

  #entry(): boolean {
    const key = this.#text.charCodeAt(this.#at) === QUOTE ? this.#string(true) : undefined;
    if (key === undefined) return false;
    this.#space();
    if (!this.#takes(COLON)) return false;
    this.#space();
    const value = this.#value();
    if (value === undefined) return false;
    this.#entries.push({ key, value });
    return true;
  }

  #item(): boolean {
    const item = this.#value();
    if (item === undefined) return false;
    this.#items.push(item);
    return true;
  }

  #string(isKey: boolean): Scalar | undefined {
    const text = this.#text;
    const start = this.#at;
    let isEscaped = false;
    let at = start + 1;
    for (let c = text.charCodeAt(at); c !== QUOTE; c = text.charCodeAt(++at)) {
      // Also where the text is over, which has no code.
      if (!(c >= 32)) return undefined;
      if (c !== BACKSLASH) continue;
      isEscaped = true;
      at++;
    }
    this.#at = at + 1;
    const value = isEscaped ? unescaped(text.slice(start, at + 1)) : undefined;
    if (isEscaped && value === undefined) return undefined;
    const plain = value ?? (isKey ? nameIn(text, start + 1, at) : text.slice(start + 1, at));
    return scalar(this.#leaf, start, this.#at, plain, 'double');
  }

  #word(): Scalar | undefined {
    const start = this.#at;
    this.#at = skipWord(this.#text, start);
    const literal = this.#at < 0 ? undefined : literalOf(this.#text.slice(start, this.#at));
    return literal === undefined ? undefined : scalar(this.#leaf, start, this.#at, literal, 'plain');
  }

  #takes(c: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== c) return false;
    this.#at++;
    return true;
  }

  #space(): void {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++;
  }
}

/** The text of a string with escapes; undefined where one is none of JSON's. */
function unescaped(raw: string): string | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

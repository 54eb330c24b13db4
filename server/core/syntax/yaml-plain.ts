import type { Leaf } from '../text/leaf.js';
import { type Built, isMerge, MapValue, type Scalar, SequenceValue } from './build.js';
import { hasEqualKeys } from './equal-keys.js';
import { takeSince } from './stack.js';
import { giveUp, LineCursor, Unusual } from './yaml-lines.js';
import { ScalarReader } from './yaml-scalars.js';

const DOUBLE = 34;
const SINGLE = 39;
const COMMA = 44;
const GREATER = 62;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_MAP = 123;
const PIPE = 124;
const CLOSE_MAP = 125;

/** Tabs, carriage returns and what cannot be printed: what they mean depends on where they stand. */
const ODD = /[^\n -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;
/** Asked first: it takes a fourth of the time, and few leaves hold more than ASCII. */
const NO_ASCII = /[^\n -~]/;
/** Deeper nesting is left to who knows how much is too much. */
const DEEPEST = 100;

/**
 * Reads YAML as most people and all programs write it: maps and lists in lines, scalars of every style, brackets within a
 * line. It knows one meaning for each text, and gives undefined for all others: anchors, tags, explicit keys, several
 * documents, tabs, merge keys, keys that stand twice, and whatever else may be wrong.
 */
export function readPlainYaml(leaf: Leaf): Built | undefined {
  if (leaf.flaw !== undefined || (NO_ASCII.test(leaf.text) && ODD.test(leaf.text))) return undefined;
  try {
    return new PlainReader(leaf).read();
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

class PlainReader {
  readonly #leaf: Leaf;
  readonly #lines: LineCursor;
  readonly #scalars: ScalarReader;
  /** Of the containers that are being read, the innermost's last. */
  readonly #entries: { readonly key: Scalar; value: Built }[] = [];
  readonly #items: Built[] = [];
  #depth = 0;

  constructor(leaf: Leaf) {
    this.#leaf = leaf;
    this.#lines = new LineCursor(leaf.text);
    this.#scalars = new ScalarReader(leaf, this.#lines);
  }

  read(): Built {
    this.#lines.lineAt(0);
    if (this.#lines.indent < 0) giveUp();
    const root = this.#node(-1);
    if (root.kind === 'scalar' || root.style === 'flow' || this.#lines.indent >= 0) giveUp();
    return root;
  }

  /** What begins where the cursor stands, right of the column of what holds it. Leaves the cursor in the next line. */
  #node(parent: number): Built {
    const lines = this.#lines;
    if (lines.isDash()) return this.#list(lines.column);
    return this.#isKey() ? this.#map(lines.column) : this.#value(parent);
  }

  #map(column: number): Built {
    const map = this.#opened(new MapValue(this.#leaf, this.#lines.at, 'block'));
    const from = this.#entries.length;
    do {
      const key = this.#key();
      this.#lines.at++;
      const value = this.#valueOfKey(column);
      this.#entries.push({ key, value });
    } while (this.#goesOn(column));
    map.fill(this.#entriesSince(from));
    return this.#closed(map);
  }

  #list(column: number): Built {
    const list = this.#opened(new SequenceValue(this.#leaf, this.#lines.at, 'block'));
    const from = this.#items.length;
    do {
      this.#lines.at++;
      const item = this.#itemBehindDash(column);
      this.#items.push(item);
    } while (this.#goesOn(column) && this.#lines.isDash());
    list.fill(takeSince(this.#items, from));
    return this.#closed(list);
  }

  /** Whether the next line stands in a column; one that stands right of it belongs to nothing. */
  #goesOn(column: number): boolean {
    const { indent } = this.#lines;
    if (indent > column) giveUp();
    return indent === column;
  }

  #itemBehindDash(column: number): Built {
    const lines = this.#lines;
    lines.spaces();
    if (!lines.isAtRest()) return this.#node(column);
    lines.nextLine();
    return lines.indent > column ? this.#node(column) : giveUp();
  }

  #valueOfKey(column: number): Built {
    const lines = this.#lines;
    const behind = lines.at;
    lines.spaces();
    if (!lines.isAtRest()) return this.#value(column);
    lines.nextLine();
    if (lines.indent > column) return this.#node(column);
    // The items of a list may stand in the column of its key.
    if (lines.indent === column && lines.isDash()) return this.#list(column);
    return this.#scalars.nothingAt(behind);
  }

  /** A scalar, or what stands in brackets. Leaves the cursor in the next line. */
  #value(parent: number): Built {
    const lines = this.#lines;
    const c = lines.code;
    if (c === PIPE || c === GREATER) return this.#scalars.block(parent);
    if (c !== DOUBLE && c !== SINGLE && c !== OPEN_LIST && c !== OPEN_MAP) return this.#scalars.plain(parent);
    const value = c === DOUBLE || c === SINGLE ? this.#scalars.quoted(parent) : this.#flow();
    lines.endLine();
    return value;
  }

  #isKey(): boolean {
    const lines = this.#lines;
    const c = lines.code;
    if (c !== DOUBLE && c !== SINGLE) return this.#scalars.plainKeyEnd() >= 0;
    const end = closingQuote(lines.text, lines.at, c);
    return end >= 0 && lines.isColon(end);
  }

  /** Leaves the cursor at the colon behind it. */
  #key(): Scalar {
    const lines = this.#lines;
    const c = lines.code;
    if (c === DOUBLE || c === SINGLE) {
      const key = this.#scalars.quoted();
      return lines.isColon(lines.at) ? key : giveUp();
    }
    const end = this.#scalars.plainKeyEnd();
    return end < 0 ? giveUp() : this.#scalars.plainKey(end);
  }

  /** What stands in brackets within one line; leaves the cursor behind them. */
  #flow(): Built {
    const lines = this.#lines;
    const isMap = lines.code === OPEN_MAP;
    const closing = isMap ? CLOSE_MAP : CLOSE_LIST;
    const [entries, items] = [this.#entries.length, this.#items.length];
    const start = lines.at++;
    this.#deeper();
    lines.spaces();
    let more = !lines.takes(closing);
    while (more) {
      if (isMap) this.#entries.push(this.#flowEntry());
      else this.#items.push(this.#flowValue());
      lines.spaces();
      more = lines.takes(COMMA);
      if (more) lines.spaces();
      else if (!lines.takes(closing)) giveUp();
    }
    this.#scalars.last = lines.at;
    return this.#closed(isMap ? this.#flowMap(start, entries) : this.#flowList(start, items));
  }

  #flowMap(start: number, from: number): MapValue {
    const map = new MapValue(this.#leaf, start, 'flow');
    map.fill(this.#entriesSince(from));
    return map;
  }

  #entriesSince(from: number): { readonly key: Scalar; value: Built }[] {
    const entries = takeSince(this.#entries, from);
    return hasEqualKeys(entries) || entries.some(({ key }) => isMerge(key)) ? giveUp() : entries;
  }

  #flowList(start: number, from: number): SequenceValue {
    const list = new SequenceValue(this.#leaf, start, 'flow');
    list.fill(takeSince(this.#items, from));
    return list;
  }

  #flowEntry(): { readonly key: Scalar; value: Built } {
    const lines = this.#lines;
    const c = lines.code;
    const key = c === DOUBLE || c === SINGLE ? this.#scalars.quoted() : this.#scalars.plainInFlow();
    if (!lines.isColon(lines.at)) giveUp();
    lines.at++;
    lines.spaces();
    return { key, value: this.#flowValue() };
  }

  #flowValue(): Built {
    const lines = this.#lines;
    const c = lines.code;
    if (c === OPEN_LIST || c === OPEN_MAP) return this.#flow();
    const value = c === DOUBLE || c === SINGLE ? this.#scalars.quoted() : this.#scalars.plainInFlow();
    // A pair in a list is a map of its own.
    return lines.isColon(lines.at) ? giveUp() : value;
  }

  #opened<T extends MapValue | SequenceValue>(node: T): T {
    this.#deeper();
    return node;
  }

  #deeper(): void {
    if (++this.#depth > DEEPEST) giveUp();
  }

  #closed<T extends MapValue | SequenceValue>(node: T): T {
    this.#depth--;
    node.end = this.#scalars.last;
    return node;
  }
}

/** Behind the quote that closes the one at an offset in its line; -1 when none does. */
function closingQuote(text: string, at: number, quote: number): number {
  for (let i = at + 1; ; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || Number.isNaN(c)) return -1;
    if (c === 92 && quote === DOUBLE) i++;
    else if (c === quote) {
      if (quote === DOUBLE || text.charCodeAt(i + 1) !== quote) return i + 1;
      i++;
    }
  }
}

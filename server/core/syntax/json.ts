import {
  balanceOf,
  bareName,
  keyAt,
  lastBefore,
  skipComment,
  skipSpace,
  skipString,
  skipValue,
  skipWord,
  unquote,
} from '../text/json-scan.js';
import type { Leaf } from '../text/leaf.js';
import { MARK_LENGTH, withoutMarks } from '../text/merge-marks.js';
import {
  type Built,
  CONFLICT,
  type LeafTree,
  MapValue,
  plainTree,
  problemAt,
  type Scalar,
  SequenceValue,
  type SyntaxProblem,
  scalar,
} from './build.js';
import { DEPTH, tooDeep } from './depth.js';
import { readPlainJson } from './json-plain.js';
import { indentAt, literalOf, WORDS } from './json-words.js';

/** Characters that a string may only hold as escapes. */
const CONTROL = /[^\u0020-\uffff]/;
const MAX_PROBLEMS = 20;

/** A leaf of JSON: a whole value, one `"key": value` of an object, one item of an array, or a bracket around such. */
export function readJson(leaf: Leaf): LeafTree {
  const root = readPlainJson(leaf);
  return root ? plainTree(root) : readPatiently(leaf);
}

/** The same, whatever is wrong with it. */
export function readPatiently(leaf: Leaf): LeafTree {
  const { text, conflicts } = withoutMarks(leaf.text);
  const problems = conflicts.map((at) => problemAt(leaf, CONFLICT, at, MARK_LENGTH));
  const reader = new Reader(leaf, text, problems);
  const root = reader.read();
  return reader.deep ? tooDeep(leaf) : { root, problems, marks: [] };
}

class Reader {
  /** It gave up where brackets nest too deeply. */
  deep = false;
  readonly #leaf: Leaf;
  readonly #text: string;
  /** The brackets that close what is being read, the innermost last. */
  readonly #open: string[] = [];
  /** The last string had no closing quote, so that what follows it was taken for a piece of it. */
  #unquoted = false;
  /** Its brackets do not match, so that the indentation of its lines has to tell which is missing. */
  readonly #uneven: boolean;
  #at = 0;

  /** `text` is the leaf's without the marks of a merge. */
  constructor(
    leaf: Leaf,
    text: string,
    readonly problems: SyntaxProblem[],
  ) {
    this.#leaf = leaf;
    this.#uneven = leaf.flaw === 'odd' && balanceOf(text) !== 'even';
    this.#text = text;
    this.#at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  read(): Built | undefined {
    const { key, head, flaw } = this.#leaf;
    this.#space();
    const isBracket = key === undefined && (head || /[}\]]/.test(this.#peek()));
    if (isBracket) this.#at++;
    const root = isBracket ? undefined : typeof key === 'string' ? this.#member() : this.#only();
    this.#rest();
    if (flaw === 'unclosed') this.#fault(WORDS.close, lastBefore(this.#text, this.#text.length));
    else if (flaw === 'odd' && this.problems.length === 0)
      this.#fault(WORDS.brackets, lastBefore(this.#text, this.#text.length));
    return root;
  }

  /** A map of one entry; of a head the value is the bracket that its entries follow. */
  #member(): Built | undefined {
    const map = new MapValue(this.#leaf, this.#at, 'flow');
    this.#entry(map);
    map.end = this.#at;
    return map;
  }

  #only(): Built | undefined {
    return this.#at >= this.#text.length ? undefined : this.#value();
  }

  /** What stands behind the leaf's own entry, item or bracket: a comma where another follows it. */
  #rest(): void {
    const { key, head, path, flaw } = this.#leaf;
    const end = this.#at;
    this.#space();
    const isPart = key !== undefined || (!head && path.length > 0);
    if (isPart && !head && this.#peek() === ',') {
      if (flaw === 'comma-extra') this.#fault(WORDS.extra, this.#at);
      this.#at++;
      this.#space();
    } else if (flaw === 'comma-missing') this.#fault(WORDS.comma, Math.max(0, end - 1));
    if (this.#at < this.#text.length) this.#fault(head ? WORDS.key : WORDS.more, this.#at);
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
    // The entries of a head are leaves of their own.
    if (this.#leaf.head) return map;
    this.#members('}', () => this.#entry(map));
    map.end = this.#at;
    return map;
  }

  #array(): Built {
    const sequence = new SequenceValue(this.#leaf, this.#at++, 'flow');
    if (this.#leaf.head) return sequence;
    this.#members(']', () => {
      sequence.add(this.#value());
      return true;
    });
    sequence.end = this.#at;
    return sequence;
  }

  /** Entries up to the closing bracket; a fault is noted once, and reading goes on at the next place that makes sense. */
  #members(closing: string, read: () => boolean): void {
    const indent = this.#uneven ? indentAt(this.#text, this.#at - 1)?.indent : undefined;
    this.#open.push(closing);
    if (this.#open.length > DEPTH) {
      this.deep = true;
      this.#at = this.#text.length;
    }
    this.#space();
    // An empty pair of brackets may be written anyhow.
    if (!this.#closes()) while (!this.#ends(indent)) this.#memberIn(closing, read);
    this.#open.pop();
    const c = this.#peek();
    const isOurs = c === closing && !this.#isLeft(indent);
    if (!isOurs) this.#fault(WORDS.close, lastBefore(this.#text, this.#at));
    // A bracket of the wrong kind that nothing around waits for was meant for this.
    if (isOurs || (this.#closes() && !this.#open.includes(c))) this.#at++;
  }

  #memberIn(closing: string, read: () => boolean): void {
    const start = this.#at;
    const understood = this.#peek() !== ',' && !this.#closes() && read();
    const end = this.#at;
    this.#space();
    const at = this.#at;
    if (this.#peek() === ',') {
      if (at === start) this.#fault(WORDS.more, at);
      this.#at++;
      this.#space();
      if (this.#closes() && this.#at < this.#text.length) this.#fault(WORDS.extra, at);
    } else if (at === start || !this.#closes()) {
      const isNext = closing === ']' || keyAt(this.#text, at) !== undefined;
      if (this.#closes()) this.#fault(WORDS.more, at);
      else if (understood && !this.#unquoted)
        this.#fault(isNext ? WORDS.comma : WORDS.more, isNext ? end - 1 : at);
      if (!isNext || at === start) this.#skip(closing === '}');
    }
    this.#unquoted = false;
  }

  #closes(): boolean {
    return this.#at >= this.#text.length || /[}\]]/.test(this.#peek());
  }

  /** Whether the container ends here that was opened in a line of that indentation. */
  #ends(indent: number | undefined): boolean {
    if (this.#at >= this.#text.length) return true;
    const own = this.#lead(this.#at);
    return own === undefined || indent === undefined ? this.#closes() : own <= indent;
  }

  #isLeft(indent: number | undefined): boolean {
    const own = this.#lead(this.#at);
    return own !== undefined && indent !== undefined && own < indent;
  }

  /** Where brackets do not match, the indentation of what begins a line. */
  #lead(at: number): number | undefined {
    const line = this.#uneven ? indentAt(this.#text, at) : undefined;
    return line?.first ? line.indent : undefined;
  }

  /** Past what cannot be read, up to a comma, a closing bracket or the next key. */
  #skip(named: boolean): void {
    do {
      this.#at = Math.max(this.#at + 1, skipValue(this.#text, this.#at, true));
      this.#space();
    } while (
      !this.#closes() &&
      this.#peek() !== ',' &&
      !(named && keyAt(this.#text, this.#at) !== undefined)
    );
  }

  #entry(map: MapValue): boolean {
    const key = this.#key();
    if (key === undefined) return false;
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

  /** Undefined for what cannot be one; a key without double quotes is a fault and is read all the same. */
  #key(): Scalar | undefined {
    const start = this.#at;
    if (this.#peek() === '"') {
      const key = this.#string();
      return this.#unquoted ? undefined : key;
    }
    this.#fault(WORDS.key, start);
    const name = keyAt(this.#text, start)?.name;
    if (name === undefined) return undefined;
    this.#at = skipWord(this.#text, start);
    return scalar(this.#leaf, start, this.#at, name, 'plain');
  }

  #string(): Scalar {
    const start = this.#at;
    const end = skipString(this.#text, start);
    if (end < 0) {
      const feed = this.#text.indexOf('\n', start);
      this.#at = feed < 0 ? this.#text.length : feed;
      this.#unquoted = true;
      this.#fault(WORDS.string, start);
      return scalar(this.#leaf, start, this.#at, this.#text.slice(start + 1, this.#at).trimEnd(), 'double');
    }
    this.#at = end;
    const raw = this.#text.slice(start, end);
    const control = raw.search(CONTROL);
    if (control >= 0) this.#fault(WORDS.control, start + control);
    const value = unquote(raw);
    if (value === undefined && control < 0) this.#fault(WORDS.escape, start);
    return scalar(this.#leaf, start, end, value ?? raw.slice(1, -1), 'double');
  }

  #word(): Scalar {
    const start = this.#at;
    this.#at = Math.max(start, skipWord(this.#text, start));
    const word = this.#text.slice(start, this.#at);
    const literal = literalOf(word);
    if (literal !== undefined) return scalar(this.#leaf, start, this.#at, literal, 'plain');
    this.#fault(WORDS.value, start);
    const value = word.startsWith("'") ? bareName(word) : null;
    return scalar(this.#leaf, start, this.#at, value, 'plain');
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  /** Past white space. JSON knows no comments: each is one fault, and nothing in it is read. */
  #space(): void {
    this.#at = skipSpace(this.#text, this.#at);
    while (this.#peek() === '/') {
      const end = skipComment(this.#text, this.#at);
      if (end < 0) return;
      this.#fault(WORDS.comment, this.#at);
      this.#at = skipSpace(this.#text, end);
    }
  }

  #fault(message: string, at: number): void {
    // Each side of a conflict has the commas that it needs alone.
    if ((message === WORDS.comma || message === WORDS.extra) && this.#text !== this.#leaf.text) return;
    const start = Math.max(0, Math.min(at, this.#text.length - 1));
    const last = this.problems[this.problems.length - 1]?.spot.start;
    // What follows a fault in its line is mostly its consequence, and so is all that follows a bracket too few or many.
    const isNew =
      last === undefined || this.#text.slice(Math.min(last, start), Math.max(last, start)).includes('\n');
    if (!isNew || this.problems.length >= (this.#uneven ? 1 : MAX_PROBLEMS)) return;
    this.problems.push(problemAt(this.#leaf, message, start, 1));
  }
}

/** Ranges of UTF-16 codes, both ends included. */
export type Ranges = readonly (readonly [from: number, to: number])[];

/** A regular expression that takes characters and nothing else: no look-around, no references to what was matched. */
export type Tree =
  | { readonly kind: 'characters'; readonly ranges: Ranges }
  | { readonly kind: 'sequence'; readonly parts: readonly Tree[] }
  | { readonly kind: 'choice'; readonly branches: readonly Tree[] }
  /** `most` is Infinity without a ceiling. */
  | { readonly kind: 'repeat'; readonly body: Tree; readonly least: number; readonly most: number };

/** Longer patterns may nest deeper than calls can. */
const MOST = 500;
const LAST = 0xffff;
const ANY: Ranges = [[0, LAST]];
const SPECIAL = '^$\\.*+?()[]{}|';
const DIGITS: Ranges = [[48, 57]];
const WORD: Ranges = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
/** As ECMAScript has it. */
const SPACE: Ranges = [
  [9, 13],
  [32, 32],
  [160, 160],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const CLASSES: ReadonlyMap<string, Ranges> = new Map([
  ['d', DIGITS],
  ['w', WORD],
  ['s', SPACE],
  ['D', without(DIGITS)],
  ['W', without(WORD)],
  ['S', without(SPACE)],
]);
const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['t', 9],
  ['n', 10],
  ['v', 11],
  ['f', 12],
  ['r', 13],
]);

/** The tree of a pattern each of whose branches begins with `^`; undefined for all others, and where it holds what no tree can say. */
export function treeOf(pattern: string): Tree | undefined {
  if (pattern.length > MOST) return undefined;
  try {
    return new Parser(pattern).whole();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

class Unreadable extends Error {}

class Parser {
  #at = 0;

  constructor(private readonly text: string) {}

  whole(): Tree {
    const branches: Tree[] = [];
    do {
      if (!this.#takes('^')) throw new Unreadable();
      branches.push(this.#sequence());
      // Whether the text has to end there makes no difference to how it gets there.
      this.#takes('$');
    } while (this.#takes('|'));
    if (this.#at < this.text.length) throw new Unreadable();
    return { kind: 'choice', branches };
  }

  #choice(): Tree {
    const branches: Tree[] = [];
    do branches.push(this.#sequence());
    while (this.#takes('|'));
    return { kind: 'choice', branches };
  }

  #sequence(): Tree {
    const parts: Tree[] = [];
    while (this.#at < this.text.length && !'|)$'.includes(this.#peek()))
      parts.push(this.#repeated(this.#atom()));
    return { kind: 'sequence', parts };
  }

  #repeated(body: Tree): Tree {
    const repeat = /(?:([*+?])|\{(\d{1,3})(,?)(\d{0,3})\})\??/y;
    repeat.lastIndex = this.#at;
    const [text = '', mark, low, comma, high] = repeat.exec(this.text) ?? [];
    this.#at += text.length;
    if (text === '') return body;
    const least = mark === undefined ? Number(low) : mark === '+' ? 1 : 0;
    const ceiling =
      mark === '?' ? 1 : mark !== undefined || (comma && !high) ? Number.POSITIVE_INFINITY : Number(high);
    const most = comma === '' && mark === undefined ? least : ceiling;
    if (most < least) throw new Unreadable();
    return { kind: 'repeat', body, least, most };
  }

  #atom(): Tree {
    if (this.#takes('(')) {
      if (this.#takes('?') && !this.#takes(':')) throw new Unreadable();
      const inner = this.#choice();
      if (!this.#takes(')')) throw new Unreadable();
      return inner;
    }
    if (this.#takes('.')) return { kind: 'characters', ranges: ANY };
    if (this.#takes('[')) return { kind: 'characters', ranges: this.#class() };
    if (this.#peek() !== '\\' && SPECIAL.includes(this.#peek())) throw new Unreadable();
    return { kind: 'characters', ranges: this.#character() };
  }

  #class(): Ranges {
    const isNegated = this.#takes('^');
    const ranges: (readonly [number, number])[] = [];
    while (!this.#takes(']')) {
      if (this.#at >= this.text.length) throw new Unreadable();
      const from = this.#character();
      const isRange = this.#peek() === '-' && this.text.charAt(this.#at + 1) !== ']';
      if (!isRange) {
        ranges.push(...from);
        continue;
      }
      this.#at++;
      ranges.push([single(from), single(this.#character())]);
    }
    return isNegated ? without(ranges) : ranges;
  }

  /** One character or one escape. */
  #character(): Ranges {
    const c = this.text.charCodeAt(this.#at++);
    if (c !== 92) return [[c, c]];
    const escape = this.text.charAt(this.#at++);
    const known = CLASSES.get(escape);
    if (known) return known;
    const control = CONTROLS.get(escape);
    if (control !== undefined) return [[control, control]];
    // What a letter or a digit means behind a backslash differs from one engine to another.
    if (escape === '' || /\w/.test(escape)) throw new Unreadable();
    return [[escape.charCodeAt(0), escape.charCodeAt(0)]];
  }

  #peek(): string {
    return this.text.charAt(this.#at);
  }

  #takes(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at++;
    return true;
  }
}

function single(ranges: Ranges): number {
  const [first] = ranges;
  if (ranges.length !== 1 || first === undefined || first[0] !== first[1]) throw new Unreadable();
  return first[0];
}

function without(ranges: Ranges): Ranges {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  const rest: (readonly [number, number])[] = [];
  let from = 0;
  for (const [start, end] of sorted) {
    if (start > from) rest.push([from, start - 1]);
    from = Math.max(from, end + 1);
  }
  if (from <= LAST) rest.push([from, LAST]);
  return rest;
}

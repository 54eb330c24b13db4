import { type Cut, cut } from './cut.js';
import type { Document, TextChange } from './document.js';
import type { LanguageId, Leaf, Unit } from './leaf.js';
import type { Position } from './span.js';
import { unitsOf } from './units.js';

/** The first version of a text. */
export function createDocument(uri: string, language: LanguageId, version: number, text: string): Document {
  return new CutDocument(
    uri,
    language,
    version,
    toLeaves(uri, text, cut(language, text), new Map()),
    new Map(),
  );
}

type Pool = Map<string, Leaf[]>;

/** One leaf per piece; a leaf of the version before is taken over when text and place are the same. */
function toLeaves(uri: string, text: string, { syntax, pieces }: Cut, pool: Pool): readonly Leaf[] {
  return pieces.map(({ start, end, path, key, head, flaw }) => {
    const slice = text.slice(start, end);
    const old = pool.get(slice)?.find((leaf) => {
      const same = leaf.key === key && leaf.head === head && leaf.syntax === syntax && leaf.flaw === flaw;
      return (
        same && leaf.path.length === path.length && leaf.path.every((step, index) => step === path[index])
      );
    });
    if (old) return take(pool, old);
    return { uri, text: slice, lines: countLines(slice), path, key, head, syntax, ...(flaw ? { flaw } : {}) };
  });
}

/** A leaf stands in a document once. */
function take(pool: Pool, leaf: Leaf): Leaf {
  const leaves = pool.get(leaf.text);
  leaves?.splice(leaves.indexOf(leaf), 1);
  return leaf;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

class CutDocument implements Document {
  readonly length: number;
  readonly regular: boolean;
  readonly #units: ReadonlyMap<string, Unit>;
  /** Offset and line at which each leaf starts, and those behind the last. */
  readonly #offsets: Float64Array;
  readonly #lines: Float64Array;
  #indexes: Map<Leaf, number> | undefined;
  #text: string | undefined;

  constructor(
    readonly uri: string,
    readonly language: LanguageId,
    readonly version: number,
    readonly leaves: readonly Leaf[],
    before: ReadonlyMap<string, Unit>,
  ) {
    this.#offsets = new Float64Array(leaves.length + 1);
    this.#lines = new Float64Array(leaves.length + 1);
    for (const [index, leaf] of leaves.entries()) {
      this.#offsets[index + 1] = (this.#offsets[index] ?? 0) + leaf.text.length;
      this.#lines[index + 1] = (this.#lines[index] ?? 0) + leaf.lines;
    }
    this.length = this.#offsets[leaves.length] ?? 0;
    this.regular = leaves.every(({ flaw }) => flaw === undefined);
    this.#units = unitsOf(leaves, language !== 'yaml' && language !== 'json', before);
  }

  get units(): readonly Unit[] {
    return [...this.#units.values()];
  }

  text(): string {
    this.#text ??= this.leaves.map(({ text }) => text).join('');
    return this.#text;
  }

  unit(id: string): Unit | undefined {
    return this.#units.get(id);
  }

  offsetOf(leaf: Leaf): number {
    this.#indexes ??= new Map(this.leaves.map((known, index) => [known, index]));
    const index = this.#indexes.get(leaf);
    return index === undefined ? -1 : (this.#offsets[index] ?? -1);
  }

  positionAt(offset: number): Position {
    const within = Math.max(0, Math.min(offset, this.length));
    const index = search(this.#offsets, within, this.leaves.length);
    const leaf = this.leaves[index];
    if (!leaf) return { line: 0, character: 0 };
    const inner = within - (this.#offsets[index] ?? 0);
    const line = (this.#lines[index] ?? 0) + countLines(leaf.text.slice(0, inner));
    return { line, character: within - this.#lineStart(index, inner) };
  }

  offsetAt({ line, character }: Position): number {
    if (line < 0) return 0;
    const start = this.#startOfLine(line);
    if (start < 0) return this.length;
    const next = this.#startOfLine(line + 1);
    const end = next < 0 ? this.length : next - 1;
    return Math.max(start, Math.min(start + Math.max(0, character), end));
  }

  edit(version: number, changes: readonly TextChange[]): Document {
    let text = this.text();
    for (const { range, text: by } of changes) text = text.slice(0, range.start) + by + text.slice(range.end);
    const pool: Pool = new Map();
    for (const leaf of this.leaves) {
      const same = pool.get(leaf.text);
      if (same) same.push(leaf);
      else pool.set(leaf.text, [leaf]);
    }
    const leaves = toLeaves(this.uri, text, cut(this.language, text), pool);
    return new CutDocument(this.uri, this.language, version, leaves, this.#units);
  }

  /** Absolute offset of the start of the line that holds an offset of a leaf; it may lie in a leaf before. */
  #lineStart(index: number, inner: number): number {
    for (let at = index, end = inner; at >= 0; at--, end = this.leaves[at]?.text.length ?? 0) {
      const feed = end > 0 ? (this.leaves[at]?.text.lastIndexOf('\n', end - 1) ?? -1) : -1;
      if (feed >= 0) return (this.#offsets[at] ?? 0) + feed + 1;
    }
    return 0;
  }

  /** -1 when the text has fewer lines. */
  #startOfLine(line: number): number {
    if (line === 0) return 0;
    if (line > (this.#lines[this.leaves.length] ?? 0)) return -1;
    // The line feed that ends the line before is the one that begins this line.
    let index = search(this.#lines, line - 1, this.leaves.length);
    while (index < this.leaves.length && (this.#lines[index + 1] ?? 0) < line) index++;
    const { text = '' } = this.leaves[index] ?? {};
    let feed = -1;
    for (let missing = line - (this.#lines[index] ?? 0); missing > 0; missing--)
      feed = text.indexOf('\n', feed + 1);
    return (this.#offsets[index] ?? 0) + feed + 1;
  }
}

/** The last of the first `count` entries that is not above a value. */
function search(sorted: Float64Array, value: number, count: number): number {
  let low = 0;
  let high = Math.max(0, count - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

import type { Leaf } from '../text/leaf.js';
import { byText } from '../text/order.js';
import { findSecrets } from '../words/secrets.js';
import type { FileState } from './files.js';
import { type Invalidate, Table } from './memo.js';

/** Where something stands first: the leaf by its place, and the offset in it. */
interface FirstPlace {
  readonly leaf: string;
  readonly start: number;
}

/**
 * Where secrets that somebody asked about stand first among all documents, in the order of their names and texts, so that
 * one that is written everywhere is said once. Nothing is searched before somebody asks.
 */
export class FirstPlaces {
  readonly #table: Table<FirstPlace>;
  /** By secret that somebody asked about, the leaves that are known not to hold it. */
  readonly #asked = new Map<string, WeakSet<Leaf>>();
  #files: readonly (readonly [string, FileState])[] = [];

  constructor(invalidate: Invalidate) {
    this.#table = new Table(invalidate);
  }

  /** Whether the first of all places of a secret lies in a piece of a leaf. */
  isIn(secret: string, leaf: Leaf, start: number, end: number, reader: string): boolean {
    if (!this.#asked.has(secret)) {
      const without = new WeakSet<Leaf>();
      this.#asked.set(secret, without);
      this.#table.set(secret, this.#search(secret, without));
    }
    const first = this.#table.read(secret, reader);
    // Where the text is written in another way than it reads, nothing is known of other places.
    if (first === undefined) return true;
    return first.leaf === placeOf(leaf) && first.start >= start && first.start < end;
  }

  /** Documents are others. */
  update(files: readonly (readonly [string, FileState])[]): void {
    this.#files = files;
    for (const [secret, without] of this.#asked) this.#table.set(secret, this.#search(secret, without));
  }

  forget(reader: string): void {
    this.#table.forget(reader);
  }

  #search(secret: string, without: WeakSet<Leaf>): FirstPlace | undefined {
    for (const [, { document }] of this.#files.toSorted(([a], [b]) => byText(a, b))) {
      for (const leaf of document.leaves) {
        if (without.has(leaf)) continue;
        const start = startIn(leaf, secret);
        if (start !== undefined) return { leaf: placeOf(leaf), start };
        without.add(leaf);
      }
    }
    return undefined;
  }
}

/** Where a leaf holds the secret as one. */
function startIn({ text }: Leaf, secret: string): number | undefined {
  if (!text.includes(secret)) return undefined;
  return findSecrets(text).find(({ start, end }) => text.slice(start, end) === secret)?.start;
}

function placeOf({ uri, path, key }: Leaf): string {
  return [uri, ...path, key ?? ''].join(' ');
}

import type { Leaf } from '../text/leaf.js';
import { byText } from '../text/order.js';
import { findSecrets } from '../words/secrets.js';
import type { FileState } from './files.js';
import { type Invalidate, Table } from './memo.js';

/** Where something stands first among all leaves: the number of the leaf, and the offset in it. */
interface FirstPlace {
  readonly index: number;
  readonly start: number;
}

/** What a reader sees of it: the leaf by its place, so that other leaves may come and go. */
interface NamedPlace {
  readonly leaf: string;
  readonly start: number;
}

/** Leaves of a list that another has not: from where, to where, and how many more the other has there. */
interface Difference {
  readonly from: number;
  readonly to: number;
  readonly more: number;
}

/**
 * Where secrets that somebody asked about stand first among all documents, in the order of their names and texts, so that
 * one that is written everywhere is said once. Nothing is searched before somebody asks, and after an edit only leaves
 * that are new.
 */
export class FirstPlaces {
  readonly #table: Table<NamedPlace>;
  readonly #asked = new Map<string, FirstPlace | undefined>();
  #files: readonly (readonly [string, FileState])[] = [];
  #leaves: readonly Leaf[] = [];

  constructor(invalidate: Invalidate) {
    this.#table = new Table(invalidate);
  }

  /** Whether the first of all places of a secret lies in a piece of a leaf. */
  isIn(secret: string, leaf: Leaf, start: number, end: number, reader: string): boolean {
    if (this.#asked.size === 0) this.#leaves = leavesOf(this.#files);
    if (!this.#asked.has(secret)) this.#keep(secret, this.#search(secret, 0, this.#leaves.length));
    const first = this.#table.read(secret, reader);
    // Where the text is written in another way than it reads, nothing is known of other places.
    if (first === undefined) return true;
    return first.leaf === placeOf(leaf) && first.start >= start && first.start < end;
  }

  /** Documents are others. */
  update(files: readonly (readonly [string, FileState])[]): void {
    this.#files = files;
    if (this.#asked.size === 0) return;
    const before = this.#leaves;
    this.#leaves = leavesOf(files);
    const difference = differenceOf(before, this.#leaves);
    for (const [secret, first] of this.#asked) this.#keep(secret, this.#moved(secret, first, difference));
  }

  forget(reader: string): void {
    this.#table.forget(reader);
  }

  #keep(secret: string, first: FirstPlace | undefined): void {
    this.#asked.set(secret, first);
    const leaf = first && this.#leaves[first.index];
    this.#table.set(secret, leaf && { leaf: placeOf(leaf), start: first.start });
  }

  #moved(
    secret: string,
    first: FirstPlace | undefined,
    { from, to, more }: Difference,
  ): FirstPlace | undefined {
    if (first !== undefined && first.index < from) return first;
    const isNew = this.#search(secret, from, to + more);
    if (isNew !== undefined || first === undefined) return isNew;
    if (first.index >= to) return { index: first.index + more, start: first.start };
    return this.#search(secret, to + more, this.#leaves.length);
  }

  #search(secret: string, from: number, to: number): FirstPlace | undefined {
    for (let index = from; index < to; index++) {
      const start = startIn(this.#leaves[index]?.text ?? '', secret);
      if (start !== undefined) return { index, start };
    }
    return undefined;
  }
}

function leavesOf(files: readonly (readonly [string, FileState])[]): readonly Leaf[] {
  const [first, ...more] = files
    .toSorted(([a], [b]) => byText(a, b))
    .map(([, { document }]) => document.leaves);
  return first === undefined || more.length > 0 ? [first ?? [], ...more].flat() : first;
}

function differenceOf(before: readonly Leaf[], after: readonly Leaf[]): Difference {
  const shorter = Math.min(before.length, after.length);
  const more = after.length - before.length;
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let to = before.length;
  while (to > from && to + more > from && before[to - 1] === after[to + more - 1]) to--;
  return { from, to, more };
}

/** Where a text holds the secret as one. */
function startIn(text: string, secret: string): number | undefined {
  if (!text.includes(secret)) return undefined;
  return findSecrets(text).find(({ start, end }) => text.slice(start, end) === secret)?.start;
}

function placeOf({ uri, path, key }: Leaf): string {
  return [uri, ...path, key ?? ''].join(' ');
}

import { differenceOf } from '../text/difference.js';
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

/** How a list of leaves differs from the one before. */
interface Moves {
  /** Where leaves stand that are new, or in another order: numbers in the new list, ascending. */
  readonly fresh: readonly number[];
  /** The number of a leaf now, by the number that it had; undefined where it is gone or among the fresh. */
  moved(index: number): number | undefined;
}

/**
 * Where secrets that somebody asked about stand first among all documents, in the order of their names and texts, so that
 * one that is written everywhere is said once. Nothing is searched before somebody asks, and after an edit only leaves
 * that are new.
 */
export class FirstPlaces {
  readonly #table: Table<NamedPlace>;
  readonly #asked = new Map<string, FirstPlace | undefined>();
  #stale = false;
  #files: ReadonlyMap<string, FileState> = new Map();
  #leaves: readonly Leaf[] = [];

  constructor(invalidate: Invalidate) {
    this.#table = new Table(invalidate);
  }

  /** Whether the first of all places of a secret lies in a piece of a leaf. */
  isIn(secret: string, leaf: Leaf, start: number, end: number, reader: string): boolean {
    if (this.#asked.size === 0) this.#leaves = leavesOf(this.#files);
    if (!this.#asked.has(secret)) this.#keep(secret, this.#search(secret, this.#leaves.keys()));
    const first = this.#table.read(secret, reader);
    // Where the text is written in another way than it reads, nothing is known of other places.
    if (first === undefined) return true;
    return first.leaf === placeOf(leaf) && first.start >= start && first.start < end;
  }

  /** Texts are others, whatever their facts say. */
  recall(): void {
    this.#stale = true;
  }

  /** Takes the texts that there are now. */
  update(files: ReadonlyMap<string, FileState>): void {
    if (!this.#stale) return;
    this.#stale = false;
    this.#files = files;
    if (this.#asked.size === 0) return;
    const before = this.#leaves;
    this.#leaves = leavesOf(files);
    const moves = movesOf(before, this.#leaves);
    for (const [secret, first] of this.#asked) this.#keep(secret, this.#moved(secret, first, moves));
  }

  forget(reader: string): void {
    this.#table.forget(reader);
  }

  #keep(secret: string, first: FirstPlace | undefined): void {
    this.#asked.set(secret, first);
    const leaf = first && this.#leaves[first.index];
    this.#table.set(secret, leaf && { leaf: placeOf(leaf), start: first.start });
  }

  #moved(secret: string, first: FirstPlace | undefined, { fresh, moved }: Moves): FirstPlace | undefined {
    const found = this.#search(secret, fresh);
    if (first === undefined) return found;
    const index = moved(first.index);
    // The leaf is gone, and others that stood behind it may hold the same.
    if (index === undefined) return this.#search(secret, this.#leaves.keys());
    return found && found.index < index ? found : { index, start: first.start };
  }

  #search(secret: string, indexes: Iterable<number>): FirstPlace | undefined {
    for (const index of indexes) {
      const start = startIn(this.#leaves[index]?.text ?? '', secret);
      if (start !== undefined) return { index, start };
    }
    return undefined;
  }
}

function leavesOf(files: ReadonlyMap<string, FileState>): readonly Leaf[] {
  const documents = [...files]
    .filter(([, { kind }]) => kind === 'openapi' || kind === 'fragment')
    .toSorted(([a], [b]) => byText(a, b));
  const [first, ...more] = documents.map(([, { document }]) => document.leaves);
  return first === undefined || more.length > 0 ? [first ?? [], ...more].flat() : first;
}

function movesOf(before: readonly Leaf[], after: readonly Leaf[]): Moves {
  const { from, toOld, toNew } = differenceOf(before, after, Object.is);
  const more = toNew - toOld;
  // Leaf by leaf where as many stand as before: since the last call there may have been edits far from each other.
  const stays = (index: number): boolean => more === 0 && before[index] === after[index];
  const fresh: number[] = [];
  for (let index = from; index < toNew; index++) if (!stays(index)) fresh.push(index);
  const moved = (index: number): number | undefined => {
    if (index >= toOld) return index + more;
    return index < from || stays(index) ? index : undefined;
  };
  return { fresh, moved };
}

/** Where a text holds the secret as one. */
function startIn(text: string, secret: string): number | undefined {
  if (!text.includes(secret)) return undefined;
  return findSecrets(text).find(({ start, end }) => text.slice(start, end) === secret)?.start;
}

function placeOf({ uri, path, key }: Leaf): string {
  return [uri, ...path, key ?? ''].join(' ');
}

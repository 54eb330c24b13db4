import { type Block, blockOf, type Entry } from './locate.js';

export interface Taken<T> {
  readonly begin: number;
  readonly entry: Entry;
  readonly by: T;
}

/** What is left of blocks, and what was taken out of them. */
export interface Sifted<T> {
  readonly left: readonly Block[];
  readonly taken: readonly Taken<T>[];
}

/**
 * Takes some entries out of blocks. Entries stay the same list while their text does, so that each is sifted once; where
 * a block begins in the text of a document decides nothing.
 */
export class Sieve<T> {
  readonly #known = new WeakMap<
    readonly Entry[],
    { readonly left: Block; readonly taken: Sifted<T>['taken'] }
  >();

  /** `take`: why an entry is taken out; undefined: it is not. */
  constructor(private readonly take: (entry: Entry, begin: number) => T | undefined) {}

  sift(blocks: readonly Block[]): Sifted<T> {
    const left: Block[] = [];
    const taken: Taken<T>[] = [];
    for (const block of blocks) {
      const { begin, entries } = block;
      const known = this.#known.get(entries) ?? this.#look(block);
      this.#known.set(entries, known);
      if (known.taken.length === 0) left.push(block);
      else if (known.left.entries.length > 0) left.push({ ...known.left, begin });
      for (const one of known.taken) taken.push({ ...one, begin });
    }
    return { left, taken };
  }

  #look({ begin, entries }: Block) {
    const taken: Taken<T>[] = [];
    const rest = entries.filter((entry) => {
      const by = this.take(entry, begin);
      if (by !== undefined) taken.push({ begin, entry, by });
      return by === undefined;
    });
    return { left: blockOf(begin, rest), taken };
  }
}

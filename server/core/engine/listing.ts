import type { Finding } from '../rule/finding.js';
import type { Document } from '../text/document.js';
import type { Range } from '../text/span.js';
import { mostImportant } from './important.js';
import { type Block, type Documents, type Located, located, rankIn } from './locate.js';

/** Findings of one version of a file, in the order of its text. What is asked for is made, and the whole list once. */
export class Listing {
  readonly length: number;
  #all: readonly Located[] | undefined;
  #findings: readonly Finding[] | undefined;

  constructor(
    private readonly document: Document,
    readonly blocks: readonly Block[],
    private readonly documents: Documents,
  ) {
    this.length = blocks.reduce((sum, { entries }) => sum + entries.length, 0);
  }

  get all(): readonly Located[] {
    this.#all ??= this.blocks.flatMap(({ begin, entries }) =>
      entries.map((entry) => located(this.document, begin, entry, this.documents)),
    );
    return this.#all;
  }

  get findings(): readonly Finding[] {
    this.#findings ??= this.all.map(({ finding }) => finding);
    return this.#findings;
  }

  mostImportant(most: number, near: number | undefined): readonly Finding[] {
    return mostImportant(this.blocks, rankIn, most, near).map(
      ({ begin, entry }) => located(this.document, begin, entry, this.documents).finding,
    );
  }

  /** Those that share an offset with a range, or touch it. */
  at({ start, end }: Range): readonly Finding[] {
    return this.blocks.flatMap(({ begin, entries }) =>
      entries
        .filter((entry) => begin + entry.start <= end && begin + entry.end >= start)
        .map((entry) => located(this.document, begin, entry, this.documents).finding),
    );
  }
}

import type { Ranges, Tree } from './tree.js';

/**
 * The automaton of a pattern: one state for each place of it that takes a character, which the state is entered with
 * (Glushkov, 1961).
 */
export interface Positions {
  readonly ranges: readonly Ranges[];
  /** For each position those that may follow it. */
  readonly follow: readonly (readonly number[])[];
}

interface Piece {
  readonly nullable: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

const EMPTY: Piece = { nullable: true, first: [], last: [] };
/** Larger ones are left to who has more time. */
const MOST = 150;

/**
 * Undefined when there are too many positions, or when one follows another in two ways, or nothing is matched in two
 * ways: what a matcher tries then is not told by its positions alone.
 */
export function positionsOf(tree: Tree): Positions | undefined {
  const builder = new Builder();
  return builder.piece(tree) && { ranges: builder.ranges, follow: builder.follow };
}

class Builder {
  readonly ranges: Ranges[] = [];
  readonly follow: number[][] = [];

  piece(tree: Tree): Piece | undefined {
    switch (tree.kind) {
      case 'characters':
        return this.#position(tree.ranges);
      case 'sequence':
        return tree.parts.reduce<Piece | undefined>(
          (before, part) => this.#joined(before, this.piece(part)),
          EMPTY,
        );
      case 'choice':
        return this.#choice(tree.branches);
      case 'repeat':
        return this.#repeat(tree.body, tree.least, tree.most);
    }
  }

  #position(ranges: Ranges): Piece | undefined {
    if (this.ranges.length >= MOST) return undefined;
    const at = this.ranges.push(ranges) - 1;
    this.follow.push([]);
    return { nullable: false, first: [at], last: [at] };
  }

  #choice(branches: readonly Tree[]): Piece | undefined {
    const pieces = branches.flatMap((branch) => this.piece(branch) ?? []);
    if (pieces.length < branches.length || pieces.filter(({ nullable }) => nullable).length > 1)
      return undefined;
    return {
      nullable: pieces.some(({ nullable }) => nullable),
      first: pieces.flatMap(({ first }) => first),
      last: pieces.flatMap(({ last }) => last),
    };
  }

  /** `x{2,4}` is `xx(x(x)?)?`, `x{2,}` is `xx+`. */
  #repeat(body: Tree, least: number, most: number): Piece | undefined {
    if (most === 0) return EMPTY;
    const piece = this.piece(body);
    if (piece === undefined || piece.nullable) return undefined;
    if (most === Number.POSITIVE_INFINITY && least <= 1) {
      if (!this.#link(piece.last, piece.first)) return undefined;
      return least === 0 ? { ...piece, nullable: true } : piece;
    }
    const rest = most > 1 ? this.#repeat(body, Math.max(0, least - 1), most - 1) : EMPTY;
    const whole = this.#joined(piece, rest);
    return whole && { ...whole, nullable: least === 0 };
  }

  #joined(a: Piece | undefined, b: Piece | undefined): Piece | undefined {
    if (!a || !b || !this.#link(a.last, b.first)) return undefined;
    return {
      nullable: a.nullable && b.nullable,
      first: a.nullable ? [...a.first, ...b.first] : a.first,
      last: b.nullable ? [...a.last, ...b.last] : b.last,
    };
  }

  /** False when one of them is linked already. */
  #link(from: readonly number[], to: readonly number[]): boolean {
    for (const one of from) {
      const followers = this.follow[one];
      for (const next of to) {
        if (followers?.includes(next)) return false;
        followers?.push(next);
      }
    }
    return true;
  }
}

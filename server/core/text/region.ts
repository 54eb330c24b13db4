import type { Piece } from './outline.js';
import type { PathStep } from './span.js';

/** Consecutive leaves that are whole entries of one container, and the text that takes their place. */
export interface Region {
  /** Index of the first leaf and the index behind the last. */
  readonly from: number;
  readonly to: number;
  /** Steps to the container. */
  readonly path: readonly PathStep[];
  readonly text: string;
}

/** What takes the place of the leaves of a region, up to before the leaf `to`. */
export interface Recut {
  readonly pieces: readonly Piece[];
  readonly text: string;
  readonly to: number;
}

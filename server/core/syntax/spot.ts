import type { Leaf } from '../text/leaf.js';

/** A stretch of text that a parser found: every `Node` and every `CodeNode` is one. */
export interface Spot {
  readonly leaf: Leaf;
  readonly start: number;
  readonly endLeaf: Leaf;
  readonly end: number;
}

import type { CodeNode } from '../../syntax/code.js';
import type { Leaf } from '../../text/leaf.js';

const roots = new WeakMap<Leaf, CodeNode>();

/** Keeps the tree of a leaf's text, by which anchors of code are found again. */
export function keepRoot(leaf: Leaf, root: CodeNode): void {
  roots.set(leaf, root);
}

/** The tree of the leaf's text, when it has been read. */
export function rootOf(leaf: Leaf): CodeNode | undefined {
  return roots.get(leaf);
}

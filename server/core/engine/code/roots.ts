import type { CodeRoot } from '../../syntax/code.js';
import type { Leaf } from '../../text/leaf.js';

const roots = new WeakMap<Leaf, CodeRoot>();

/** Keeps the tree of a leaf's text, by which anchors of code are found again. */
export function keepRoot(leaf: Leaf, root: CodeRoot): void {
  roots.set(leaf, root);
}

/** The tree of the leaf's text, when it has been read. */
export function rootOf(leaf: Leaf): CodeRoot | undefined {
  return roots.get(leaf);
}

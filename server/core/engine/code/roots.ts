import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import type { Leaf } from '../../text/leaf.js';

const roots = new WeakMap<Leaf, CodeRoot>();
const leaves = new WeakMap<CodeNode, Leaf>();

/** Keeps the tree of a leaf's text, by which anchors of code are found again. */
export function keepRoot(leaf: Leaf, root: CodeRoot): void {
  roots.set(leaf, root);
  leaves.set(root, leaf);
}

/** The tree of the leaf's text, when it has been read. */
export function rootOf(leaf: Leaf): CodeRoot | undefined {
  return roots.get(leaf);
}

/** The leaf in whose tree a node stands now. */
export function leafAround(node: CodeNode): Leaf | undefined {
  let root = node;
  while (root.parent !== undefined) root = root.parent;
  return leaves.get(root);
}

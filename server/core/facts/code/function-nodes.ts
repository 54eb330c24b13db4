import type { CodeNode, CodeRoot } from '../../syntax/code.js';

const indexes = new WeakMap<CodeNode, number>();
const nodes = new WeakMap<CodeRoot, Map<number, CodeNode>>();

/** Remembers which function of a tree the facts tell of under an index. */
export function keepFunction(root: CodeRoot, node: CodeNode, index: number): void {
  indexes.set(node, index);
  const known = nodes.get(root) ?? new Map<number, CodeNode>();
  nodes.set(root, known.set(index, node));
}

/** The index of a function's facts; undefined when the facts do not tell of it. */
export function functionIndex(node: CodeNode): number | undefined {
  return indexes.get(node);
}

/** The function of a tree that the facts tell of under the index. */
export function functionAt(root: CodeRoot, index: number): CodeNode | undefined {
  return nodes.get(root)?.get(index);
}

/** How a function is named across files: '<uri>#<index>'. */
export function functionKey(uri: string, index: number): string {
  return `${uri}#${index}`;
}

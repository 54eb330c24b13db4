import type { CodeNode, CodeRoot } from '../../syntax/code.js';

/** Functions of one tree and their indexes, both ways. */
interface Functions {
  readonly nodes: Map<number, CodeNode>;
  readonly indexes: Map<CodeNode, number>;
}

const functions = new WeakMap<CodeRoot, Functions>();
const NONE: ReadonlyMap<CodeNode, number> = new Map();

/** Remembers which function of a tree the facts tell of under an index. */
export function keepFunction(root: CodeRoot, node: CodeNode, index: number): void {
  const known = functions.get(root) ?? { nodes: new Map(), indexes: new Map() };
  functions.set(root, known);
  known.nodes.set(index, node);
  known.indexes.set(node, index);
}

/** The index of a function's facts; undefined when the facts do not tell of it. */
export function functionIndex(root: CodeRoot, node: CodeNode): number | undefined {
  return functions.get(root)?.indexes.get(node);
}

/** The function of a tree that the facts tell of under the index. */
export function functionAt(root: CodeRoot, index: number): CodeNode | undefined {
  return functions.get(root)?.nodes.get(index);
}

/** All functions that the facts tell of, with their indexes. */
export function functionsOf(root: CodeRoot): ReadonlyMap<CodeNode, number> {
  return functions.get(root)?.indexes ?? NONE;
}

/** How a function is named across files: '<uri>#<number>'. */
export function functionKey(uri: string, index: number): string {
  return `${uri}#${index}`;
}

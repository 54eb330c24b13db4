import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { isFunction } from '../../syntax/code-read.js';

/** Functions of one tree and their indexes, both ways. */
interface Functions {
  readonly nodes: ReadonlyMap<number, CodeNode>;
  readonly indexes: ReadonlyMap<CodeNode, number>;
}

const functions = new WeakMap<CodeRoot, Functions>();
const NONE: ReadonlyMap<CodeNode, number> = new Map();

/** Remembers which functions of a tree the facts tell of; `numbers` may hold those of other nodes as well. */
export function keepFunctions(root: CodeRoot, numbers: ReadonlyMap<CodeNode, number>): void {
  const nodes = new Map<number, CodeNode>();
  const indexes = new Map<CodeNode, number>();
  for (const [node, index] of numbers) {
    if (!isFunction(node)) continue;
    nodes.set(index, node);
    indexes.set(node, index);
  }
  functions.set(root, { nodes, indexes });
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

import type { CodeNode } from '../../syntax/code.js';
import { isFunction } from '../../syntax/code-read.js';

/** The function that holds a node. */
export function functionOf(node: CodeNode): CodeNode | undefined {
  let at = node.parent;
  while (at !== undefined && !isFunction(at)) at = at.parent;
  return at;
}

export function isInside(node: CodeNode, holder: CodeNode): boolean {
  return node.start >= holder.start && node.end <= holder.end;
}

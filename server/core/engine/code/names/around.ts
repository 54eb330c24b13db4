import type { CodeNode } from '../../../syntax/code.js';
import { isFunction } from '../../../syntax/code-read.js';

/** The function that holds a node. */
export function functionOf(node: CodeNode): CodeNode | undefined {
  let at = node.parent;
  while (at !== undefined && !isFunction(at)) at = at.parent;
  return at;
}

export function isInside(node: CodeNode, holder: CodeNode): boolean {
  return node.start >= holder.start && node.end <= holder.end;
}

/** Whether the assignment has run wherever the node is reached. */
export function isCertain(assignment: CodeNode, node: CodeNode): boolean {
  const statement = assignment.parent;
  const block = statement?.type === 'expression_statement' ? statement.parent : undefined;
  if (assignment.type !== 'assignment_expression' || block === undefined) return false;
  return /^(?:statement_block|program|switch_case)$/.test(block.type) && isInside(node, block);
}

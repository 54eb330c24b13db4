import type { CodeSpot } from '../../rule/views.js';
import type { CodeNode } from '../../syntax/code.js';
import { isFunction } from '../../syntax/code-read.js';
import type { Leaf } from '../../text/leaf.js';
import { spotOf } from './spots.js';

/**
 * The statement around a node that another can stand in front of: it opens a line of a block. Undefined in a function
 * whose body is an expression, and where two statements share a line.
 */
export function statementAround(node: CodeNode, leaf: Leaf): CodeSpot | undefined {
  for (let at = node; at.parent !== undefined; at = at.parent) {
    if (at.parent.type === 'statement_block')
      return opensLine(leaf.text, at.start) ? spotOf(at, leaf) : undefined;
    if (isFunction(at)) return undefined;
  }
  return undefined;
}

function opensLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset));
}

import type { CodeNode } from '../../syntax/code.js';
import { field, named, walk } from '../../syntax/code-read.js';
import { type Reading, textOf } from './expression.js';

/**
 * Whether a dependency of Python gives nobody where there is no caller, or a wrong token: it raises nothing, what checks the
 * token stands where faults are caught, and it may return None.
 */
export function givesNobody(body: CodeNode, reading: Reading, checks: (call: CodeNode) => boolean): boolean {
  if (reading.language !== 'python') return false;
  let nobody = false;
  for (const node of walk(body)) {
    if (node.type === 'throw_statement') return false;
    if (node.type === 'return_statement' && isNone(named(node)[0], reading)) nobody = true;
    if (node.type === 'call_expression' && checks(node) && !isCaught(node, body)) return false;
  }
  return nobody;
}

function isNone(value: CodeNode | undefined, reading: Reading): boolean {
  return value === undefined || textOf(value, reading) === 'None';
}

function isCaught(call: CodeNode, body: CodeNode): boolean {
  let inner = call;
  for (let at = call.parent; at !== undefined && inner !== body; inner = at, at = at.parent)
    if (at.type === 'try_statement' && inner === field(at, 'body') && at.children.some(isHandler))
      return true;
  return false;
}

function isHandler({ type }: CodeNode): boolean {
  return type === 'catch_clause';
}

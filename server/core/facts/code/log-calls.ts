import type { CodeNode } from '../../syntax/code.js';
import { field, unwrap } from '../../syntax/code-read.js';
import { type Reading, textOf } from './expression.js';

/** Calls that write to a log. */
const LOGS = /(?:^|[._])(?:console|log|logs|logger|logging)\.\w+$/i;

/** Whether a call writes to a log. */
export function isTold(node: CodeNode, reading: Reading): boolean {
  const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
  return callee !== undefined && LOGS.test(textOf(callee, reading));
}

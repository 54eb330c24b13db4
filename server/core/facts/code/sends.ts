import type { CodeNode } from '../../syntax/code.js';
import { walk } from '../../syntax/code-read.js';
import { expression, type Reading, textOf } from './expression.js';
import type { Flows } from './flows.js';
import type { Expr, Send } from './types.js';

const MAX_SENDS = 40;

const calls = new WeakMap<CodeNode, readonly CodeNode[]>();

/** Calls in a function that hand on what a caller sent, or what the function was handed itself. */
export function sendsOf(of: CodeNode, flows: Flows, reading: Reading): readonly Send[] {
  const sends: Send[] = [];
  const nodes: CodeNode[] = [];
  for (const node of walk(of)) {
    const call =
      node.type === 'call_expression' && sends.length < MAX_SENDS ? flows.sentBy(node, of) : undefined;
    if (call === undefined) continue;
    const root: Expr = call.typed
      ? { k: 'name', n: textOf(call.root, reading) }
      : expression(call.root, reading, 6);
    const f = call.names.reduce<Expr>((inner, n) => ({ k: 'get', of: inner, n }), root);
    sends.push({ f, ...(call.typed ? { typed: true } : {}), a: call.sent });
    nodes.push(node);
  }
  calls.set(of, nodes);
  return sends;
}

/** The call of a function that its facts list at this place. */
export function sendAt(of: CodeNode, index: number): CodeNode | undefined {
  return calls.get(of)?.[index];
}

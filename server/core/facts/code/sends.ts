import type { CodeNode } from '../../syntax/code.js';
import { decoratorsOf, isFunction, walk } from '../../syntax/code-read.js';
import { expression, type Reading, textOf } from './expression.js';
import type { Flows } from './flows.js';
import { rolesOf } from './handler-roles.js';
import type { Expr, Send, Sent } from './types.js';

const MAX_SENDS = 40;

const calls = new WeakMap<CodeNode, readonly CodeNode[]>();

/** Calls in a function that hand on what a caller sent, or what the function was handed itself. */
export function sendsOf(of: CodeNode, handler: boolean, flows: Flows, reading: Reading): readonly Send[] {
  const sends: Send[] = [];
  const nodes: CodeNode[] = [];
  for (const node of walk(of)) {
    const call =
      node.type === 'call_expression' && sends.length < MAX_SENDS ? flows.sentBy(node, of) : undefined;
    if (call === undefined) continue;
    const a = handler ? call.sent : call.sent.filter((one) => !isOfHandler(one, node, of, reading));
    if (a.length === 0) continue;
    const root: Expr = call.typed
      ? { k: 'name', n: textOf(call.root, reading) }
      : expression(call.root, reading, 6);
    const f = call.names.reduce<Expr>((inner, n) => ({ k: 'get', of: inner, n }), root);
    sends.push({ f, ...(call.typed ? { typed: true } : {}), a });
    nodes.push(node);
  }
  calls.set(of, nodes);
  return sends;
}

/** Whether a handler that is made in the function sends it: `() => { router.put('/me', (req, res) => save(req.body)); }`. */
function isOfHandler({ from }: Sent, call: CodeNode, of: CodeNode, reading: Reading): boolean {
  if (typeof from !== 'string') return false;
  for (let at = call.parent; at !== undefined && at !== of; at = at.parent)
    if (isFunction(at) && (rolesOf(at, reading) !== undefined || decoratorsOf(at).length > 0)) return true;
  return false;
}

/** At which place the facts of a function list a call; undefined where they do not. */
export function sendOf(of: CodeNode, call: CodeNode): number | undefined {
  const index = calls.get(of)?.indexOf(call) ?? -1;
  return index < 0 ? undefined : index;
}

/** The call of a function that its facts list at this place. */
export function sendAt(of: CodeNode, index: number): CodeNode | undefined {
  return calls.get(of)?.[index];
}

import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, isFunction, named, unwrap, walk } from '../../syntax/code-read.js';
import { type Reading, textOf } from './expression.js';
import type { Roles } from './passage.js';

/**
 * Whether a function that checks a token turns nobody away itself, however that ends: nothing that it raises leaves it, and
 * it hands every request on. `checks`: the calls that check one.
 */
export function isLenient(
  body: CodeNode,
  roles: Roles | undefined,
  reading: Reading,
  checks: readonly CodeNode[],
): boolean {
  const isSafe = (call: CodeNode) => isCaught(call, body) || isRescued(call, reading);
  if (checks.length === 0 || !checks.every(isSafe)) return false;
  if (reading.language === 'python') return givesNobody(body, reading);
  if (roles?.request === undefined || roles.next === undefined || roles.onError) return false;
  return passesAll(body, roles, roles.next, reading);
}

/** Of a dependency of Python: it raises nothing, and may return None. */
function givesNobody(body: CodeNode, reading: Reading): boolean {
  let nobody = false;
  for (const node of walk(body)) {
    if (node.type === 'throw_statement') return false;
    if (node.type === 'return_statement' && isNone(named(node)[0], reading)) nobody = true;
  }
  return nobody;
}

function isNone(value: CodeNode | undefined, reading: Reading): boolean {
  return value === undefined || textOf(value, reading) === 'None';
}

/** Of middleware of Express: it ends with `next()`, leaves only so, and has no other use for the answer. */
function passesAll(body: CodeNode, { response }: Roles, next: string, reading: Reading): boolean {
  const last = body.type === 'statement_block' ? named(body).at(-1) : undefined;
  if (last === undefined || !isPassing(named(last)[0], next, reading)) return false;
  for (const node of walk(body)) {
    if (node.type === 'throw_statement' && !isCaught(node, body)) return false;
    if (node.type === 'return_statement' && homeOf(node) === body.parent) {
      if (!isPassing(named(node)[0], next, reading)) return false;
    }
    if (node.type !== 'identifier') continue;
    const name = textOf(node, reading);
    if (name === next && !isPassing(node.parent, next, reading)) return false;
    if (name === response && !isKeeping(node.parent, reading)) return false;
  }
  return true;
}

function isPassing(node: CodeNode | undefined, next: string, reading: Reading): boolean {
  const callee = node?.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
  return (
    node !== undefined &&
    callee !== undefined &&
    textOf(callee, reading) === next &&
    argumentsOf(node).length === 0
  );
}

/** `res.locals`. */
function isKeeping(node: CodeNode | undefined, reading: Reading): boolean {
  const property = field(node, 'property');
  return property !== undefined && textOf(property, reading) === 'locals';
}

function homeOf(node: CodeNode): CodeNode | undefined {
  let at = node.parent;
  while (at !== undefined && !isFunction(at)) at = at.parent;
  return at;
}

/** Whether what goes wrong there is caught in the same function. */
function isCaught(node: CodeNode, body: CodeNode): boolean {
  let inner = node;
  for (let at = node.parent; at !== undefined && inner !== body; inner = at, at = at.parent) {
    if (isFunction(at)) return false;
    if (at.type === 'try_statement' && inner === field(at, 'body') && at.children.some(isHandler))
      return true;
  }
  return false;
}

/** `await jwtVerify(token, key).catch(() => null)`. */
function isRescued(call: CodeNode, reading: Reading): boolean {
  for (let at = call.parent; at?.type === 'member_expression'; at = at.parent?.parent) {
    const property = field(at, 'property');
    const [rescue] = at.parent === undefined ? [] : argumentsOf(at.parent);
    if (property === undefined || textOf(property, reading) !== 'catch') continue;
    if (rescue === undefined || !isFunction(rescue)) return false;
    return [...walk(rescue)].every(({ type }) => type !== 'throw_statement');
  }
  return false;
}

function isHandler({ type }: CodeNode): boolean {
  return type === 'catch_clause';
}

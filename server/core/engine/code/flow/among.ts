import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, unwrap } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';
import { inputOf } from './inputs.js';
import { itemsOf } from './requests.js';

/** Functions of JavaScript that list what an object holds, and methods of Python. */
const LISTS = /^Object\.(?:keys|entries)$/;
const LISTED = /\.(?:items|keys)$/;

/** The keys under which the caller sent what a name runs over: `for (const key in req.body)`, `req.body.items.map((one) => ...)`. */
export function amongInput(given: CodeNode, scopes: Scopes): readonly string[] | undefined {
  return inputOf(runOver(given, scopes), scopes);
}

/** The table or list that a name runs over: `changes` of `for key, value in changes.items()`. */
export function tableOver(given: CodeNode, scopes: Scopes): CodeNode | undefined {
  const node = unwrap(runOver(given, scopes));
  const callee = node?.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
  const isListed = scopes.language === 'python' && callee !== undefined && LISTED.test(scopes.textOf(callee));
  return isListed ? field(callee, 'object') : node;
}

function runOver(given: CodeNode, scopes: Scopes): CodeNode | undefined {
  const node = unwrap(given);
  const declared = node?.type === 'identifier' ? scopes.find(node) : undefined;
  if (declared?.kind === 'item') return listed(declared.value, scopes);
  if (declared?.kind !== 'parameter') return undefined;
  return listed(itemsOf(declared.of, declared.index, scopes), scopes);
}

function listed(given: CodeNode | undefined, scopes: Scopes): CodeNode | undefined {
  const node = unwrap(given);
  const callee = node?.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
  return node !== undefined && callee !== undefined && LISTS.test(scopes.textOf(callee))
    ? argumentsOf(node)[0]
    : node;
}

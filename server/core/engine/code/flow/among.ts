import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, unwrap } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';
import { inputOf } from './inputs.js';
import { itemsOf } from './requests.js';

/** Functions of JavaScript that list what an object holds. */
const LISTS = /^Object\.(?:keys|entries)$/;

/** The keys under which the caller sent what a name runs over: `for (const key in req.body)`, `req.body.items.map((one) => ...)`. */
export function amongInput(given: CodeNode, scopes: Scopes): readonly string[] | undefined {
  const node = unwrap(given);
  const declared = node?.type === 'identifier' ? scopes.find(node) : undefined;
  if (declared?.kind === 'item') return inputOf(listed(declared.value, scopes), scopes);
  if (declared?.kind !== 'parameter') return undefined;
  return inputOf(listed(itemsOf(declared.of, declared.index, scopes), scopes), scopes);
}

function listed(given: CodeNode | undefined, scopes: Scopes): CodeNode | undefined {
  const node = unwrap(given);
  const callee = node?.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
  return node !== undefined && callee !== undefined && LISTS.test(scopes.textOf(callee))
    ? argumentsOf(node)[0]
    : node;
}

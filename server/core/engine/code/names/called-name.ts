import type { CodeNode } from '../../../syntax/code.js';
import { field, unwrap } from '../../../syntax/code-read.js';
import type { Scopes } from './scopes.js';
import { lastName } from './values.js';

/** The last name of what is called or made: 'parse' of `schema.parse(x)`, 'Order' of `new shop.Order()`; else ''. */
export function calledName(call: CodeNode, scopes: Scopes): string {
  const callee = unwrap(field(call, 'function') ?? field(call, 'constructor'));
  return callee === undefined ? '' : lastName(scopes.textOf(callee));
}

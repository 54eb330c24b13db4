import type { CodeNode } from '../../syntax/code.js';
import { field, unwrap } from '../../syntax/code-read.js';
import { type Reading, textOf } from './expression.js';

/** The last name of what is called: 'find' of `users.find(id)`; '' where it has none. */
export function calleeName(call: CodeNode, reading: Reading): string {
  const callee = unwrap(field(call, 'function'));
  const name = callee?.type === 'member_expression' ? field(callee, 'property') : callee;
  return name?.type === 'identifier' || name?.type === 'property_identifier' ? textOf(name, reading) : '';
}

/** All of what is called, without spaces: 'users.find'. */
export function calleeText(call: CodeNode, reading: Reading): string {
  const callee = unwrap(field(call, 'function'));
  return callee === undefined ? '' : textOf(callee, reading).replace(/\s+/g, '').replaceAll('?.', '.');
}

import type { CodeNode } from '../../syntax/code.js';
import { field, named, walk } from '../../syntax/code-read.js';
import { functionOf, type Scopes } from './scopes.js';

const WRAPS = /^(?:parenthesized|await|non_null|as|satisfies)_expression$/;

/**
 * Names of the members that are read of what a call gives: ['payload'] of `decode(token).payload`, and of
 * `const { payload } = decode(token)`; through a name as far as the function around reaches.
 */
export function takenOf(call: CodeNode, scopes: Scopes): readonly string[] {
  let at = call;
  while (at.parent !== undefined && WRAPS.test(at.parent.type)) at = at.parent;
  const member = memberOf(at, scopes);
  if (member !== undefined) return [member];
  const held = at.parent?.type === 'variable_declarator' ? field(at.parent, 'name') : undefined;
  if (held?.type === 'object_pattern')
    return named(held).map((part) => scopes.textOf(field(part, 'key') ?? part));
  const home = functionOf(call);
  if (held?.type !== 'identifier' || home === undefined) return [];
  const name = scopes.textOf(held);
  return [...walk(home)].flatMap((node) => {
    const isName = node.type === 'identifier' && node !== held && scopes.textOf(node) === name;
    return (isName ? memberOf(node, scopes) : undefined) ?? [];
  });
}

function memberOf(object: CodeNode, scopes: Scopes): string | undefined {
  let at = object;
  while (at.parent !== undefined && WRAPS.test(at.parent.type)) at = at.parent;
  const { parent } = at;
  if (parent?.type !== 'member_expression' || field(parent, 'object') !== at) return undefined;
  const property = field(parent, 'property');
  return property && scopes.textOf(property);
}

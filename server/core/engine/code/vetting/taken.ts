import type { CodeNode } from '../../../syntax/code.js';
import { field, named, stringValue, walk } from '../../../syntax/code-read.js';
import { homeOf } from '../memory/openings.js';
import type { Scopes } from '../names/scopes.js';

const WRAPS = /^(?:parenthesized|await|non_null|as|satisfies)_expression$/;
/** Operators that only ask whether there is something. */
const ASKS = /^(?:[!=]==?|is|is not)$/;

/**
 * Names of the members that are read of what a call gives: ['payload'] of `decode(token).payload`, and of
 * `const { payload } = decode(token)`; through a name as far as the function around reaches, with '*' where the name is
 * read for another end than to ask whether it stands for something.
 */
export function takenOf(call: CodeNode, scopes: Scopes): readonly string[] {
  const at = wrapped(call);
  const member = memberOf(at, scopes);
  if (member !== undefined) return [member];
  const held = at.parent?.type === 'variable_declarator' ? field(at.parent, 'name') : undefined;
  if (held?.type === 'object_pattern')
    return named(held).map((part) =>
      part.type === 'rest_pattern' ? '*' : scopes.textOf(field(part, 'key') ?? field(part, 'left') ?? part),
    );
  const home = homeOf(call, scopes);
  if (held?.type !== 'identifier' || home === undefined) return [];
  const name = scopes.textOf(held);
  return [...walk(home)].flatMap((node) => {
    const isName = /identifier$/.test(node.type) && node !== held && scopes.textOf(node) === name;
    if (!isName || node.field === 'property' || node.field === 'key') return [];
    return memberOf(node, scopes) ?? (isOnlyAsked(wrapped(node)) ? [] : ['*']);
  });
}

function wrapped(node: CodeNode): CodeNode {
  let at = node;
  while (at.parent !== undefined && WRAPS.test(at.parent.type)) at = at.parent;
  return at;
}

/** `if (!claims)`, `claims && claims.exp`, `claims === null`. */
function isOnlyAsked(at: CodeNode): boolean {
  const { parent } = at;
  if (parent === undefined) return false;
  if (parent.type === 'unary_expression' || at.field === 'condition') return true;
  const operator = parent.type === 'binary_expression' ? (field(parent, 'operator')?.type ?? '') : '';
  return ASKS.test(operator) || (/^(?:&&|and)$/.test(operator) && at.field === 'left');
}

function memberOf(object: CodeNode, scopes: Scopes): string | undefined {
  const at = wrapped(object);
  const { parent } = at;
  if (parent === undefined || field(parent, 'object') !== at) return undefined;
  if (parent.type === 'subscript_expression') return stringValue(field(parent, 'index'), scopes.text);
  const property = parent.type === 'member_expression' ? field(parent, 'property') : undefined;
  return property && scopes.textOf(property);
}

import type { CodeNode } from '../../../syntax/code.js';
import { field, unwrap, walk } from '../../../syntax/code-read.js';
import type { Scopes } from './scopes.js';

/**
 * What the class gives to a member that is read of its instance: at `self` in `self.session.get(url)`, the value of the
 * field, or what a method assigns. Undefined in Java, where a field is a name, and when its class does not say.
 */
export function fieldOf(self: CodeNode, scopes: Scopes): CodeNode | undefined {
  const key = field(self.parent, 'property');
  const body = scopes.language === 'java' || key === undefined ? undefined : bodyAround(self);
  if (key === undefined || body === undefined) return undefined;
  const name = scopes.textOf(key);
  for (const node of walk(body)) {
    const target = node.type === 'assignment_expression' ? unwrap(field(node, 'left')) : undefined;
    const own = node.type === 'public_field_definition' ? field(node, 'name') : ofInstance(target);
    if (own !== undefined && scopes.textOf(own) === name) return field(node, 'value') ?? field(node, 'right');
  }
  return undefined;
}

function ofInstance(target: CodeNode | undefined): CodeNode | undefined {
  return target?.type === 'member_expression' && field(target, 'object')?.type === 'this'
    ? field(target, 'property')
    : undefined;
}

/** The body of the class that a node stands in. */
export function bodyAround(node: CodeNode): CodeNode | undefined {
  let at = node.parent;
  while (at !== undefined && at.type !== 'class_body') at = at.parent;
  return at;
}

import { withoutPackages } from '../../../facts/code/bare-names.js';
import { paramsOf } from '../../../facts/code/params.js';
import type { CodeNode } from '../../../syntax/code.js';
import { field, unwrap } from '../../../syntax/code-read.js';
import type { Declaration } from './scope-names.js';
import type { Scopes } from './scopes.js';

/** The type that a declaration states; that of a declared value is seen from the value. */
export function statedType(declared: Declaration | undefined): CodeNode | undefined {
  if (declared?.kind === 'typed') return declared.type;
  if (declared?.kind === 'value') return field(declared.value.parent, 'type');
  if (declared?.kind !== 'parameter' || declared.path.length > 0) return undefined;
  return field(paramsOf(declared.of)[declared.index], 'type');
}

/** What a type of Python is that this file gives a name: `OrderId = Annotated[int, Path(ge=1)]`. */
export function typeBehind(type: CodeNode | undefined, scopes: Scopes): CodeNode | undefined {
  const declared =
    scopes.language === 'python' && type?.type === 'identifier' ? scopes.find(type) : undefined;
  return declared?.kind === 'value' && declared.path.length === 0 ? declared.value : undefined;
}

/** The type of a name as its declaration writes it, without packages of Java, of a field too: 'OrderRepository' of `this.orders`. */
export function typeName(given: CodeNode | undefined, scopes: Scopes): string | undefined {
  const node = unwrap(given);
  const own = node?.type === 'member_expression' && field(node, 'object')?.type === 'this';
  const name = own ? field(node, 'property') : node;
  if (name === undefined || !/identifier$/.test(name.type)) return undefined;
  const type = statedType(scopes.find(name));
  const text = type && scopes.textOf(type);
  return text !== undefined && scopes.language === 'java' ? withoutPackages(text) : text;
}

/** The name of the class that a node stands in. */
export function classAround(node: CodeNode, scopes: Scopes): string | undefined {
  let at = node.parent;
  while (at !== undefined && at.type !== 'class_declaration') at = at.parent;
  const name = field(at, 'name');
  return name && scopes.textOf(name);
}

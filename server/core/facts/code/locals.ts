import type { CodeNode } from '../../syntax/code.js';
import { field, named, unwrap, walk } from '../../syntax/code-read.js';
import { append } from '../../text/multimap.js';
import { keyOf, type Reading, textOf } from './expression.js';
import { isHandler, nameOfParam } from './handler-roles.js';

/** What a name of a function is given: an expression, or what a pattern takes out of one under a key. */
export interface Given {
  readonly value: CodeNode;
  readonly key?: string;
}

/** Names that a parameter binds, and what stands in for one that is not given. */
export function paramIn(
  param: CodeNode,
  reading: Reading,
): readonly (readonly [name: string, otherwise: CodeNode | undefined])[] {
  const name = nameOfParam(param, reading.text);
  if (name !== undefined) return [[name, field(param, 'value') ?? field(param, 'right')]];
  const pattern = /^(?:required|optional)_parameter$/.test(param.type) ? field(param, 'pattern') : param;
  return takenIn(pattern, reading).map(([, own, otherwise]) => [own, otherwise] as const);
}

type Taken = readonly [key: string, name: string, otherwise: CodeNode | undefined];

/** What a pattern takes: key, name and what stands in. */
function takenIn(given: CodeNode | undefined, reading: Reading): readonly Taken[] {
  const pattern = given?.type === 'assignment_pattern' ? field(given, 'left') : given;
  if (pattern?.type === 'array_pattern')
    return named(pattern).flatMap((part, i) =>
      part.type === 'identifier' ? [[`${i}`, textOf(part, reading), undefined] as const] : [],
    );
  if (pattern?.type !== 'object_pattern') return [];
  return named(pattern).flatMap((part): readonly Taken[] => {
    const value = field(part, 'value');
    const inner = part.type === 'object_assignment_pattern' || value?.type === 'assignment_pattern';
    const holder = value?.type === 'assignment_pattern' ? value : part;
    const to = inner ? field(holder, 'left') : (value ?? part);
    const name = to === undefined ? '' : textOf(to, reading);
    const key = part.type === 'pair_pattern' ? keyOf(field(part, 'key'), reading) : name;
    return key === undefined || !/^\w+$/.test(name)
      ? []
      : [[key, name, inner ? field(holder, 'right') : undefined]];
  });
}

/** What the names of a body are given, without those of handlers inside it. */
export function localsOf(body: CodeNode, reading: Reading): ReadonlyMap<string, readonly Given[]> {
  const found = new Map<string, Given[]>();
  for (const node of walk(body, (inner) => isHandler(inner, reading))) {
    const name = node.type === 'function_declaration' ? field(node, 'name') : undefined;
    if (name !== undefined) append(found, textOf(name, reading), { value: node });
    const declares = node.type === 'variable_declarator';
    if (!declares && node.type !== 'assignment_expression') continue;
    const to = unwrap(field(node, declares ? 'name' : 'left'));
    const value = field(node, declares ? 'value' : 'right');
    if (to === undefined || value === undefined) continue;
    if (to.type === 'identifier') append(found, textOf(to, reading), { value });
    for (const [key, name, otherwise] of takenIn(to, reading)) {
      append(found, name, { value, key });
      if (otherwise !== undefined) append(found, name, { value: otherwise });
    }
  }
  return found;
}

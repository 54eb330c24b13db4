import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, unwrap, walk } from '../../syntax/code-read.js';
import { functionOf, type Scopes } from './scopes.js';

/** What is called, under the name by which rules look for it. */
export interface Called {
  readonly target: CodeNode;
  readonly name: string;
  readonly args: readonly CodeNode[];
}

/** A call, a `new`, an assignment to a member or a decorator that takes nothing; undefined for anything else. */
export function calledBy(node: CodeNode, scopes: Scopes): Called | undefined {
  switch (node.type) {
    case 'call_expression':
      return named(unwrap(field(node, 'function')), argumentsOf(node), (name) => name, scopes);
    case 'new_expression':
      return named(unwrap(field(node, 'constructor')), argumentsOf(node), (name) => `new ${name}`, scopes);
    case 'assignment_expression': {
      const target = unwrap(field(node, 'left'));
      const value = field(node, 'right');
      if (target?.type !== 'member_expression' || value === undefined) return undefined;
      return named(target, [value], (name) => `${name}=`, scopes);
    }
    case 'identifier':
      return node.parent?.type === 'decorator' ? named(node, [], (name) => name, scopes) : undefined;
    default:
      return undefined;
  }
}

function named(
  target: CodeNode | undefined,
  args: readonly CodeNode[],
  spell: (name: string) => string,
  scopes: Scopes,
): Called | undefined {
  const last = target?.type === 'member_expression' ? field(target, 'property') : target;
  if (target === undefined || last === undefined || !/identifier$/.test(last.type)) return undefined;
  return { target, name: spell(scopes.textOf(last)), args };
}

/** What a call unpacks into arguments with a name: `f(**table)`. */
export function unpackedBy(call: CodeNode): readonly CodeNode[] {
  const parts = field(call, 'arguments')?.children ?? [];
  return parts.flatMap((part) => (part.type === 'keyword_spread' ? part.children.slice(-1) : []));
}

/** Callees of the calls around a node, in its function or outside of all; 'cookie.secure=' for an assignment. */
export function neighborsOf(node: CodeNode, scopes: Scopes): readonly string[] {
  return around(node, scopes).map(
    ([one, { target }]) => scopes.textOf(target) + (one.type === 'assignment_expression' ? '=' : ''),
  );
}

/** The calls around a node that have the name. */
export function nearbyOf(node: CodeNode, name: string, scopes: Scopes): readonly CodeNode[] {
  return around(node, scopes).flatMap(([one, called]) => (called.name === name ? [one] : []));
}

function around(node: CodeNode, scopes: Scopes): readonly (readonly [CodeNode, Called])[] {
  const home = functionOf(node);
  let top = home ?? node;
  while (home === undefined && top.parent !== undefined) top = top.parent;
  return [...walk(top)].flatMap((one) => {
    const called = one === node ? undefined : calledBy(one, scopes);
    return called === undefined ? [] : [[one, called] as const];
  });
}

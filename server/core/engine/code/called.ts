import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, unwrap, walk } from '../../syntax/code-read.js';
import { statementsOf } from '../../syntax/code-statements.js';
import type { NameBook } from './inquiry.js';
import { functionOf, type Scopes } from './scopes.js';

/** What is called, under the name by which rules look for it. */
export interface Called {
  readonly target: CodeNode;
  readonly name: string;
  readonly args: readonly CodeNode[];
}

/** A call, a `new`, an assignment to a member or a decorator that takes nothing; undefined for anything else. */
export function calledBy(node: CodeNode, scopes: Pick<NameBook, 'textOf'>): Called | undefined {
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
  scopes: Pick<NameBook, 'textOf'>,
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
  const home = functionOf(node);
  const around = home === undefined ? everyCallee(scopes) : calleesIn(home, scopes);
  return around.flatMap((one) => (one.node === node ? [] : one.text));
}

interface Callee {
  readonly node: CodeNode;
  readonly text: string;
}

/** Those of the whole file. */
function everyCallee(scopes: Scopes): readonly Callee[] {
  const found = collected(scopes);
  scopes.inquiry?.plain(
    'callees',
    found.map(({ text }) => text),
    (world) => collected(world.names).map(({ text }) => text),
  );
  return found;
}

function collected(names: NameBook): readonly Callee[] {
  return statementsOf(names.root).flatMap(({ node }) => {
    const before = known.get(node) ?? calleesIn(node, names);
    known.set(node, before);
    return before;
  });
}

/** By the statement that holds them. */
const known = new WeakMap<CodeNode, readonly Callee[]>();

function calleesIn(top: CodeNode, names: NameBook): readonly Callee[] {
  return [...walk(top)].flatMap((node): readonly Callee[] => {
    const called = calledBy(node, names);
    if (called === undefined) return [];
    return [{ node, text: names.textOf(called.target) + (node.type === 'assignment_expression' ? '=' : '') }];
  });
}

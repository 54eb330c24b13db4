import { paramsOf } from '../../../facts/code/params.js';
import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, isFunction, named, unwrap, walk } from '../../../syntax/code-read.js';
import { functionOf } from '../names/around.js';
import { bodyAround } from '../names/members.js';
import type { Scopes } from '../names/scopes.js';
import { readsOf } from './reads.js';

/** Calls by which the function of this file that is called hands an argument on as it was given. */
export function handedOn(target: CodeNode, index: number, scopes: Scopes): readonly CodeNode[] {
  const of = functionNamed(target, scopes);
  const body = field(of, 'body');
  const params = of === undefined ? [] : paramsOf(of);
  const param =
    params[index] ?? params.findLast((one) => (field(one, 'pattern') ?? one).type === 'rest_pattern');
  if (body === undefined || param === undefined) return [];
  return [...walk(body)].filter(
    (one) =>
      one.type === 'call_expression' &&
      argumentsOf(one).some((argument) => readsOf(argument, scopes).some(({ node }) => isParameter(node))),
  );

  function isParameter(node: CodeNode): boolean {
    const declared = node.type === 'identifier' ? scopes.find(node) : undefined;
    return declared?.kind === 'parameter' && declared.of === of && params[declared.index] === param;
  }
}

/** Calls in the body of the function of this file, or of the same class, that is called; undefined for others. */
export function callsWithin(target: CodeNode, scopes: Scopes): readonly CodeNode[] | undefined {
  const body = field(functionNamed(target, scopes) ?? methodOf(target, scopes), 'body');
  return body && [body, ...walk(body)].filter(({ type }) => type === 'call_expression');
}

/** Calls in this file of the function around a node. */
export function callersAround(node: CodeNode, scopes: Scopes): readonly CodeNode[] {
  const home = functionOf(node);
  return home === undefined ? [] : scopes.callsTo(home);
}

/** `this.isInside(path)` and `self.is_inside(path)`: a method of the class that it stands in. */
function methodOf(target: CodeNode, scopes: Scopes): CodeNode | undefined {
  const self = target.type === 'member_expression' ? field(target, 'object') : undefined;
  const key = field(target, 'property');
  if (self?.type !== 'this' || key === undefined) return undefined;
  if (scopes.language === 'java') {
    const declared = scopes.find(key);
    return declared?.kind === 'function' ? declared.node : undefined;
  }
  const body = bodyAround(self);
  return named(body).find((member) => {
    const own = member.type === 'method_definition' ? field(member, 'name') : undefined;
    return own !== undefined && scopes.textOf(own) === scopes.textOf(key);
  });
}

/** The function of this file that a name stands for. */
export function functionNamed(target: CodeNode, scopes: Scopes): CodeNode | undefined {
  const declared = target.type === 'identifier' ? scopes.find(target) : undefined;
  if (declared?.kind === 'function') return declared.node;
  const value = declared?.kind === 'value' && declared.path.length === 0 ? unwrap(declared.value) : undefined;
  return value !== undefined && isFunction(value) ? value : undefined;
}

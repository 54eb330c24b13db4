import { paramsOf } from '../../facts/code/params.js';
import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, isFunction, unwrap, walk } from '../../syntax/code-read.js';
import { readsOf } from './reads.js';
import type { Scopes } from './scopes.js';

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

function functionNamed(target: CodeNode, scopes: Scopes): CodeNode | undefined {
  const declared = target.type === 'identifier' ? scopes.find(target) : undefined;
  if (declared?.kind === 'function') return declared.node;
  const value = declared?.kind === 'value' && declared.path.length === 0 ? unwrap(declared.value) : undefined;
  return value !== undefined && isFunction(value) ? value : undefined;
}

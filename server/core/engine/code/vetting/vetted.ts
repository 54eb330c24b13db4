import { isDeciding, mayLookInto } from '../../../facts/code/vetted.js';
import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, unwrap, walk } from '../../../syntax/code-read.js';
import { functionNamed } from '../flow/handed-on.js';
import { inputOf } from '../flow/inputs.js';
import { homeOf } from '../memory/openings.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';
import { letsThrough } from './schemas.js';

/**
 * Whether an object that the caller sent was handed whole to a call by which the function decides how it goes on, before
 * the node: `if (!isPost(req.body)) return`. A class of Java keeps its fields whatever is asked.
 */
export function isVetted(node: CodeNode, scopes: Scopes): boolean {
  const home = scopes.language === 'java' ? undefined : homeOf(node, scopes);
  if (home === undefined) return false;
  const textOf = (one: CodeNode) => scopes.textOf(one);
  const path = inputOf(node, scopes)?.join('.');
  const isSame = (one: CodeNode) =>
    scopes.textOf(one) === scopes.textOf(node) ||
    (path !== undefined && inputOf(one, scopes)?.join('.') === path);
  return [...walk(home)].some((call) => {
    if (call.type !== 'call_expression' || call.end > node.start) return false;
    const callee = unwrap(field(call, 'function'));
    if (callee === undefined || !argumentsOf(call).some(isSame) || letsThrough(call, scopes)) return false;
    return (
      isDeciding(call, lastName(scopes.textOf(callee)), textOf) &&
      mayLookInto(functionNamed(callee, scopes), textOf)
    );
  });
}

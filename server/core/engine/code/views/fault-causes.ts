import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, unwrap } from '../../../syntax/code-read.js';
import { keyOf } from '../flow/inputs.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';

/** What a fault came of, asked of itself. */
const OWN =
  /^(?:cause|original|parent|orig|__cause__|__context__|getCause|get(?:Root|MostSpecific)Cause|getTargetException|getUndeclaredThrowable)$/;
/** The same, asked of a library. */
const ASKED = /^(?:getRootCause|getMostSpecificCause|getCause)$/;

/** The fault that causes were asked of: `e` of `e.getCause()`, `err.cause` and `Throwables.getRootCause(e)`; any other value itself. */
export function behindCauses(given: CodeNode | undefined, scopes: Scopes): CodeNode | undefined {
  let at = unwrap(given);
  for (let next = at; next !== undefined; next = at && causedOf(at, scopes)) at = next;
  return at;
}

/** What this is the cause of, if it is one. */
function causedOf(node: CodeNode, scopes: Scopes): CodeNode | undefined {
  if (node.type === 'member_expression')
    return OWN.test(keyOf(node, scopes) ?? '') ? unwrap(field(node, 'object')) : undefined;
  if (node.type !== 'call_expression') return undefined;
  const callee = unwrap(field(node, 'function'));
  const [first, ...more] = argumentsOf(node);
  if (callee === undefined || more.length > 0) return undefined;
  if (first === undefined) return callee.type === 'member_expression' ? causedOf(callee, scopes) : undefined;
  return ASKED.test(lastName(scopes.textOf(callee))) ? unwrap(first) : undefined;
}

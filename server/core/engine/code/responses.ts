import { rolesOf } from '../../facts/code/handler-roles.js';
import type { CodeNode } from '../../syntax/code.js';
import { field, unwrap } from '../../syntax/code-read.js';
import type { Scopes } from './names/scopes.js';

/** `res.status(400).end()`: Express goes on with the function that says so. */
export function writesResponse(call: CodeNode, scopes: Scopes): boolean {
  let at: CodeNode | undefined = call;
  while (at !== undefined && /^(?:call|member)_expression$/.test(at.type))
    at = unwrap(field(at, 'object') ?? field(at, 'function'));
  if (at?.type !== 'identifier' || at === call) return false;
  const declared = scopes.find(at);
  if (declared?.kind !== 'parameter' || declared.path.length > 0) return false;
  return rolesOf(declared.of, scopes)?.response === scopes.textOf(at);
}

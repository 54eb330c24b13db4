import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, stringValue, unwrap } from '../../../syntax/code-read.js';
import { fieldOf } from './members.js';
import type { Scopes } from './scopes.js';
import { statedType } from './stated-types.js';

const MAX_LINKS = 6;

/** The module from which the root of a callee comes: `pool.query` of `const pool = new Pool()` is of 'pg'. */
export function moduleOf(callee: CodeNode, scopes: Scopes): string | undefined {
  let at: CodeNode | undefined = callee;
  for (let link = 0; link < MAX_LINKS; link += 1) {
    at = rootOf(at);
    if (at?.type === 'this') at = rootOf(fieldOf(at, scopes));
    const required = at?.type === 'call_expression' ? requiredBy(at, scopes) : undefined;
    if (required !== undefined) return required;
    if (at?.type !== 'identifier') return undefined;
    const declared = scopes.find(at);
    if (declared === undefined) return scopes.packageOf(scopes.textOf(at));
    if (declared.kind === 'import') return declared.module;
    const typed = statedType(declared);
    const module = typed === undefined ? undefined : scopes.moduleOfType(typed);
    if (module !== undefined || declared.kind !== 'value') return module;
    at = declared.value;
  }
  return undefined;
}

/** The leftmost name of a chain of members, calls and `new`; a call of `require` stays. */
function rootOf(given: CodeNode | undefined): CodeNode | undefined {
  let at = unwrap(given);
  while (at !== undefined) {
    const inner: CodeNode | undefined = unwrap(
      field(at, 'object') ??
        field(at, 'constructor') ??
        (at.type === 'call_expression' ? field(at, 'function') : undefined),
    );
    if (
      inner === undefined ||
      (at.type === 'call_expression' && inner.type === 'identifier' && isRequire(at))
    )
      return at;
    at = inner;
  }
  return undefined;
}

function isRequire(call: CodeNode): boolean {
  const [first] = argumentsOf(call);
  return first?.type === 'string' && argumentsOf(call).length === 1;
}

function requiredBy(call: CodeNode, scopes: Scopes): string | undefined {
  const callee = field(call, 'function');
  if (callee === undefined || scopes.textOf(callee) !== 'require') return undefined;
  return stringValue(argumentsOf(call)[0], scopes.text);
}

import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, isFunction, unwrap, walk } from '../../syntax/code-read.js';
import { calleeName } from './called-name.js';
import { type Reading, textOf } from './expression.js';
import type { Roles } from './passage.js';

/** Calls that say of an object only whether it is one, or that find, store or write it down. */
const SAYS_LITTLE =
  /^(?:is_?(?:Empty|Object|Array|PlainObject|ObjectLike|Nil|Undefined|Null|String|Dict|Instance)|keys|values|entries|stringify|Boolean|String|Number|len|type|exists\w*|find\w*|get\w*|count\w*|create\w*|insert\w*|update\w*|upsert|save\w*|add|push|send|json|query|execute|log|info|debug|warn|error|emit|publish|then|catch|has_?own\w*)$/i;
/** Methods by which schemas are asked. */
const VETS = /valid|schema|check|conform|^(?:is|ok|matches)[A-Z]/;
/** What runs over the fields of an object, or leaves that to a schema. */
const LOOKS_INTO = /\b(?:keys|entries|every|some|for|valid\w*|schema|\w*parse\w*|allowed|strict|compile)\b/i;
/** Calls that leave by themselves what is not in order. */
const LEAVES = /^(?:assert|check|ensure|require|must|enforce|verify)/i;

/** Whether a call that was handed an object decides by it how it goes on: `if (!isPost(req.body)) return`. */
export function isDeciding(call: CodeNode, name: string, textOf: (node: CodeNode) => string): boolean {
  if (SAYS_LITTLE.test(name)) return false;
  let inner = call;
  for (let at = call.parent; at !== undefined; inner = at, at = at.parent) {
    if (/^(?:await|parenthesized|unary|binary|member)_expression$/.test(at.type)) {
      if (inner.field === 'left' && /^(?:&&|\|\||and|or)$/.test(field(at, 'operator')?.type ?? ''))
        return true;
      continue;
    }
    if (at.type === 'expression_statement') return LEAVES.test(name);
    if (at.type === 'variable_declarator' || at.type === 'assignment_expression')
      return isAskedLater(field(at, 'name') ?? field(at, 'left'), textOf);
    return inner.field === 'condition';
  }
  return false;
}

/** Whether a condition of the function asks one of the names. */
function isAskedLater(names: CodeNode | undefined, textOf: (node: CodeNode) => string): boolean {
  let home = names;
  while (home !== undefined && !isFunction(home)) home = home.parent;
  if (names === undefined || home === undefined) return false;
  const given = new Set([...walk(names)].filter(isName).map(textOf));
  return [...walk(home)].some((one) => {
    const condition = one.start > names.end ? field(one, 'condition') : undefined;
    return (
      condition !== undefined && [...walk(condition)].some((part) => isName(part) && given.has(textOf(part)))
    );
  });
}

function isName({ type }: CodeNode): boolean {
  return type === 'identifier' || type === 'shorthand_property_identifier_pattern';
}

/** Whether a function of the file may look at all fields of what it is handed; one out of sight may. */
export function mayLookInto(fn: CodeNode | undefined, textOf: (node: CodeNode) => string): boolean {
  return fn === undefined || LOOKS_INTO.test(textOf(fn));
}

/** Whether a function in front of a handler has another decide by all of the body: `(v) => (req, res, next) => v(req.body) ? next() : ...`. */
export function vetsBody(call: CodeNode, roles: Roles | undefined, reading: Reading): boolean {
  if (roles?.request === undefined || roles.next === undefined) return false;
  if (!argumentsOf(call).some((one) => isBody(one, roles.request, reading))) return false;
  const callee = unwrap(field(call, 'function'));
  const name = calleeName(call, reading);
  if (callee === undefined || !isDeciding(call, name, (node) => textOf(node, reading))) return false;
  return callee.type === 'identifier' || VETS.test(name);
}

/** `req.body`, and `req[where]` of a part that is chosen elsewhere. */
function isBody(given: CodeNode, request: string | undefined, reading: Reading): boolean {
  const node = unwrap(given);
  const object = unwrap(field(node, 'object'));
  if (node === undefined || object === undefined || textOf(object, reading) !== request) return false;
  const key = field(node, 'property');
  return key === undefined ? field(node, 'index') !== undefined : textOf(key, reading) === 'body';
}

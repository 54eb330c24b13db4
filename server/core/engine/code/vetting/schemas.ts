import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, unwrap } from '../../../syntax/code-read.js';
import { moduleOf } from '../names/modules.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';

/**
 * What a schema does with fields that it does not name: 'any' where it names none and takes all, 'open' where it lets them
 * through, 'cut' where what it gives back lacks them and the object stays as it is.
 */
export type Openness = 'any' | 'open' | 'cut';

/** Calls that give back what they are given, once they have found it to be in order. */
export const PARSES =
  /^(?:parse|parseAsync|safeParse|safeParseAsync|validate|validateAsync|validateSync|cast|attempt)$/;
const LIBRARIES = /^(?:zod(?:\/.*)?|joi|@hapi\/joi|yup)$/;
const ROOTS = /^(?:z|zod|Joi|joi|yup|Yup)$/;
/** Of an object that is left as open as it was. */
const KEEPS =
  /^(?:extend|safeExtend|partial|deepPartial|required|omit|pick|optional|nullable|nullish|default|describe|catch|brand|readonly|keys|label|meta|setKey|shape|concat)$/;
const OPENS = /^(?:passthrough|loose|unknown|catchall)$/;
const MAX_LINKS = 8;

/** What the schema that a call hands an object to does with other fields; undefined where that cannot be told, or it refuses them. */
export function opennessOf(call: CodeNode, scopes: Scopes): Openness | undefined {
  const callee = unwrap(field(call, 'function'));
  const schema = field(callee, 'object');
  if (callee === undefined || schema === undefined || !PARSES.test(lastName(scopes.textOf(callee))))
    return undefined;
  const [, options] = argumentsOf(call);
  const openness = ofSchema(schema, scopes, 0);
  return options === undefined || !/strip|strict|unknown/i.test(scopes.textOf(options))
    ? openness
    : undefined;
}

function ofSchema(given: CodeNode, scopes: Scopes, links: number): Openness | undefined {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return undefined;
  if (node.type === 'identifier') {
    const declared = scopes.find(node);
    const isWhole = declared?.kind === 'value' && declared.path.length === 0;
    return isWhole ? ofSchema(declared.value, scopes, links + 1) : undefined;
  }
  const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
  const before = unwrap(field(callee, 'object'));
  if (callee === undefined || before === undefined) return undefined;
  const name = lastName(scopes.textOf(callee));
  const [first] = argumentsOf(node);
  if (before.type === 'identifier' && ROOTS.test(scopes.textOf(before))) {
    const module = moduleOf(before, scopes);
    return module !== undefined && LIBRARIES.test(module)
      ? ofRoot(name, argumentsOf(node), module, scopes)
      : undefined;
  }
  if (KEEPS.test(name)) return ofSchema(before, scopes, links + 1);
  if (!OPENS.test(name) || (first !== undefined && /never|false/.test(scopes.textOf(first)))) {
    return undefined;
  }
  return LIBRARIES.test(moduleOf(before, scopes) ?? '') ? 'open' : undefined;
}

/** Of a schema that is made by the library itself, with what it is given. */
function ofRoot(
  name: string,
  given: readonly CodeNode[],
  module: string,
  scopes: Scopes,
): Openness | undefined {
  switch (name) {
    case 'any':
    case 'unknown':
      return 'any';
    case 'looseObject':
      return 'open';
    case 'object':
      // Joi refuses what it does not know, and yup gives it back.
      return /joi/.test(module) ? undefined : module === 'yup' ? 'open' : 'cut';
    case 'record':
      return ofRecord(given, scopes);
    default:
      return undefined;
  }
}

/** Of keys and values, or of values alone; keys of an enumeration are named. */
function ofRecord(given: readonly CodeNode[], scopes: Scopes): Openness | undefined {
  const [keys, values] = given.length > 1 ? given : [undefined, given[0]];
  if (keys !== undefined && !/^\w+\.(?:string|any|unknown)\b/.test(scopes.textOf(keys))) return undefined;
  return values !== undefined && /^\w+\.(?:any|unknown)\(\)$/.test(scopes.textOf(values)) ? 'any' : 'open';
}

/**
 * Whether a call takes no field away: it only builds a schema, or it finds an object to be in order and leaves fields in it
 * that the schema does not name. What it gives back then has them as well, or is not what is put in the object's place.
 */
export function letsThrough(call: CodeNode, scopes: Scopes): boolean {
  const callee = unwrap(field(call, 'function'));
  if (callee === undefined) return false;
  if (!PARSES.test(lastName(scopes.textOf(callee)))) return LIBRARIES.test(moduleOf(callee, scopes) ?? '');
  const openness = opennessOf(call, scopes);
  return openness === 'cut' ? !isAssigned(call) : openness !== undefined;
}

function isAssigned(call: CodeNode): boolean {
  let at = call;
  while (at.parent !== undefined && /^(?:await|parenthesized|as|member)_expression$/.test(at.parent.type))
    at = at.parent;
  return (
    at.parent?.type !== 'expression_statement' &&
    at.parent?.type !== 'variable_declarator' &&
    !isCondition(at)
  );
}

/** `if (!Schema.safeParse(req.body).success)`. */
function isCondition(node: CodeNode): boolean {
  let at = node;
  while (at.parent !== undefined && /^(?:unary|parenthesized|binary)_expression$/.test(at.parent.type))
    at = at.parent;
  return at.field === 'condition';
}

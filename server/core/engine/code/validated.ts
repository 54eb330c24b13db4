import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, unwrap } from '../../syntax/code-read.js';
import { inputOf, keyOf } from './inputs.js';
import { propertyNode } from './objects.js';
import type { Scopes } from './scopes.js';
import { lastName } from './values.js';

/** Calls that give back what they are given, once they have found it to be in order. */
const PARSES =
  /^(?:parse|parseAsync|safeParse|safeParseAsync|validate|validateAsync|validateSync|cast|attempt)$/;
const CONVERTS = /^(?:Number|parseInt|String|BigInt|ObjectId)$/;
/** Under these some of them keep it beside the faults that they have found. */
const KEPT = /^(?:data|value|output)$/;

const MAX_LINKS = 6;

/**
 * The keys under which the caller sent a value, checked by a schema or not: ['params', 'id'] of `Id.parse(req.params.id)`,
 * and of `value.id` behind `const { value } = schema.validate(req.params)`. Undefined when it is no part of what was sent.
 */
export function chosenOf(
  given: CodeNode | undefined,
  scopes: Scopes,
  links = 0,
): readonly string[] | undefined {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return undefined;
  const sent = inputOf(node, scopes);
  if (sent !== undefined) return sent;
  if (node.type === 'call_expression') {
    const callee = field(node, 'function');
    const name = callee === undefined ? '' : lastName(scopes.textOf(callee));
    const [first] = argumentsOf(node);
    const through = CONVERTS.test(name) || (PARSES.test(name) && !isPlain(callee, scopes));
    return through ? chosenOf(first, scopes, links + 1) : undefined;
  }
  const [root, keys] = chainOf(node, scopes);
  const declared = root && /identifier$/.test(root.type) ? scopes.find(root) : undefined;
  if (declared?.kind !== 'value') return undefined;
  return memberOf(declared.value, [...declared.path, ...keys], scopes, links + 1);
}

/** `JSON.parse` checks nothing. */
function isPlain(callee: CodeNode | undefined, scopes: Scopes): boolean {
  return callee !== undefined && /^(?:JSON|Date|qs|url|path|yaml)\./i.test(scopes.textOf(callee));
}

/** The root of a chain of members, and the names that follow. */
function chainOf(node: CodeNode, scopes: Scopes): readonly [CodeNode | undefined, readonly string[]] {
  const keys: string[] = [];
  let at: CodeNode | undefined = node;
  while (at !== undefined && /^(?:member|subscript)_expression$/.test(at.type)) {
    keys.unshift(keyOf(at, scopes) ?? '*');
    at = unwrap(field(at, 'object'));
  }
  return [at, keys];
}

/** A member of what a schema gives back. */
function memberOf(
  given: CodeNode,
  keys: readonly string[],
  scopes: Scopes,
  links: number,
): readonly string[] | undefined {
  const node = unwrap(given);
  if (keys.length === 0) return chosenOf(node, scopes, links);
  const callee = node?.type === 'call_expression' ? field(node, 'function') : undefined;
  if (node === undefined || callee === undefined || !PARSES.test(lastName(scopes.textOf(callee))))
    return undefined;
  const [first = '', ...rest] = keys;
  const path = KEPT.test(first) ? rest : keys;
  const [source] = argumentsOf(node);
  const [key, ...more] = path;
  const own = key === undefined ? undefined : propertyNode(source, key, scopes);
  if (own !== undefined && more.length === 0) return chosenOf(own, scopes, links + 1);
  const sent = source && inputOf(source, scopes);
  return sent && [...sent, ...path];
}

import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, unwrap } from '../../../syntax/code-read.js';
import { isScript } from '../../../text/leaf.js';
import { inputOf, keyOf } from '../flow/inputs.js';
import { type Flow, one } from '../flow/pieces.js';
import { calledName } from '../names/called-name.js';
import { propertyNode } from '../names/objects.js';
import type { Scopes } from '../names/scopes.js';
import { opennessOf, PARSES } from './schemas.js';

/** A value behind a schema. */
interface Parsed {
  readonly call: CodeNode;
  /** What the schema is written as: `z.object({ ... })`. */
  readonly schema: CodeNode | undefined;
  /** The member of what the schema gives back that the value is. */
  readonly keys: readonly string[];
  /** The value as it was before. */
  readonly before: readonly string[];
}

const CONVERTS = /^(?:Number|parseInt|String|BigInt|ObjectId)$/;
/** Under these some of them keep it beside the faults that they have found. */
const KEPT = /^(?:data|value|output)$/;
/** Schemas of zod and Joi that take any text, or any address. */
const ANY_TEXT =
  /^(?:z|Joi|joi|yup)\.string\(\)(?:\.(?:min|max|length|nonempty|trim|toLowerCase|toUpperCase|lowercase|uppercase|url|uri|optional|nullable|nullish|required|default|catch|allow|empty|describe)\([^()]*\))*$/;

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
  const name = node.type === 'call_expression' ? calledName(node, scopes) : '';
  if (CONVERTS.test(name)) return chosenOf(argumentsOf(node)[0], scopes, links + 1);
  return parsedOf(node, scopes)?.before;
}

/** The keys under which the caller sent all of what a schema gives back that lets through whatever it does not name. */
export function letThrough(given: CodeNode, scopes: Scopes): readonly string[] | undefined {
  const node = unwrap(given);
  const parsed = node === undefined || !isScript(scopes.language) ? undefined : parsedOf(node, scopes);
  if (parsed === undefined || parsed.keys.length > 0) return undefined;
  const openness = opennessOf(parsed.call, scopes);
  return openness === 'any' || openness === 'open' ? parsed.before : undefined;
}

/** The same value where its schema takes any text: what the caller sent is still whatever they like. */
export function unlessNarrowed(flow: Flow, node: CodeNode, scopes: Scopes): Flow {
  if (flow.origin !== 'unknown' || flow.parts.length > 0 || !isScript(scopes.language)) return flow;
  const parsed = parsedOf(node, scopes);
  return parsed !== undefined && takesAnyText(parsed, scopes) ? one(node, 'request', flow.form) : flow;
}

/** What a value is behind a schema; undefined for others. */
function parsedOf(node: CodeNode, scopes: Scopes): Parsed | undefined {
  if (node.type === 'call_expression') return behind(node, [], scopes);
  const [root, keys] = chainOf(node, scopes);
  const declared = root && /identifier$/.test(root.type) ? scopes.find(root) : undefined;
  return declared?.kind === 'value' ? behind(declared.value, [...declared.path, ...keys], scopes) : undefined;
}

/** A member of what a call gives back. */
function behind(given: CodeNode, keys: readonly string[], scopes: Scopes): Parsed | undefined {
  const call = unwrap(given);
  if (call?.type !== 'call_expression' || !PARSES.test(calledName(call, scopes))) return undefined;
  const schema = field(unwrap(field(call, 'function')), 'object');
  // `JSON.parse` checks nothing.
  if (schema !== undefined && /^(?:JSON|Date|qs|url|path|yaml)$/i.test(scopes.textOf(schema)))
    return undefined;
  const path = KEPT.test(keys[0] ?? '') ? keys.slice(1) : keys;
  const [source] = argumentsOf(call);
  const [key, ...more] = path;
  const own = key === undefined ? undefined : propertyNode(source, key, scopes);
  const sent = own === undefined ? inputOf(source, scopes) : more.length === 0 && inputOf(own, scopes);
  if (!sent) return undefined;
  return { call, schema, keys: path, before: own === undefined ? [...sent, ...path] : sent };
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

function takesAnyText({ schema, keys }: Parsed, scopes: Scopes): boolean {
  const [key, ...more] = keys;
  if (more.length > 0) return false;
  const part = key === undefined ? writtenOut(schema, scopes) : memberOf(schema, key, scopes);
  return part !== undefined && ANY_TEXT.test(scopes.textOf(part).replace(/\s+/g, ''));
}

/** The schema itself, where a name stands for it. */
function writtenOut(given: CodeNode | undefined, scopes: Scopes): CodeNode | undefined {
  const node = unwrap(given);
  const declared = node?.type === 'identifier' ? scopes.find(node) : undefined;
  if (declared === undefined) return node;
  return declared.kind === 'value' && declared.path.length === 0 ? unwrap(declared.value) : undefined;
}

/** What the object at the root of a schema says of a member: `z.object({ key: ... }).strict()`. */
function memberOf(schema: CodeNode | undefined, key: string, scopes: Scopes): CodeNode | undefined {
  let at = writtenOut(schema, scopes);
  while (at?.type === 'call_expression') {
    const callee = unwrap(field(at, 'function'));
    if (callee !== undefined && /^\w+\.(?:object|strictObject|looseObject)$/.test(scopes.textOf(callee)))
      return writtenOut(propertyNode(argumentsOf(at)[0], key, scopes), scopes);
    at = writtenOut(field(callee, 'object'), scopes);
  }
  return undefined;
}

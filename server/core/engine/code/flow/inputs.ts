import { paramsOf } from '../../../facts/code/params.js';
import { FRAMEWORKS } from '../../../facts/frameworks/index.js';
import type { CodeNode } from '../../../syntax/code.js';
import {
  argumentsOf,
  decoratorsOf,
  field,
  keywordsOf,
  named,
  stringValue,
  unwrap,
} from '../../../syntax/code-read.js';
import { isScript } from '../../../text/leaf.js';
import type { Declaration } from '../names/scope-names.js';
import type { Scopes } from '../names/scopes.js';
import { typeBehind } from '../names/stated-types.js';
import { lastName } from '../names/values.js';
import { heldBy, heldParameter, recordKey } from './requests.js';

const INPUTS: ReadonlySet<string> = new Set(FRAMEWORKS.flatMap((framework) => framework.inputs));

/** Conversions after which a value still is what the caller chose. */
const CONVERTS =
  /^(?:convertValue|Number|parseInt|parseFloat|Number\.parseInt|String|BigInt|int|str|float|UUID|ObjectId|PydanticObjectId|ObjectID|toObjectId|valueOf|parseLong|fromString|decodeURIComponent|Integer|Long)$/;
const CHAINED =
  /^(?:toString|trim|toLowerCase|toUpperCase|strip|lower|upper|valueOf|longValue|get|getId|items|entries|entrySet|keySet|getKey|getValue)$/;
const READS = /^(?:get|param|query|getParameter|getHeader|header|json|form|body)$/;

const MAX_LINKS = 8;

/**
 * The keys under which the caller sent a value, however it was converted since: ['params', 'id'] of `Number(req.params.id)`.
 * Undefined when it did not come from the caller as it is.
 */
export function inputOf(
  given: CodeNode | undefined,
  scopes: Scopes,
  links = 0,
): readonly string[] | undefined {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return undefined;
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
      return ofName(scopes.find(node), node, scopes, links);
    case 'member_expression':
    case 'subscript_expression':
      return ofMember(node, scopes, links);
    case 'call_expression':
    case 'new_expression':
      return ofCall(node, scopes, links);
    case 'unary_expression':
      return inputOf(field(node, 'argument'), scopes, links + 1);
    case 'binary_expression':
      return /^(?:\|\||\?\?|or)$/.test(field(node, 'operator')?.type ?? '')
        ? inputOf(field(node, 'left'), scopes, links + 1)
        : undefined;
    case 'template_string': {
      const [only, ...more] = named(node);
      return only?.type === 'template_substitution' && more.length === 0
        ? inputOf(named(only)[0], scopes, links + 1)
        : undefined;
    }
    default:
      return undefined;
  }
}

function ofName(
  declared: Declaration | undefined,
  node: CodeNode,
  scopes: Scopes,
  links: number,
): readonly string[] | undefined {
  if (declared?.kind === 'value') {
    const held = declared.path.length > 0 ? heldBy(declared.value, scopes) : undefined;
    if (held !== undefined) return under(held, declared.path, scopes);
    const inner = inputOf(declared.value, scopes, links + 1);
    return inner && [...inner, ...declared.path];
  }
  if (declared?.kind === 'item') {
    const items = inputOf(declared.value, scopes, links + 1);
    return items && [...items, '*'];
  }
  if (declared?.kind !== 'parameter') return undefined;
  const { of, index } = declared;
  const { source, path } = heldParameter(declared, scopes);
  switch (source) {
    case 'request':
      return under('request', path, scopes);
    case 'record':
      return under('record', path, scopes);
    case 'input':
      if (isBodyTable(of, index, scopes)) return ['body', ...path];
      return isTable(of, index, scopes) ? ['json', '*', ...path] : ['params', scopes.textOf(node), ...path];
    case 'computed':
      return ['params', scopes.textOf(node), ...path];
    default: {
      const table = tableOf(of, scopes);
      const inner = table && inputOf(table, scopes, links + 1);
      return inner && [...inner, '*'];
    }
  }
}

/** What `changes.forEach((key, value) -> ...)` of Java runs over. */
function tableOf(callback: CodeNode, scopes: Scopes): CodeNode | undefined {
  const call = callback.parent?.type === 'arguments' ? callback.parent.parent : undefined;
  const callee = scopes.language === 'java' ? unwrap(field(call, 'function')) : undefined;
  const method = field(callee, 'property');
  const runs = method !== undefined && scopes.textOf(method) === 'forEach' && paramsOf(callback).length === 2;
  return runs ? field(callee, 'object') : undefined;
}

/** Types of Java of a body with any keys, and of one that is a list of objects. */
const TABLES = /^(?:\w*Map\b|ObjectNode$|JsonNode$)/;
const LISTS =
  /^(?:List|Set|Collection|Iterable)<(?:@\w+ )*(?!(?:String|Long|Integer|Short|Double|Float|Boolean|Object|UUID|Big\w+|Local\w+|Map)\b)[A-Z]\w*>$/;

/** Whether a parameter of Java takes a body with any keys, or a list of objects. */
function isBodyTable(of: CodeNode, index: number, scopes: Scopes): boolean {
  const param = scopes.language === 'java' ? paramsOf(of)[index] : undefined;
  const type = field(param, 'type');
  return (
    param !== undefined &&
    type !== undefined &&
    (TABLES.test(scopes.textOf(type)) || LISTS.test(scopes.textOf(type))) &&
    decoratorsOf(param).some((one) => /^RequestBody\b/.test(scopes.textOf(one)))
  );
}

/** Types of Python of a body with any keys, and of one that is a list of those. */
const OPEN_TYPES =
  /^(?:(?:typing\.)?Annotated\[\s*)?(?:(?:typing\.)?(?:[lL]ist|Sequence|Iterable)\[\s*)?(?:dict|Dict|Any|Mapping|typing\.)/;

/** Whether a parameter of Python takes any keys. */
function isTable(of: CodeNode, index: number, scopes: Scopes): boolean {
  const stated = field(paramsOf(of)[index], 'type');
  const type = typeBehind(stated, scopes) ?? stated;
  return type !== undefined && OPEN_TYPES.test(scopes.textOf(type));
}

function ofMember(node: CodeNode, scopes: Scopes, links: number): readonly string[] | undefined {
  const object = field(node, 'object');
  const key = keyOf(node, scopes);
  const held = heldBy(object, scopes);
  if (held !== undefined) return under(held, [key ?? '*'], scopes);
  const inner = inputOf(object, scopes, links + 1);
  // What was taken out of an object with others is one of its members all the same.
  return inner && [...(inner.at(-1) === '...' ? inner.slice(0, -1) : inner), key ?? '*'];
}

/** The name of a member; undefined when it is computed. */
export function keyOf(node: CodeNode, scopes: Scopes): string | undefined {
  const property = field(node, 'property');
  return property === undefined ? stringValue(field(node, 'index'), scopes.text) : scopes.textOf(property);
}

function ofCall(node: CodeNode, scopes: Scopes, links: number): readonly string[] | undefined {
  const callee = unwrap(field(node, 'function') ?? field(node, 'constructor'));
  if (callee === undefined) return undefined;
  const name = lastName(scopes.textOf(callee));
  const args = argumentsOf(node);
  const receiver = field(callee, 'object');
  const key = stringValue(args[0], scopes.text);
  if (heldBy(receiver, scopes) === 'request') return READS.test(name) ? [name, key ?? '*'] : undefined;
  if (heldBy(receiver, scopes) === 'record' && args.length === 0)
    return isDumped(node, receiver, name, scopes) ? ['json'] : ['body', recordKey(name)];
  // What is left is all that was not named, as of `{ id, ...rest }`.
  const rest = name === 'omit' ? inputOf(args[0], scopes, links + 1) : undefined;
  if (rest !== undefined) return [...rest, '...'];
  if (CONVERTS.test(name) && args.length > 0) return inputOf(args[0], scopes, links + 1);
  if (receiver === undefined || !CHAINED.test(name)) return undefined;
  const inner = inputOf(receiver, scopes, links + 1);
  return inner && (key === undefined ? inner : [...inner, key]);
}

/** Whether a record of Python that keeps whatever it is sent, or is a row of a table, becomes a table of all that: `item.model_dump()`. */
function isDumped(call: CodeNode, receiver: CodeNode | undefined, name: string, scopes: Scopes): boolean {
  const record = unwrap(receiver);
  const declared = record?.type === 'identifier' ? scopes.find(record) : undefined;
  if (!/^(?:model_dump|dict)$/.test(name) || declared?.kind !== 'parameter') return false;
  if (keywordsOf(call, scopes.text).some(([key]) => key === 'include')) return false;
  const { open, stored = [] } = scopes.recordIn(declared.of, declared.index) ?? {};
  return open === true || stored.length > 0;
}

/** Of scripts, what a wrapper made of the body before: it may have taken fields away, and seen to their types. */
function under(
  held: 'request' | 'record',
  path: readonly string[],
  scopes: Scopes,
): readonly string[] | undefined {
  if (held === 'record') return [isScript(scopes.language) ? 'input' : 'body', ...path];
  const [first] = path;
  return first !== undefined && INPUTS.has(first) ? path : undefined;
}

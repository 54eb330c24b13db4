import { paramsOf } from '../../facts/code/params.js';
import { FRAMEWORKS } from '../../facts/frameworks/index.js';
import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, named, stringValue, unwrap } from '../../syntax/code-read.js';
import { heldBy, parameterSource, recordKey } from './requests.js';
import type { Declaration } from './scope-names.js';
import type { Scopes } from './scopes.js';
import { lastName } from './values.js';

const INPUTS: ReadonlySet<string> = new Set(FRAMEWORKS.flatMap((framework) => framework.inputs));

/** Conversions after which a value still is what the caller chose. */
const CONVERTS =
  /^(?:Number|parseInt|parseFloat|Number\.parseInt|String|BigInt|int|str|float|UUID|ObjectId|PydanticObjectId|ObjectID|toObjectId|valueOf|parseLong|fromString|decodeURIComponent|Integer|Long)$/;
const CHAINED =
  /^(?:toString|trim|toLowerCase|toUpperCase|strip|lower|upper|valueOf|longValue|get|getId|items|entries)$/;
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
    if (held !== undefined) return under(held, declared.path);
    const inner = inputOf(declared.value, scopes, links + 1);
    return inner && [...inner, ...declared.path];
  }
  if (declared?.kind === 'item') {
    const items = inputOf(declared.value, scopes, links + 1);
    return items && [...items, '*'];
  }
  if (declared?.kind !== 'parameter') return undefined;
  const { of, index, path } = declared;
  switch (parameterSource(of, index, scopes)) {
    case 'request':
      return under('request', path);
    case 'record':
      return ['body', ...path];
    case 'input':
      return isTable(of, index, scopes) ? ['json', '*', ...path] : ['params', scopes.textOf(node), ...path];
    case 'computed':
      return ['params', scopes.textOf(node), ...path];
    default:
      return undefined;
  }
}

/** Whether a parameter of Python takes any keys. */
function isTable(of: CodeNode, index: number, scopes: Scopes): boolean {
  const type = field(paramsOf(of)[index], 'type');
  return (
    type !== undefined &&
    /^(?:(?:typing\.)?Annotated\[\s*)?(?:dict|Dict|Any|Mapping|typing\.)/.test(scopes.textOf(type))
  );
}

function ofMember(node: CodeNode, scopes: Scopes, links: number): readonly string[] | undefined {
  const object = field(node, 'object');
  const key = keyOf(node, scopes);
  const held = heldBy(object, scopes);
  if (held !== undefined) return under(held, [key ?? '*']);
  const inner = inputOf(object, scopes, links + 1);
  return inner && [...inner, key ?? '*'];
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
  if (heldBy(receiver, scopes) === 'record' && args.length === 0) return ['body', recordKey(name)];
  if (CONVERTS.test(name) && args.length > 0) return inputOf(args[0], scopes, links + 1);
  if (receiver === undefined || !CHAINED.test(name)) return undefined;
  const inner = inputOf(receiver, scopes, links + 1);
  return inner && (key === undefined ? inner : [...inner, key]);
}

function under(held: 'request' | 'record', path: readonly string[]): readonly string[] | undefined {
  if (held === 'record') return ['body', ...path];
  const [first] = path;
  return first !== undefined && INPUTS.has(first) ? path : undefined;
}

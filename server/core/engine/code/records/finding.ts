import { paramsOf } from '../../../facts/code/params.js';
import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, unwrap, walk } from '../../../syntax/code-read.js';
import { isScript } from '../../../text/leaf.js';
import { holdsCaller } from '../callers/callers.js';
import { functionOf } from '../names/around.js';
import type { Scopes } from '../names/scopes.js';
import { conditionsOf } from './conditions.js';
import { BY_CONDITION, resourceOf } from './lookup-names.js';
import { byStatement } from './statement-lookups.js';

/** What a function does that is handed an identifier first, and nothing that says who is calling. */
export interface Finding {
  /** What it finds a stored record of by that, whoever is calling; '' where it looks nothing up. */
  readonly finds?: string;
  /** It leaves that to another function. */
  readonly leaves?: true;
}

const BY_ID = /^find(?:One)?By(?:Id|Pk|PrimaryKey)\w*$|^(?:get|load|fetch)ById$/;
/** Names that say that something is looked up. */
const LOOKS_UP = /^(?:find|get|load|fetch|retrieve|read|show|by_?id|look_?up)/i;
/** Another form of an identifier. */
const CONVERTS = /^(?:String|Number|parseInt|BigInt|(?:\w+\.)*ObjectId)$/;
/** Calls that make something of a record, change it or tell of it, and ask nobody. */
const PLAIN =
  /^(?:save|update|destroy|remove|delete\w*|lean|exec|populate|select|sort|orFail|toJSON|toObject|set|get|map|push|add|increment|decrement|reload|info|log|debug|warn|error|emit|publish|send\w*|notify\w*|now|toISOString|json|parse|stringify|where|first|from|returning|limit|collection|getRepository|model|table)$/;
/** What may know who is calling. */
const CALLER =
  /\bthis\.\w*(?:user|caller|owner|tenant|account|actor|ctx|context|req)|\bgetStore\b|\b(?:current|logged)_?\w*user/i;

/** Reads a function; undefined where it may do something else as well. */
export function findingOf(of: CodeNode, scopes: Scopes): Finding | undefined {
  const body = field(of, 'body');
  const [param] = paramsOf(of);
  const name = param && (field(param, 'pattern') ?? param);
  if (body === undefined || name?.type !== 'identifier' || !isScript(scopes.language)) return undefined;
  if (CALLER.test(scopes.textOf(body))) return undefined;
  const id = scopes.textOf(name);
  const calls = [...walk(body)].filter(({ type }) => type === 'call_expression');
  if (calls.length === 0) return LOOKS_UP.test(nameOf(of, scopes)) ? { finds: '' } : undefined;
  const found = calls.map((call) => resourceBy(id, call, scopes)).find((one) => one !== undefined);
  const others = calls.filter(
    (call) =>
      resourceBy(id, call, scopes) === undefined &&
      !PLAIN.test(lastOf(call, scopes)) &&
      !CONVERTS.test(calleeOf(call, scopes)),
  );
  const [other] = others;
  if (other === undefined) return found === undefined ? undefined : { finds: found };
  const isLeft = found === undefined && others.length === 1 && isId(id, argumentsOf(other)[0], scopes);
  return isLeft ? { leaves: true } : undefined;
}

/** Its own name, or that of what holds it. */
function nameOf(of: CodeNode, scopes: Scopes): string {
  const { parent } = of;
  const held =
    field(parent, 'name') ?? field(parent, 'key') ?? field(unwrap(field(parent, 'left')), 'property');
  const name = field(of, 'name') ?? held;
  return name === undefined ? '' : scopes.textOf(name);
}

/** What a call finds by the identifier alone, as it is called; undefined where it does not. */
function resourceBy(id: string, call: CodeNode, scopes: Scopes): string | undefined {
  const callee = unwrap(field(call, 'function'));
  const receiver = field(callee, 'object');
  const name = lastOf(call, scopes);
  const args = argumentsOf(call);
  const isAsked = (value: CodeNode) => isId(id, value, scopes);
  const stated = byStatement(call, name, isAsked, scopes);
  if (stated !== undefined) return stated.hidden ? undefined : (stated.resource ?? 'record');
  if (receiver === undefined) return undefined;
  const isById = BY_ID.test(name) && isId(id, args[0], scopes);
  if (!isById && !isConditional(call, name, isAsked, scopes)) return undefined;
  return resourceOf(name, receiver, args, scopes) ?? 'record';
}

/** `Loan.findOne({ where: { id } })`: the identifier is the one condition. */
function isConditional(
  call: CodeNode,
  name: string,
  isAsked: (value: CodeNode) => boolean,
  scopes: Scopes,
): boolean {
  const found = BY_CONDITION.test(name) ? conditionsOf(call, name, scopes) : undefined;
  const [only, ...more] = found?.conditions ?? [];
  return (
    found?.open === false &&
    only !== undefined &&
    more.length === 0 &&
    /^_?id$|(?:Id|_id)$|^(?:uuid|pk)$/.test(only.name) &&
    isAsked(only.value)
  );
}

/** The identifier itself, or another form of it. */
function isId(id: string, given: CodeNode | undefined, scopes: Scopes): boolean {
  const node = unwrap(given);
  if (node === undefined) return false;
  if (/^(?:shorthand_property_)?identifier$/.test(node.type)) return scopes.textOf(node) === id;
  const converts = /^(?:call|new)_expression$/.test(node.type) && CONVERTS.test(calleeOf(node, scopes));
  return converts && isId(id, argumentsOf(node)[0], scopes);
}

function calleeOf(call: CodeNode, scopes: Scopes): string {
  const callee = field(call, 'function') ?? field(call, 'constructor');
  return callee === undefined ? '' : scopes.textOf(callee);
}

function lastOf(call: CodeNode, scopes: Scopes): string {
  const callee = unwrap(field(call, 'function'));
  const last = callee?.type === 'member_expression' ? field(callee, 'property') : callee;
  return last === undefined ? '' : scopes.textOf(last);
}

/** What is found by the function that a call hands an identifier to, and does not tell who is calling. */
export function foundBy(call: CodeNode, scopes: Scopes): string | undefined {
  for (let of = functionOf(call); of !== undefined && isScript(scopes.language); of = functionOf(of)) {
    const found = scopes.foundBy(call, of);
    if (found === undefined) continue;
    return argumentsOf(call).some((one) => holdsCaller(one, scopes)) ? undefined : found;
  }
  return undefined;
}

import { nameOfParam } from '../../../facts/code/handler-roles.js';
import { paramsOf } from '../../../facts/code/params.js';
import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, decoratorsOf, field, unwrap, walk } from '../../../syntax/code-read.js';
import { isScript } from '../../../text/leaf.js';
import { holdsCaller } from '../callers/callers.js';
import { allGiven } from '../flow/texts.js';
import { functionOf } from '../names/around.js';
import type { Scopes } from '../names/scopes.js';
import { chosenOf } from '../vetting/validated.js';
import { conditionsOf } from './conditions.js';
import { isHeldAsId, isIdParameter, isParameterName } from './id-names.js';
import { BY_CONDITION, resourceOf } from './lookup-names.js';
import { byStatement } from './statement-lookups.js';

/** What a function does that is handed an identifier, and nothing that says who is calling. */
export interface Finding {
  /** What it finds a stored record of by that, whoever is calling; '' where it looks nothing up. */
  readonly finds?: string;
  /** It leaves that to another function. */
  readonly leaves?: true;
  /** The place of the identifier among its parameters, where that is not the first. */
  readonly by?: number;
}

/** Parameters that hold who is calling, who may also be called by an identifier. */
const CALLERS = /user|caller|owner|actor|account|member|customer|tenant|me$/i;
/** Parameters that tell who is calling among other things. */
const REQUESTS = /^(?:req|request|ctx|context)$/i;
const BY_ID = /^find(?:One)?By(?:Id|Pk|PrimaryKey)\w*$|^(?:get|load|fetch)ById$/;
/** Names that say that something is looked up. */
const LOOKS_UP = /^(?:find|get|load|fetch|retrieve|read|show|by_?id|look_?up)/i;
/** Another form of an identifier. */
const CONVERTS = /^(?:String|Number|parseInt|BigInt|(?:\w+\.)*ObjectId)$/;
/** Calls that make something of a record, change it or tell of it, and ask nobody. */
const PLAIN =
  /^(?:save|update|destroy|remove|delete\w*|lean|exec|populate|select|sort|orFail|toJSON|toObject|set|get|map|push|add|increment|decrement|reload|info|log|debug|warn|error|emit|publish|send\w*|notify\w*|now|toISOString|json|parse|stringify|where|first|from|returning|limit|collection|getRepository|model|table)$/;
/** Those of them that tell somebody else. */
const TELLS =
  /^(?:info|log|debug|warn|warning|error|exception|emit|publish|send\w*|notify\w*|json|stringify|push|add|append)$/;
/** Their like in Python. */
const PLAIN_IN_PYTHON =
  /^(?:commit|flush|refresh|merge|begin|execute|exec|scalars?|scalar_\w+|one|one_or_none|all|query|filter|filter_by|options|\w*load|model_dump|model_validate|from_orm|dict|items|setattr|isoformat|utcnow|append|warning|exception|str|int|UUID)$/;
/** What may know who is calling. */
const CALLER =
  /\b(?:this|self)\.\w*(?:user|caller|owner|tenant|account|actor|ctx|context|req)|\bgetStore\b|\b(?:current|logged)_?\w*user|\w*(?:user|caller|tenant|actor|ctx|context)\w*\.get\(/i;

/** Reads a function; undefined where it may do something else as well. */
export function findingOf(of: CodeNode, scopes: Scopes): Finding | undefined {
  const body = field(of, 'body');
  const by = placeOfId(of, scopes);
  if (body === undefined || by === undefined || CALLER.test(scopes.textOf(body))) return undefined;
  const found = findingBy(namesOf(of, scopes)[by] ?? '', of, body, scopes);
  return found === undefined || by === 0 ? found : { ...found, by };
}

/** Which parameter may be the identifier: of scripts the first one where none is called so, of Python the one that is. */
function placeOfId(of: CodeNode, scopes: Scopes): number | undefined {
  const isPython = scopes.language === 'python';
  if (!(isPython ? isUndecorated(of, scopes) : isScript(scopes.language))) return undefined;
  const names = namesOf(of, scopes);
  if (names.some((one) => REQUESTS.test(one))) return undefined;
  const params = paramsOf(of);
  const places = names.flatMap((name, i) => {
    const param = params[i];
    const isId = param !== undefined && isIdParameter(param, scopes) && (!isPython || !CALLERS.test(name));
    return isId ? [i] : [];
  });
  const [only] = places;
  if (places.length === 1 && (isPython || only !== 0)) return only;
  return !isPython && names[0] !== undefined && names[0] !== '' ? 0 : undefined;
}

/** Whether an argument is an identifier that the caller chose, of whatever type. */
export function isChosenId(value: CodeNode, scopes: Scopes): boolean {
  const path = chosenOf(value, scopes);
  return path !== undefined && (isParameterName(path.at(-1) ?? '') || isHeldAsId(value, scopes));
}

function namesOf(of: CodeNode, scopes: Scopes): readonly string[] {
  return paramsOf(of).map((one) => nameOfParam(one, scopes.text) ?? '');
}

/** What stands above a function of Python may ask anything. */
function isUndecorated(of: CodeNode, scopes: Scopes): boolean {
  return decoratorsOf(of).every((one) => /^(?:static|class)method$/.test(scopes.textOf(one)));
}

function findingBy(id: string, of: CodeNode, body: CodeNode, scopes: Scopes): Finding | undefined {
  const calls = [...walk(body)].filter(({ type }) => type === 'call_expression');
  if (calls.length === 0) return LOOKS_UP.test(nameOf(of, scopes)) ? { finds: '' } : undefined;
  const resources = calls.map((call) => resourceBy(id, call, scopes));
  const found = resources.find((one) => one !== undefined);
  const others = calls.filter((call, i) => resources[i] === undefined && !isPlain(call, scopes));
  if (found !== undefined) return others.length === 0 ? { finds: found } : undefined;
  const [left, ...more] = calls.filter((call) => isHanded(id, call, scopes));
  return left !== undefined && more.length === 0 && others.every((one) => one === left)
    ? { leaves: true }
    : undefined;
}

function isPlain(call: CodeNode, scopes: Scopes): boolean {
  const name = lastOf(call, scopes);
  if (PLAIN.test(name) || CONVERTS.test(calleeOf(call, scopes))) return true;
  return (
    scopes.language === 'python' && (PLAIN_IN_PYTHON.test(name) || call.parent?.type === 'throw_statement')
  );
}

/** Whether a call is given the identifier as it came, and does not only write it down. */
function isHanded(id: string, call: CodeNode, scopes: Scopes): boolean {
  if (
    call.parent?.type === 'throw_statement' ||
    TELLS.test(lastOf(call, scopes)) ||
    CONVERTS.test(calleeOf(call, scopes))
  )
    return false;
  return allGiven(call, scopes).some((one) => isId(id, one, scopes));
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
  const isById = (BY_ID.test(name) && isId(id, args[0], scopes)) || isOfModel(id, name, args, scopes);
  if (!isById && !isConditional(call, name, isAsked, scopes)) return undefined;
  return resourceOf(name, receiver, args, scopes) ?? 'record';
}

/** `session.get(Loan, loan_id)`. */
function isOfModel(id: string, name: string, args: readonly CodeNode[], scopes: Scopes): boolean {
  const [model, value] = args;
  if (scopes.language !== 'python' || !/^get(?:_one)?$/.test(name) || model === undefined) return false;
  return /^(?:\w+\.)?[A-Z]\w*$/.test(scopes.textOf(model)) && isId(id, value, scopes);
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
  for (let of = functionOf(call); of !== undefined && scopes.language !== 'java'; of = functionOf(of)) {
    const found = scopes.foundBy(call, of);
    if (found === undefined) continue;
    return allGiven(call, scopes).some((one) => holdsCaller(one, scopes)) ? undefined : found;
  }
  return undefined;
}

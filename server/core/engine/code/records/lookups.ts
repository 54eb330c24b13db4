import { placeOf } from '../../../facts/code/finders.js';
import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, unwrap } from '../../../syntax/code-read.js';
import { holdsCaller } from '../callers/callers.js';
import { heldBy } from '../flow/requests.js';
import { allGiven } from '../flow/texts.js';
import type { Scopes } from '../names/scopes.js';
import { classAround, typeName } from '../names/stated-types.js';
import { chosenOf } from '../vetting/validated.js';
import { conditionsOf } from './conditions.js';
import { foundBy } from './finding.js';
import { isHeldAsId, isIdName } from './id-names.js';
import { actsOn, BY_CONDITION, endsOne, resourceOf } from './lookup-names.js';
import { byStatement, isPlain } from './statement-lookups.js';

/** A call that finds a stored object by an identifier that the caller sent. */
export interface Lookup {
  readonly node: CodeNode;
  readonly key: CodeNode;
  /** Where the caller sent it: 'params', 'query', 'body'. */
  readonly from: string;
  readonly resource: string | undefined;
  readonly writes: boolean;
  readonly hidden: boolean;
  /** The property of the identifier in an object literal. */
  readonly pair: CodeNode | undefined;
}

const BY_IDENTIFIER =
  /^(?:find|get|load|fetch|retrieve|read|show|delete|remove|destroy|update|patch|edit|modify|cancel|archive|restore|approve|reject|close|publish)(?:$|[A-Z_]|one$|by)|^select(?:One|By)/;
/** Methods that say nothing else: `accounts.byId(id)`. */
const BY_NAME = /^(?:by_?id|look_?up)$/i;
/** The same of what is called as a service or a store is: `orderService.one(id)`. */
const OF_SERVICE =
  /^(?:one|single|details?|view|describe|by_?(?:key|pk|uuid|ref)|with_?id|for_?id|query_?one)$/i;
const SERVICES = /(?:service|svc|repo|repository|store|dao|manager|gateway|reader|queries|use_?cases?)$/i;
/** Names that read or change something else than stored objects. */
const ELSEWHERE =
  /file|dir|stream|cookie|header|param|env|template|url|uri|http|cache|token|session|item$|attribute|element|config|setting|defaults|locale|lock|limit|timeout|interval|listener|status$|secret|password/i;
const STORES_NOTHING =
  /(?:^|\.)(?:locals\.\w*(?:[cC]onnections|[sS]ockets|[wW]orkers|[pP]ools|[pP]lugins)|cache|\w*(?:[cC]ache|CACHE)|redis|axios|http|https|client|headers|params|searchParams|query|cookies|session|config|app|router|i18n|logger|log|localStorage|sessionStorage|\$|_|lodash|Object|Reflect|Array|Math|process|res|response|path|fs|os|requests|httpx|environ|\w*(?:i18n|I18n|[Tt]ranslat|[Ll]ocali[sz]|[Mm]etric|[Cc]onfig|[Ss]etting|[Ff]eature[Ff]lag|[Pp]ermission)\w*)$/;
const WRITES = /update|delete|remove|destroy|patch|replace|cancel|edit|archive|modify|restore|^del$|upsert/i;
const ASKS = /^(?:is|has|can|may|owns|exists|counts?|check|verify|validate|assert|ensure|require)(?![a-z])/;

/** Reads the call; undefined when it finds nothing, or by something else than what the caller chose. */
export function lookupOf(call: CodeNode, scopes: Scopes): Lookup | undefined {
  const callee = unwrap(field(call, 'function'));
  const last = callee?.type === 'member_expression' ? field(callee, 'property') : callee;
  if (callee === undefined || last === undefined || !/identifier$/.test(last.type)) return undefined;
  const name = scopes.textOf(last);
  const receiver = field(callee, 'object');
  const [model] = argumentsOf(call);
  const asked = model === undefined ? '' : scopes.textOf(model);
  const isSession =
    scopes.language === 'python'
      ? /^(?:execute|exec|scalars?)$/.test(name) || /^[A-Z]/.test(asked)
      : scopes.language === 'java' && (name === 'sql' || /\.class$/.test(asked));
  // `session.get(Order, key)` of SQLAlchemy says what it reads, and so does a statement; a session of the web has neither.
  if (receiver !== undefined && !isSession && isNoStore(receiver, scopes)) return undefined;
  const found =
    byCondition(call, name, receiver, scopes) ??
    byStatement(call, name, isIdentifier, scopes) ??
    byIdentifier(call, name, receiver, scopes);
  if (found === undefined) return undefined;
  const from = chosenOf(found.key, scopes)?.[0] ?? '';
  return { ...found, from, hidden: found.hidden || knowsCaller(receiver, scopes) };
}

/** Whether what hangs on the request, or what a dependency makes that knows who is calling, may be chosen for them already. */
function knowsCaller(receiver: CodeNode | undefined, scopes: Scopes): boolean {
  for (
    let at = unwrap(receiver);
    at !== undefined;
    at = unwrap(field(at, 'object') ?? field(at, 'function'))
  ) {
    if (isApplication(at, scopes)) return false;
    if (heldBy(at, scopes) === 'request' || isGivenCaller(at, scopes)) return true;
  }
  return false;
}

/** `trips: Trips = Depends(get_trips)`, where that is told who is calling. */
function isGivenCaller(at: CodeNode, scopes: Scopes): boolean {
  const declared = scopes.language === 'python' && at.type === 'identifier' ? scopes.find(at) : undefined;
  return declared?.kind === 'parameter' && scopes.isGivenCaller(declared.of, declared.index);
}

/** `request.app` is the same for every caller, with all that hangs on it. */
function isApplication(at: CodeNode, scopes: Scopes): boolean {
  const property = at.type === 'member_expression' ? field(at, 'property') : undefined;
  return (
    property !== undefined &&
    scopes.textOf(property) === 'app' &&
    heldBy(field(at, 'object'), scopes) === 'request'
  );
}

type Part = Omit<Lookup, 'from'>;

function isNoStore(receiver: CodeNode, scopes: Scopes): boolean {
  return heldBy(receiver, scopes) !== undefined || STORES_NOTHING.test(scopes.textOf(receiver));
}

function byIdentifier(
  call: CodeNode,
  name: string,
  receiver: CodeNode | undefined,
  scopes: Scopes,
): Part | undefined {
  const on = rootOf(receiver, scopes);
  const isService = SERVICES.test(on);
  const acts = (actsOn(name) && isService) || endsOne(name, on);
  const finds =
    BY_IDENTIFIER.test(name) ||
    (receiver !== undefined && BY_NAME.test(name)) ||
    (isService && OF_SERVICE.test(name));
  const isJava = scopes.language === 'java';
  // What the function does that is called says more than its name.
  const found = foundBy(call, scopes);
  const mayFind = !ELSEWHERE.test(name) && (acts || finds || (isJava && !ASKS.test(name)));
  if (found === '' || !(mayFind || found)) return undefined;
  const values = allGiven(call, scopes);
  const index = values.findIndex((value) => isIdentifier(value, '', scopes));
  const key = values[index];
  const stored = isJava ? storedBy(call, name, index, scopes) : undefined;
  if (key === undefined || !(acts || finds || stored !== undefined || found)) return undefined;
  // `findByIdAndTenant(id, tenants.current())` may ask whose it is.
  const isPaired = isJava && /By[A-Z]\w*And[A-Z]/.test(name);
  const asksMore = isPaired && values.some((value) => value !== key && !isPlain(value, scopes));
  return {
    node: call,
    key,
    resource: found ?? (stored || resourceOf(name, receiver, argumentsOf(call), scopes)),
    writes: acts || WRITES.test(name),
    hidden: asksMore || (isJava && stored === undefined && !isStore(receiver, scopes)),
    pair: undefined,
  };
}

/** The record that a method of the class, or of another one, finds by this argument, and does nothing else but change it. */
function storedBy(call: CodeNode, name: string, index: number, scopes: Scopes): string | undefined {
  const receiver = field(unwrap(field(call, 'function')), 'object');
  const isOwn = receiver === undefined || receiver.type === 'this';
  const type = isOwn ? classAround(call, scopes) : typeName(receiver, scopes);
  const { length } = argumentsOf(call);
  const place = length === 1 ? '' : placeOf(index, length);
  return type === undefined || index < 0 ? undefined : scopes.finder(`${type}.${name}${place}`);
}

/** Whether what it is called on, or the type of that, is called as what reads and writes records is. */
function isStore(receiver: CodeNode | undefined, scopes: Scopes): boolean {
  const names = [rootOf(receiver, scopes), typeName(receiver, scopes) ?? ''];
  return names.some((name) =>
    /repo|dao|mapper|jdbc|entitymanager|mongo(?:template|operations)|^session(?:factory)?$/i.test(name),
  );
}

function byCondition(
  call: CodeNode,
  name: string,
  receiver: CodeNode | undefined,
  scopes: Scopes,
): Part | undefined {
  if (!BY_CONDITION.test(name)) return undefined;
  const found = conditionsOf(call, name, scopes);
  if (found === undefined || found.conditions.some(({ value }) => holdsCaller(value, scopes)))
    return undefined;
  const key = found.conditions.find(({ name: of, value }) => isIdentifier(value, of, scopes));
  if (key === undefined) return undefined;
  const others = found.conditions.some(({ value }) => value !== key.value && !isPlain(value, scopes));
  return {
    node: call,
    key: key.value,
    resource: resourceOf(name, receiver, argumentsOf(call), scopes),
    writes: WRITES.test(name),
    hidden: found.open || others,
    pair: key.pair,
  };
}

/** A value that the caller chose and that names one object. */
function isIdentifier(value: CodeNode, name: string, scopes: Scopes): boolean {
  const path = chosenOf(value, scopes);
  if (path === undefined || path[0] === 'headers' || path[0] === 'cookies' || path[0] === 'signedCookies')
    return false;
  return isIdName(path.at(-1) ?? '') || isIdName(name) || isHeldAsId(value, scopes);
}

function rootOf(receiver: CodeNode | undefined, scopes: Scopes): string {
  return receiver === undefined ? '' : scopes.textOf(receiver);
}

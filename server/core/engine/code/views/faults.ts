import { nameOfParam, rolesOf } from '../../../facts/code/handler-roles.js';
import { paramsOf } from '../../../facts/code/params.js';
import type { CodeNode } from '../../../syntax/code.js';
import {
  argumentsOf,
  decoratorsOf,
  field,
  isFunction,
  keywordsOf,
  named,
  unwrap,
  walk,
} from '../../../syntax/code-read.js';
import { nearbyOf } from '../flow/called.js';
import { keyOf } from '../flow/inputs.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';
import { conditionsAround, isInstead } from '../vetting/branches.js';
import { behindCauses } from './fault-causes.js';

/** The part of a value that tells of a fault. */
export interface Told {
  readonly node: CodeNode;
  readonly tells: 'all' | 'message' | 'stack';
}

const STACK = /^(?:stack|stackTrace|__traceback__|traceback|trace|sql|getStackTrace|stack_trace)$/;
const MESSAGE =
  /^(?:message|msg|toString|sqlMessage|getMessage|getLocalizedMessage|description|__str__|__repr__|args|reason|detail|original|parent)$/;
const SHOWS =
  /^(?:String|str|repr|ascii|JSON\.stringify|util\.inspect|inspect|Object\.assign|String\.valueOf|Objects\.toString|(?:ExceptionUtils|Throwables)\.get(?:StackTrace(?:AsString)?|(?:RootCause)?Message)|Arrays\.(?:deepT|t)oString)$/;
/** Makes a table or a list of what it is given. */
const HOLDS =
  /^(?:(?:Immutable)?(?:Map|List|Set)\.(?:of|entry)|Collections\.singleton\w*|Arrays\.asList|dict)$/;
/** Kinds of faults that anything inside may raise. */
const BROAD =
  /\b(?:(?:Base|Runtime|NullPointer|ClassCast)?Exception|Throwable|\w*(?:SQL|Database|DataAccess|Integrity)\w*(?:Exception|Error))\b/;
const TRACES = /^(?:traceback\.format_exc|format_exc|sys\.exc_info|traceback\.format_exception)$/;

/** What a value shows most of a fault that was caught; undefined when it shows nothing, or only under a condition. */
export function faultIn(given: CodeNode | undefined, scopes: Scopes): Told | undefined {
  return worst([given], scopes);
}

/** All parts of a value that show something of a fault. */
export function faultsIn(given: CodeNode | undefined, scopes: Scopes): readonly Told[] {
  const node = unwrap(given);
  if (node === undefined || isFunction(node)) return [];
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
      return isFault(node, scopes)
        ? [{ node, tells: 'all' }]
        : list(ofPart(node, scopes) ?? ofAlias(node, scopes));
    case 'member_expression':
      return list(ofMember(node, scopes));
    case 'call_expression':
      return ofCall(node, scopes);
    // What is made of a fault and sent: `new ErrorResponse(e.getMessage())`.
    case 'new_expression':
      return all(argumentsOf(node), scopes);
    case 'pair':
    case 'keyword_argument':
      return faultsIn(field(node, 'value'), scopes);
    case 'binary_expression':
      return /^(?:\+|%|\|\||\?\?|or)$/.test(field(node, 'operator')?.type ?? '')
        ? all([field(node, 'left'), field(node, 'right')], scopes)
        : [];
    case 'template_string':
    case 'template_substitution':
    case 'array':
    case 'object':
    case 'spread_element':
      return all(named(node), scopes);
    default:
      return [];
  }
}

const GRAVITY = ['message', 'all', 'stack'];

function list(told: Told | undefined): readonly Told[] {
  return told === undefined ? [] : [told];
}

function all(nodes: readonly (CodeNode | undefined)[], scopes: Scopes): readonly Told[] {
  return nodes.flatMap((node) => faultsIn(node, scopes));
}

/** The part that tells most. */
function worst(nodes: readonly (CodeNode | undefined)[], scopes: Scopes): Told | undefined {
  let found: Told | undefined;
  for (const told of all(nodes, scopes)) {
    if (found === undefined || GRAVITY.indexOf(told.tells) > GRAVITY.indexOf(found.tells)) found = told;
  }
  return found;
}

function ofMember(node: CodeNode, scopes: Scopes): Told | undefined {
  const key = keyOf(node, scopes) ?? '';
  if (!isOfFault(field(node, 'object'), scopes)) return undefined;
  if (STACK.test(key)) return { node, tells: 'stack' };
  if (MESSAGE.test(key)) return { node, tells: 'message' };
  return behindCauses(node, scopes) === node ? undefined : { node, tells: 'all' };
}

/** A fault, or what it came of. */
function isOfFault(node: CodeNode | undefined, scopes: Scopes): boolean {
  const behind = behindCauses(node, scopes);
  return behind?.type === 'identifier' && isFault(behind, scopes);
}

function ofCall(node: CodeNode, scopes: Scopes): readonly Told[] {
  const callee = unwrap(field(node, 'function'));
  if (callee === undefined) return [];
  const name = scopes.textOf(callee);
  if (TRACES.test(name)) return [{ node, tells: 'stack' }];
  // As a text it is its message.
  if (SHOWS.test(name))
    return all(argumentsOf(node), scopes).map((told) =>
      told.tells === 'all' ? { node, tells: 'message' } : told,
    );
  if (isTrace(callee, scopes)) return [{ node, tells: 'stack' }];
  // `e.getMessage()` and `err.toString()` are read as the members are.
  const own = argumentsOf(node).length === 0 ? ofMember(callee, scopes) : undefined;
  if (own !== undefined && callee.type === 'member_expression') return [{ ...own, node }];
  if (behindCauses(node, scopes) !== node && isOfFault(node, scopes)) return [{ node, tells: 'all' }];
  if (HOLDS.test(name) || /^(?:format|join)$/.test(lastName(name))) {
    const given = keywordsOf(node, scopes.text).map(([, value]) => value);
    return all([field(callee, 'object'), ...argumentsOf(node), ...given], scopes);
  }
  return lastName(name) === 'build' ? all(builtOf(callee), scopes) : [];
}

/** What the function puts into the table of a name before the name stands there: `body.put("trace", e.getMessage())`. */
function putInto(name: CodeNode, scopes: Scopes): readonly CodeNode[] {
  if (scopes.language !== 'java') return [];
  return nearbyOf(name, 'put', scopes).flatMap((call) => {
    const table = unwrap(field(unwrap(field(call, 'function')), 'object'));
    const same = table !== undefined && scopes.textOf(table) === scopes.textOf(name);
    return same && call.end <= name.start ? argumentsOf(call) : [];
  });
}

/** `writer.toString()` behind `e.printStackTrace(new PrintWriter(writer))`. */
function isTrace(callee: CodeNode, scopes: Scopes): boolean {
  const writer = unwrap(field(callee, 'object'));
  if (scopes.language !== 'java' || writer?.type !== 'identifier') return false;
  if (!scopes.textOf(callee).endsWith('.toString')) return false;
  return nearbyOf(callee, 'printStackTrace', scopes).some((call) => {
    const fault = unwrap(field(unwrap(field(call, 'function')), 'object'));
    const told = fault?.type === 'identifier' && isFault(fault, scopes);
    return told && writesTo(argumentsOf(call)[0], scopes.textOf(writer), scopes);
  });
}

/** Whether it is the writer, or stands in front of it. */
function writesTo(given: CodeNode | undefined, writer: string, scopes: Scopes): boolean {
  const node = unwrap(given);
  if (node?.type === 'new_expression') return writesTo(argumentsOf(node)[0], writer, scopes);
  if (node?.type !== 'identifier') return false;
  const declared = scopes.find(node);
  const made = declared?.kind === 'value' ? unwrap(declared.value) : undefined;
  if (scopes.textOf(node) === writer) return true;
  return made?.type === 'new_expression' && writesTo(made, writer, scopes);
}

/** What the calls of a chain are given: `Fault.builder().message(e.getMessage()).build()`. */
function builtOf(callee: CodeNode): readonly CodeNode[] {
  const given: CodeNode[] = [];
  for (
    let at = unwrap(field(callee, 'object'));
    at !== undefined;
    at = unwrap(field(at, 'object') ?? field(at, 'function'))
  )
    if (at.type === 'call_expression') given.push(...argumentsOf(at));
  return given;
}

/** `const message = err.message`. */
function ofAlias(node: CodeNode, scopes: Scopes): Told | undefined {
  const declared = scopes.find(node);
  if (declared?.kind !== 'value' || declared.value.end > node.start) return undefined;
  const [key, ...more] = declared.path;
  if (key === undefined) {
    const told = faultIn(declared.value, scopes) ?? worst(putInto(node, scopes), scopes);
    return told && { ...told, node };
  }
  const value = unwrap(declared.value);
  if (more.length > 0 || value?.type !== 'identifier' || !isFault(value, scopes)) return undefined;
  if (STACK.test(key)) return { node, tells: 'stack' };
  return MESSAGE.test(key) ? { node, tells: 'message' } : undefined;
}

/** `catch ({ message })`. */
function ofPart(node: CodeNode, scopes: Scopes): Told | undefined {
  const clause = catchAround(node);
  const part = clause && partsCaught(clause).find(([name]) => scopes.textOf(name) === scopes.textOf(node));
  if (part === undefined) return undefined;
  const key = scopes.textOf(part[1]);
  if (STACK.test(key)) return { node, tells: 'stack' };
  return MESSAGE.test(key) ? { node, tells: 'message' } : undefined;
}

function catchAround(node: CodeNode): CodeNode | undefined {
  for (let at = node.parent; at !== undefined && !isFunction(at); at = at.parent)
    if (at.type === 'catch_clause') return at;
  return undefined;
}

/** Names that parts of what was caught have, with the names of the parts. */
function partsCaught(clause: CodeNode): readonly (readonly [CodeNode, CodeNode])[] {
  const parts = named(clause.children.find(({ type }) => type === 'object_pattern'));
  return parts.flatMap((part): readonly (readonly [CodeNode, CodeNode])[] => {
    if (part.type === 'shorthand_property_identifier_pattern') return [[part, part]];
    const [name, key] = [field(part, 'value'), field(part, 'key')];
    return name !== undefined && key !== undefined ? [[name, key]] : [];
  });
}

/** Whether a name is what a `catch`, a callback or an error handler was given, or handed to a function of the file. */
function isFault(name: CodeNode, scopes: Scopes, hops = 0): boolean {
  const text = scopes.textOf(name);
  for (let at = name.parent; at !== undefined; at = at.parent) {
    if (at.type === 'catch_clause' && caughtBy(at, scopes).includes(text)) return true;
    if (!isFunction(at)) continue;
    const params = paramsOf(at);
    const index = params.findIndex((param) => nameOfParam(param, scopes.text) === text);
    if (index < 0) continue;
    if (handlesFaults(at, scopes) || (index === 0 && takesFault(at, text, scopes))) return true;
    return hops === 0 && isHanded(at, index, scopes);
  }
  return false;
}

/** Whether what is caught is handed to the function: `catch (e) { fail(res, e); }`. */
function isHanded(to: CodeNode, index: number, scopes: Scopes): boolean {
  return scopes.callsTo(to).some((call) => {
    const node = unwrap(argumentsOf(call)[index]);
    if (node?.type !== 'identifier' || !isFault(node, scopes, 1)) return false;
    return !isChosen({ node, tells: 'all' }, scopes);
  });
}

/** Whether a function answers for faults of a broad kind: `@ExceptionHandler(Exception.class)`, `@app.exception_handler(Exception)`. */
export function handlesFaults(of: CodeNode, scopes: Scopes): boolean {
  const handler = decoratorsOf(of).find((one) =>
    /^@?\s*(?:\w+\.)*(?:ExceptionHandler|exception_handler)\b/.test(scopes.textOf(one)),
  );
  if (handler === undefined) return false;
  const told = scopes.textOf(handler);
  // Without an argument the parameter says it.
  return BROAD.test(
    told.includes('(') ? told.slice(told.indexOf('(')) : scopes.textOf(field(of, 'parameters') ?? of),
  );
}

function caughtBy(clause: CodeNode, scopes: Scopes): readonly string[] {
  const body = clause.children.find(({ type }) => type === 'statement_block');
  const heads = clause.children.filter((child) => child !== body);
  return heads.flatMap((head) =>
    [...walk(head)].filter((one) => one.type === 'identifier').map((one) => scopes.textOf(one)),
  );
}

function takesFault(of: CodeNode, name: string, scopes: Scopes): boolean {
  if (rolesOf(of, scopes)?.onError === true) return true;
  const handed = of.parent?.type === 'arguments' ? field(of.parent.parent, 'function') : undefined;
  const caught = handed !== undefined && /\.catch$/.test(scopes.textOf(handed));
  return caught || (/^(?:e|err|error|ex|exception)$/i.test(name) && of.parent?.type === 'arguments');
}

/** Whether the fault is whatever went wrong, and not of a kind that its code raises for callers. */
export function isBroad({ node }: Told, scopes: Scopes): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (isFunction(at)) return handlesFaults(at, scopes);
    if (at.type !== 'catch_clause') continue;
    const body = at.children.find(({ type }) => type === 'statement_block');
    const head = scopes.text.slice(at.start, body?.start ?? at.end);
    return /^(?:java|python)$/.test(scopes.language) ? BROAD.test(head) || /^except\s*:/.test(head) : true;
  }
  return false;
}

/** Whether a value is told only where the fault is of some kind, or where the code runs for developers. */
export function isChosen({ node }: Told, scopes: Scopes): boolean {
  const text = scopes.textOf(node);
  // Of `str(e)` and `util.inspect(e)` it is `e` that is asked for.
  const inside = [...walk(node)].find((one) => one.type === 'identifier' && isFault(one, scopes, 1));
  const name =
    inside === undefined ? (/^\w+/.exec(text)?.[0] ?? '') : scopes.textOf(inside).replace(/\$/g, '\\$');
  const asked = new RegExp(
    `\\b${name}\\s*(?:\\??\\.|instanceof\\b)|\\w\\(\\s*${name}\\s*[,)]|NODE_ENV|\\b\\w*(?:[dD]ev|DEV|[dD]ebug|DEBUG)`,
  );
  return conditionsAround(node).some(
    // What stands in for something that is missing is told whatever that is: `err.code || err.message`.
    (condition) => !isInstead(condition) && asked.test(scopes.textOf(condition)),
  );
}

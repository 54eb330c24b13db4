import { contextIn, nameOfParam, rolesOf } from '../../../facts/code/handler-roles.js';
import { paramsOf } from '../../../facts/code/params.js';
import type { Around } from '../../../facts/code/registered.js';
import { sourceOf } from '../../../facts/code/sources.js';
import type { Source } from '../../../facts/frameworks/framework.js';
import { FRAMEWORKS } from '../../../facts/frameworks/index.js';
import type { Received } from '../../../model/code/records/receipts.js';
import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, decoratorsOf, field, unwrap } from '../../../syntax/code-read.js';
import { REQUEST_METHODS, REQUEST_TEXTS } from '../names/idioms.js';
import type { Declaration } from '../names/scope-names.js';
import type { Scopes } from '../names/scopes.js';
import { typeBehind } from '../names/stated-types.js';
import { type Flow, one } from './pieces.js';
import { isNarrowField } from './record-fields.js';

/** Something taken out of the request: its inputs are the caller's, the rest was put there by the server. */
export function taken(node: CodeNode, path: readonly string[], inputs: ReadonlySet<string>): Flow {
  const [first] = path;
  if (first === undefined) return one(node, 'unknown', 'name');
  const sent = inputs.has(first) || REQUEST_TEXTS.test(first) || first === '*' || first === '...';
  return one(node, sent ? 'request' : 'computed', 'name');
}

/** A member of something that a handler was given; undefined when it was given nothing of the kind. */
export function member(
  node: CodeNode,
  object: CodeNode,
  key: string | undefined,
  inputs: ReadonlySet<string>,
  scopes: Scopes,
): Flow | undefined {
  const held = heldBy(object, scopes);
  if (held === 'request') return taken(node, [key ?? '*'], inputs);
  if (held !== 'record') return undefined;
  // The value of an enumeration is one of few.
  const narrow = key === 'value' || isNarrowField(object, key, scopes);
  return one(node, narrow ? 'computed' : 'request', 'name');
}

/** The answer of a method of something that a handler was given. */
export function answer(node: CodeNode, receiver: CodeNode, method: string, scopes: Scopes): Flow | undefined {
  const held = heldBy(receiver, scopes);
  if (held === 'request') return one(node, REQUEST_METHODS.test(method) ? 'request' : 'unknown', 'call');
  if (held !== 'record') return undefined;
  // `file.read(size)` gives what a file that was sent holds.
  if (argumentsOf(node).length > 0) return one(node, method === 'read' ? 'request' : 'unknown', 'call');
  return one(node, isNarrowField(receiver, recordKey(method), scopes) ? 'computed' : 'request', 'call');
}

/** `getCustomerId` and `customerId` of a record of Java. */
export function recordKey(name: string): string {
  const bare = /^get([A-Z]\w*)$/.exec(name)?.[1];
  return bare === undefined ? name : bare.charAt(0).toLowerCase() + bare.slice(1);
}

/** Whether the expression is the request itself, or an object of which the caller sent the members. */
export function heldBy(given: CodeNode | undefined, scopes: Scopes): 'request' | 'record' | undefined {
  const node = unwrap(given);
  if (node?.type === 'member_expression') {
    const property = field(node, 'property');
    const asked = property !== undefined && /^req(?:uest)?$/.test(scopes.textOf(property));
    return asked && isContext(field(node, 'object'), scopes) ? 'request' : undefined;
  }
  if (node?.type !== 'identifier') return undefined;
  const declared = scopes.find(node);
  if (declared?.kind === 'parameter') {
    const { source, path } = heldParameter(declared, scopes);
    return path.length === 0 && (source === 'request' || source === 'record') ? source : undefined;
  }
  if (declared?.kind !== 'value') return undefined;
  const [key, ...more] = declared.path;
  if (key === undefined) return heldBy(declared.value, scopes);
  return /^req(?:uest)?$/.test(key) && more.length === 0 && isContext(declared.value, scopes)
    ? 'request'
    : undefined;
}

/** What makes a list of one of another form, or runs over it. */
const LISTS =
  /^(?:Arrays\.(?:asList|stream)|(?:List|Set)\.(?:of|copyOf)|(?:Array|Linked)List(?:<.*>)?|Stream\.of|list|iter|enumerate)$/;
const STREAMS = /\.(?:stream|parallelStream|iterator)$/;

type Held = Extract<Declaration, { readonly kind: 'parameter' }>;

/** What a parameter, or a part of it, holds; `path`: what is taken out of that. */
export function heldParameter(
  { of, index, path }: Held,
  scopes: Scopes,
): { readonly source: Source | undefined; readonly path: readonly string[] } {
  const [key = '', ...rest] = path;
  const context = path.length > 0 && index === 0 ? contextIn(of, scopes) : undefined;
  if (context === undefined)
    return { source: scopes.source(of, index, () => parameterSource(of, index, scopes)), path };
  const asked = /^req/.test(key) && context.keys.includes(key);
  return asked ? { source: 'request', path: rest } : { source: undefined, path };
}

/** Whether an expression is the parameter that holds the request beside others. */
export function isContext(given: CodeNode | undefined, scopes: Scopes): boolean {
  const node = unwrap(given);
  const declared = node?.type === 'identifier' ? scopes.find(node) : undefined;
  return (
    declared?.kind === 'parameter' &&
    declared.path.length === 0 &&
    declared.index === 0 &&
    contextIn(declared.of, scopes) !== undefined
  );
}

/** What is known of the class of an object that the caller sent whole and a handler takes, or a list of them; undefined of anything else. */
export function sentWhole(
  given: CodeNode | undefined,
  scopes: Scopes,
): Pick<Received, 'stored' | 'tells'> | undefined {
  const node = unwrap(given);
  const declared = node?.type === 'identifier' ? scopes.find(node) : undefined;
  if (declared === undefined || !('path' in declared) || declared.path.length > 0)
    return sentList(node, scopes);
  if (declared.kind === 'parameter') {
    const { of, index } = declared;
    return (
      scopes.recordIn(of, index) ?? scopes.eachIn(of, index) ?? sentList(itemsOf(of, index, scopes), scopes)
    );
  }
  return declared.kind === 'item' ? sentList(declared.value, scopes) : sentWhole(declared.value, scopes);
}

/** A list that the caller sent, as it is or in another form: `Arrays.asList(users)`, `users.stream()`. */
function sentList(
  given: CodeNode | undefined,
  scopes: Scopes,
): Pick<Received, 'stored' | 'tells'> | undefined {
  const node = unwrap(given);
  if (node?.type === 'call_expression' || node?.type === 'new_expression') {
    const callee = unwrap(field(node, 'function') ?? field(node, 'constructor'));
    const name = callee === undefined ? '' : scopes.textOf(callee);
    if (LISTS.test(name)) return sentList(argumentsOf(node)[0], scopes);
    return STREAMS.test(name) ? sentList(field(callee, 'object'), scopes) : undefined;
  }
  const declared = node?.type === 'identifier' ? scopes.find(node) : undefined;
  if (declared === undefined || !('path' in declared) || declared.path.length > 0) return undefined;
  if (declared.kind === 'parameter') return scopes.eachIn(declared.of, declared.index);
  return declared.kind === 'value' ? sentList(declared.value, scopes) : undefined;
}

/** What a parameter holds: by its name and place, or as the framework of its function says. */
function parameterSource(of: CodeNode, index: number, scopes: Scopes): Source | undefined {
  const { language } = scopes;
  // A type says more than a name: `LoginRequest request`.
  const type = field(paramsOf(of)[index], 'type');
  const isStated = /^(?:java|python)$/.test(language) && type !== undefined;
  if (!isStated && isRequestParameter(of, index, scopes)) return 'request';
  if (index === 3 && isPathValue(of, index, scopes)) return 'input';
  if (index === 0 && rolesOf(of, scopes)?.behind === 'input') return 'record';
  const around = isDependency(of, scopes) ? asHandler(scopes) : scopes;
  const source = sourceOf(of, index, around, FRAMEWORKS, typeBehind(type, scopes) ?? type);
  // The name of a type may stand for what asks for a dependency.
  return source === 'record' && scopes.isOwn(of, index) ? undefined : source;
}

/** Whether the parameter is the request of a handler or of a function that is handed it. */
function isRequestParameter(of: CodeNode, index: number, scopes: Scopes): boolean {
  const params = paramsOf(of);
  const param = params[index];
  if (param === undefined) return false;
  const name = nameOfParam(param, scopes.text);
  if (index <= 1 && /^_?req(?:uest)?$/i.test(name ?? '')) return true;
  if (contextIn(of, scopes) !== undefined) return false;
  const roles = rolesOf(of, scopes);
  return roles !== undefined && index === (roles.onError || roles.behind !== undefined ? 1 : 0);
}

/** Whether a function of Python serves routes that are declared elsewhere: they depend on it. */
function isDependency(of: CodeNode, scopes: Scopes): boolean {
  return scopes.language === 'python' && decoratorsOf(of).length === 0 && scopes.isServing(of);
}

/** What a route depends on takes its parameters as the route does. */
function asHandler({ text, language }: Scopes): Around {
  return { text, language, registered: () => 'handler' };
}

/** What `router.param('id', (req, res, next, id) => ...)` hands over behind `next`. */
function isPathValue(of: CodeNode, index: number, scopes: Scopes): boolean {
  const before = paramsOf(of)[index - 1];
  const next = before === undefined ? undefined : nameOfParam(before, scopes.text);
  return next !== undefined && rolesOf(of, scopes)?.next === next;
}

/** What a callback of `map`, `forEach` and the like runs over. */
export function itemsOf(callback: CodeNode, index: number, scopes: Scopes): CodeNode | undefined {
  const call = callback.parent?.type === 'arguments' ? callback.parent.parent : undefined;
  const callee = unwrap(field(call, 'function'));
  const method = field(callee, 'property');
  const runs =
    method !== undefined &&
    /^(?:map|forEach|filter|flatMap|some|every|find|findIndex|anyMatch|allMatch|noneMatch)$/.test(
      scopes.textOf(method),
    );
  return runs && index === 0 ? field(callee, 'object') : undefined;
}

import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { argumentsOf, field, keywordsOf, unwrap } from '../../syntax/code-read.js';
import { nodesOf, type Statement, statementsOf } from '../../syntax/code-statements.js';
import type { LanguageId } from '../../text/leaf.js';
import { express } from '../frameworks/express.js';
import { fastapi } from '../frameworks/fastapi.js';

/** What a name of the file stands for: a router, or a function that is registered on one. */
export type Registered = 'router' | 'handler' | 'param';

/** The file in which a function stands. */
export interface Around {
  readonly text: string;
  readonly language: LanguageId;
  registered(name: string): Registered | undefined;
  /** Hears of every function of which all of the text decides what its parameters hold. */
  heard?(of: CodeNode): void;
}

/** Names of what commonly is an application or a router; a client of an API has none of them. */
const ROUTER_NAMES = /^(?:app|router|\w*(?:Router|Routes|App))$/;
const MADE = /^(?:new\s+)?(?:express|Router|PromiseRouter|express\s*\.\s*Router|require\(\s*['"]express)/;

/** Names of what hands a request on to the function that it is given. */
const WRAPS = /async|catch|try|^aw$|wrap|handle/i;

type Names = ReadonlyMap<string, Registered>;

const known = new WeakMap<CodeRoot, Names>();
/** By statement: a later tree takes over those that did not change. */
const seen = new WeakMap<CodeNode, Named>();

/** What one statement names. `on`: the name of the router; true where it is made on the spot. */
interface Named {
  readonly routers: readonly string[];
  readonly functions: readonly (readonly [string, Registered, on: string | true])[];
}

/** What names of a file stand for by the registrations in it: routers, and functions that are registered on them. */
export function registeredIn(root: CodeRoot, text: string): Names {
  const before = known.get(root);
  if (before !== undefined) return before;
  const statements = statementsOf(root).map((statement) => {
    const found = seen.get(statement.node) ?? namedIn(statement, text);
    seen.set(statement.node, found);
    return found;
  });
  const names = new Map<string, Registered>();
  for (const { routers } of statements) for (const name of routers) names.set(name, 'router');
  for (const { functions } of statements)
    for (const [name, kind, on] of functions)
      if (!names.has(name) && (on === true || ROUTER_NAMES.test(on) || names.get(on) === 'router'))
        names.set(name, kind);
  known.set(root, names);
  return names;
}

/** How a call registers what it is given; undefined when it registers nothing. */
export function isRegistration(call: CodeNode, text: string): Registered | undefined {
  const callee = call.type === 'call_expression' ? unwrap(field(call, 'function')) : undefined;
  const method = callee?.type === 'member_expression' ? field(callee, 'property') : undefined;
  if (method === undefined) return undefined;
  const name = text.slice(method.start, method.end);
  if (express.params.includes(name)) return 'param';
  return express.mounts.includes(name) || Object.hasOwn(express.verbs, name) ? 'handler' : undefined;
}

/** The name of the router that a chain of calls begins with; true where the router is told by itself. */
export function routerNameIn(call: CodeNode, text: string): string | true | undefined {
  let at: CodeNode | undefined = call;
  let last: CodeNode | undefined;
  while (at !== undefined && at.type !== 'identifier' && at.type !== 'this') {
    if (MADE.test(text.slice(at.start, at.end)) && at !== call) return true;
    last = at.type === 'member_expression' ? field(at, 'property') : last;
    at = unwrap(field(at, 'object') ?? field(at, 'function'));
  }
  // `this.app.get('/x', handler)`.
  const name = at?.type === 'this' ? last : at;
  if (name === undefined) return undefined;
  const found = text.slice(name.start, name.end);
  return ROUTER_NAMES.test(found) ? true : found;
}

/** Whether a call gives back what its only argument does: `asyncHandler(handler)`. */
export function handsOn(call: CodeNode, text: string): boolean {
  if (call.type !== 'call_expression' || argumentsOf(call).length !== 1) return false;
  const callee = unwrap(field(call, 'function'));
  const name = field(callee, 'property') ?? callee;
  return name !== undefined && WRAPS.test(text.slice(name.start, name.end));
}

function namedIn(statement: Statement, text: string): Named {
  const routers: string[] = [];
  const functions: (readonly [string, Registered, string | true])[] = [];
  for (const node of nodesOf(statement)) {
    if (node.type === 'variable_declarator') {
      const [name, value] = [field(node, 'name'), unwrap(field(node, 'value'))];
      const made = value?.type === 'call_expression' || value?.type === 'new_expression';
      if (name?.type === 'identifier' && made && MADE.test(text.slice(value.start, value.end)))
        routers.push(text.slice(name.start, name.end));
    }
    const added = addedBy(node, text);
    if (added !== undefined) functions.push([added, 'handler', true]);
    const kind = isRegistration(node, text);
    const on = kind === undefined ? undefined : routerNameIn(node, text);
    if (kind === undefined || on === undefined) continue;
    for (const argument of argumentsOf(node).flatMap((one) => laidOut(one, text)))
      if (argument.type === 'identifier')
        functions.push([text.slice(argument.start, argument.end), kind, on]);
  }
  return { routers, functions };
}

/** The function of Python that a call puts behind a path: `router.add_api_route('/x', show, methods=['GET'])`. */
function addedBy(call: CodeNode, text: string): string | undefined {
  const callee = call.type === 'call_expression' ? unwrap(field(call, 'function')) : undefined;
  const method = callee?.type === 'member_expression' ? field(callee, 'property') : undefined;
  if (method === undefined || !fastapi.decorating?.adds.includes(text.slice(method.start, method.end)))
    return undefined;
  const endpoint = keywordsOf(call, text).find(([key]) => key === 'endpoint')?.[1] ?? argumentsOf(call)[1];
  if (endpoint?.type === 'identifier') return text.slice(endpoint.start, endpoint.end);
  const own = field(endpoint, 'object')?.type === 'this' ? field(endpoint, 'property') : undefined;
  return own && methodName(text.slice(own.start, own.end));
}

/** How a method is called that an object of its class registers: `self.show`. */
export function methodName(name: string): string {
  return `this.${name}`;
}

/** Functions stand in lists, and in calls of what hands a request on. */
function laidOut(argument: CodeNode, text: string): readonly CodeNode[] {
  if (argument.type === 'array') return argument.children;
  return handsOn(argument, text) ? argumentsOf(argument) : [argument];
}

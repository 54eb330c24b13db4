import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import {
  argumentsOf,
  field,
  isFunction,
  keywordsOf,
  named,
  stringValue,
  unwrap,
} from '../../syntax/code-read.js';
import { nodesOf, type Statement, statementsOf } from '../../syntax/code-statements.js';
import type { Annotating, Framework } from '../frameworks/framework.js';
import { numbersOf } from './numbers.js';

/** One call or decorator that looks like a registration: of a route, a mount, a middleware or a parameter function. */
export interface Site {
  /** The call, or the name of a decorator that takes nothing. */
  readonly call: CodeNode;
  /** The name of the method: 'get', 'use'. */
  readonly method: CodeNode;
  readonly arguments: readonly CodeNode[];
  readonly keywords: readonly (readonly [string, CodeNode])[];
  /** The call of `route(path)` at the start of the chain, when the method takes no path of its own. */
  readonly chain: CodeNode | undefined;
  /** The function that a decorator registers. */
  readonly handler: CodeNode | undefined;
}

/** Registrations by their numbers. */
export type Sites = ReadonlyMap<number, Site>;

const known = new WeakMap<CodeRoot, Sites>();
/** By statement: a later tree takes over those that did not change. */
const seen = new WeakMap<CodeNode, readonly Site[]>();

/** All registrations of a file, by the numbers that facts name them by; in the order of their method names. */
export function sitesOf(root: CodeRoot, text: string, frameworks: readonly Framework[]): Sites {
  const before = known.get(root);
  if (before !== undefined) return before;
  const own = frameworks.filter(({ languages }) => languages.includes(root.language));
  const numbers = numbersOf(root);
  const sites = new Map<number, Site>();
  for (const statement of statementsOf(root)) {
    const { node } = statement;
    const found = seen.get(node) ?? sitesIn(statement, text, own);
    seen.set(node, found);
    const first = numbers.ofStatement(node);
    for (const [index, site] of found.entries()) sites.set(first + index, site);
  }
  known.set(root, sites);
  return sites;
}

function sitesIn(statement: Statement, text: string, frameworks: readonly Framework[]): readonly Site[] {
  const sites: Site[] = [];
  for (const node of nodesOf(statement)) {
    const site =
      node.type === 'call_expression' || node.type === 'identifier'
        ? siteOf(node, text, frameworks)
        : undefined;
    if (site !== undefined) sites.push(site);
  }
  return sites.sort((a, b) => a.method.start - b.method.start);
}

/** The parts of a call that matter here. */
interface Called {
  readonly call: CodeNode;
  readonly callee: CodeNode;
  readonly method: CodeNode;
  readonly name: string;
  readonly arguments: readonly CodeNode[];
  /** The function that it decorates. */
  readonly handler: CodeNode | undefined;
}

function siteOf(node: CodeNode, text: string, frameworks: readonly Framework[]): Site | undefined {
  const called = calledBy(node, text);
  if (called === undefined) return undefined;
  const { call, method, handler } = called;
  for (const framework of frameworks) {
    const chain = chainOf(called.callee, text, framework);
    const fits =
      framework.annotating !== undefined
        ? isAnnotated(called, framework.verbs, framework.annotating)
        : /^(?:member|subscript)_expression$/.test(called.callee.type) &&
          !isAwaited(called.call, text) &&
          (framework.decorating === undefined
            ? isCall(called, chain, framework)
            : isDeclared(called, framework));
    if (!fits) continue;
    const keywords = call.type === 'call_expression' ? keywordsOf(call, text) : [];
    return { call, method, arguments: called.arguments, keywords, chain, handler };
  }
  return undefined;
}

function calledBy(call: CodeNode, text: string): Called | undefined {
  const decorated = call.parent?.type === 'decorator' ? call.parent.parent : undefined;
  if (call.type === 'identifier' && decorated === undefined) return undefined;
  const callee = call.type === 'identifier' ? call : unwrap(field(call, 'function'));
  const method = field(callee, 'property') ?? field(callee, 'index') ?? callee;
  if (callee === undefined || method === undefined) return undefined;
  const handler = isFunction(decorated) ? decorated : undefined;
  const name =
    callee.type === 'subscript_expression'
      ? (stringValue(method, text) ?? '')
      : text.slice(method.start, method.end);
  return { call, callee, method, name, arguments: argumentsOf(call), handler };
}

/** What is awaited or goes on with `then` is a request of a client: `await api.post('/x', body)`. */
function isAwaited(call: CodeNode, text: string): boolean {
  if (call.parent?.type === 'await_expression') return true;
  const next = call.parent?.type === 'member_expression' ? field(call.parent, 'property') : undefined;
  return (
    next !== undefined &&
    /^(?:then|catch|finally|expect|set|send|query)$/.test(text.slice(next.start, next.end))
  );
}

/** `app.get('/x', handler)`, `app.use(...)` and `app.param(...)`. */
function isCall(called: Called, chain: CodeNode | undefined, framework: Framework): boolean {
  const { name, arguments: args, handler } = called;
  if (handler !== undefined) return false;
  // `app[route.method](route.path, route.handler)`.
  if (name === '') return args.length >= 2;
  if (Object.hasOwn(framework.verbs, name) && args.length >= (chain === undefined ? 2 : 1)) return true;
  if (framework.mounts.includes(name) && args.length > 0) return true;
  return framework.params.includes(name) && args.length === 2 && isFunctionLike(args[1]);
}

/** `@app.get('/x')`, `app.include_router(...)` and the like. */
function isDeclared({ name, handler, call }: Called, framework: Framework): boolean {
  const style = framework.decorating;
  if (style === undefined || call.type !== 'call_expression') return false;
  if (handler !== undefined) {
    return (
      Object.hasOwn(framework.verbs, name) || style.generic.includes(name) || style.middleware.includes(name)
    );
  }
  const given = named(field(call, 'arguments')).length > 0;
  return given && [...style.adds, ...style.includes, ...style.middleware, ...framework.mounts].includes(name);
}

/** `@GetMapping("/x")` of a method, and a method that ends a rule about access. */
function isAnnotated(
  { name, handler, callee }: Called,
  verbs: Framework['verbs'],
  style: Annotating,
): boolean {
  if (handler !== undefined) return Object.hasOwn(verbs, name) || name === style.mapping;
  return callee.type === 'member_expression' && style.rules.includes(name);
}

function isFunctionLike(node: CodeNode | undefined): boolean {
  const value = unwrap(node);
  return isFunction(value) || value?.type === 'identifier' || value?.type === 'member_expression';
}

/** Follows `.route('/x').get(a).post(b)` back to the call of `route`. */
function chainOf(member: CodeNode, text: string, framework: Framework): CodeNode | undefined {
  let at: CodeNode | undefined = member;
  while (at?.type === 'member_expression') {
    const call: CodeNode | undefined = unwrap(field(at, 'object'));
    if (call?.type !== 'call_expression') return undefined;
    at = unwrap(field(call, 'function'));
    const name = field(at, 'property');
    if (name === undefined) return undefined;
    const called = text.slice(name.start, name.end);
    if (called === framework.chain && argumentsOf(call).length === 1) return call;
    if (!Object.hasOwn(framework.verbs, called)) return undefined;
  }
  return undefined;
}

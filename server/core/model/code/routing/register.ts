import type { Expr } from '../../../facts/code/types.js';
import { treatmentOf } from '../guarding/treatment.js';
import { textIn } from '../running/bindings.js';
import { iterate } from '../running/members.js';
import type { Runtime } from '../running/runtime.js';
import {
  type ExternalValue,
  type Handler,
  type Keywords,
  MOST_ITEMS,
  type Paths,
  type Router,
  type RouterCall,
  type Scope,
  UNKNOWN_VALUE,
  type Value,
} from '../running/values.js';
import { declare } from './decorators.js';
import { dependenciesOf } from './dependencies.js';

const MAX_NESTING = 3;

/** Names that a path has when it is no literal; a constant is no function. */
const PATH_NAME = /(?:prefix|path|base|url|uri|route|version|endpoint|root|mount)$/i;
const CONSTANT_NAME = /^[A-Z][A-Z\d_]*$/;
/** Names that say what a function does. */
const FUNCTION_NAME =
  /^(?:add|check|ensure|has|is|load|log|needs?|require|set|validate|verify|with)(?=[A-Z_])/;

/** A new application or router, when that is what the callee makes. */
export function construct(machine: Runtime, callee: ExternalValue, keywords: Keywords): Value | undefined {
  const name = [callee.module, ...callee.names].join('.');
  for (const framework of machine.frameworks) {
    const kind =
      callee.called || !Object.hasOwn(framework.constructors, name)
        ? undefined
        : framework.constructors[name];
    if (kind === undefined) continue;
    const given = keywords.get('prefix');
    const prefix = given === undefined ? '' : textIn(given);
    const about = { id: machine.nextId(), kind, framework, uri: machine.home, prefix };
    const router = newRouter({ ...about, within: machine.branches }, machine);
    const asked = keywords.get('dependencies');
    const handlers = dependenciesOf(asked, machine, { name: 'dependencies', at: { uri: '', path: [] } });
    if (handlers.length > 0)
      machine.writes.layer(router, {
        kind: 'use',
        paths: [''],
        exact: false,
        handlers,
        maybe: false,
        own: true,
      });
    return { kind: 'router', router };
  }
  return undefined;
}

/** Whether the last argument can be a handler; data is sent by a client. */
export function isHandled({ a, f }: Extract<Expr, { readonly k: 'call' }>): boolean {
  const last = a.at(-1);
  if (f.k === 'get' && f.n === 'use') return true;
  return last !== undefined && !/^(?:text|object|join|pattern|this)$/.test(last.k);
}

/** What stands for a router that is handed in from out of sight: by its name, and only where nothing else is known of it. */
export function orphanFor(machine: Runtime, of: Expr, receiver: Value, scope: Scope): Router | undefined {
  if (receiver.kind !== 'unknown' && !(receiver.kind === 'external' && !receiver.called)) return undefined;
  const name = of.k === 'name' || of.k === 'get' ? of.n : '';
  // A name that nothing declares is a snippet's.
  if (of.k === 'name' && !isDeclared(name, scope)) return undefined;
  const { uri } = scope.module;
  const { language } = scope.module.facts;
  const framework = machine.frameworks.find(
    (one) => one.languages.includes(language) && one.receivers.test(name),
  );
  if (framework === undefined) return undefined;
  const id = `${uri}#${name}`;
  return (
    machine.found.routers.get(id) ??
    newRouter({ id, kind: 'orphan', framework, uri, prefix: '', within: [] }, machine)
  );
}

function isDeclared(name: string, scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.up) if (at.names.has(name)) return true;
  return false;
}

function newRouter(about: Omit<Router, 'layers'>, machine: Runtime): Router {
  const router = machine.writes.own<Router>({ ...about, layers: [] });
  machine.happened({ kind: 'router', router });
  return router;
}

/** Registers what the call registers; the answer is what the call gives back. */
export function callRouter(machine: Runtime, call: RouterCall): Value {
  const { router, method, args } = call;
  const { framework } = router;
  if (framework.decorating !== undefined) return declare(machine, call);
  const itself: Value =
    call.chain === undefined ? { kind: 'router', router } : { kind: 'chain', router, paths: call.chain };
  if (method === framework.chain && args.length === 1 && call.chain === undefined) {
    return { kind: 'chain', router, paths: pathsOf(args[0]) };
  }
  if (framework.mounts.includes(method)) {
    use(machine, call);
    return itself;
  }
  if (framework.params.includes(method)) {
    param(machine, call);
    return itself;
  }
  if (!Object.hasOwn(framework.verbs, method)) return UNKNOWN_VALUE;
  const own = call.chain === undefined ? 1 : 0;
  if (call.site === undefined || args.length <= own) return UNKNOWN_VALUE;
  machine.writes.layer(router, {
    kind: 'route',
    method: framework.verbs[method] ?? 'ANY',
    paths: call.chain ?? pathsOf(args[0]),
    handlers: handlersOf(call, own),
    uri: call.uri,
    site: call.site,
    ...(isMaybe(machine, router) ? { maybe: true } : {}),
  });
  return itself;
}

/** Whether what is registered now may be missing where the router is there. */
function isMaybe({ branches }: Runtime, { within }: Router): boolean {
  return branches.some((branch) => !within.includes(branch));
}

function param({ writes }: Runtime, call: RouterCall): void {
  const name = textIn(call.args[0] ?? UNKNOWN_VALUE);
  const handler = handlersOf(call, 1)[0];
  if (name !== undefined && handler !== undefined)
    writes.layer(call.router, { kind: 'param', name, handler });
}

function use(machine: Runtime, call: RouterCall): void {
  const [first] = call.args;
  const kind = first === undefined || call.args.length < 2 ? 'no' : pathLike(first, call);
  // What may be a path may be middleware as well.
  if (kind === 'maybe') stand(machine, call, [''], handlersOf(call, 0).slice(0, 1));
  const paths: Paths = kind === 'yes' ? pathsOf(first) : kind === 'maybe' ? [undefined] : [''];
  stand(machine, call, paths, handlersOf(call, kind === 'no' ? 0 : 1));
}

function stand(machine: Runtime, call: RouterCall, paths: Paths, handlers: readonly Handler[]): void {
  for (const handler of handlers) {
    const mounted = routersIn(handler.value);
    for (const router of mounted) {
      machine.writes.layer(call.router, { kind: 'mount', paths, router, handlers: [] });
    }
    if (mounted.length === 0) {
      machine.writes.layer(call.router, {
        kind: 'use',
        paths,
        exact: false,
        handlers: [handler],
        maybe: isMaybe(machine, call.router),
      });
    }
  }
}

/** Whether the first argument of several is a path: what is out of sight and no known middleware may be one. */
function pathLike(value: Value, { exprs, router }: RouterCall): 'yes' | 'maybe' | 'no' {
  const [e] = exprs;
  if (value.kind === 'text' || textIn(value) !== undefined) return 'yes';
  if (value.kind === 'list') {
    if (value.items.length === 0 || value.items.some((item) => isMiddleware(item, router))) return 'no';
    return value.items.some((item) => item.kind === 'text') ? 'yes' : 'maybe';
  }
  if (isMiddleware(value, router)) return 'no';
  const name = e?.k === 'name' || e?.k === 'get' ? e.n : '';
  const named = PATH_NAME.test(name) || CONSTANT_NAME.test(name);
  return named && !FUNCTION_NAME.test(name) ? 'yes' : 'maybe';
}

function isMiddleware(value: Value, { framework }: Pick<Router, 'framework'>): boolean {
  if (value.kind === 'external') return treatmentOf(value, framework) !== 'unknown';
  if (value.kind === 'either') return value.values.some((one) => isMiddleware(one, { framework }));
  return value.kind !== 'unknown' && value.kind !== 'text';
}

function routersIn(value: Value): readonly Router[] {
  if (value.kind === 'router') return [value.router];
  if (value.kind === 'either') return value.values.flatMap(routersIn);
  // A module of which only the default export is a router, required whole.
  const inner = value.kind === 'object' ? value.fields.get('default') : undefined;
  return inner?.kind === 'router' ? [inner.router] : [];
}

/** Handlers among the arguments, arrays laid out. */
function handlersOf(call: RouterCall, from: number): readonly Handler[] {
  return call.args.slice(from).flatMap((value, i) => {
    const index = from + i;
    const e = call.exprs[index];
    const path =
      call.site === undefined ? ['route'] : ['route', call.site, 'argument', call.places[index] ?? index];
    const at = { uri: call.uri, path };
    const items = laidOut(value);
    const inner = e?.k === 'list' ? writtenIn(e, items.length) : [];
    return items.map((item, n) => ({ value: item, name: nameOf(inner[n] ?? e, item), at }));
  });
}

/** What is written for each of so many items of a list; what a spread brings is called as that is. */
function writtenIn(list: Expr, count: number): readonly Expr[] {
  const written = laidOpen(list);
  const first = written.findIndex(({ k }) => k === 'spread');
  if (first < 0) return written.length === count ? written : [];
  const last = written.findLastIndex(({ k }) => k === 'spread');
  const [spread] = written.slice(first);
  if (spread?.k !== 'spread') return [];
  const behind = written.slice(last + 1);
  const brought = Math.max(0, count - first - behind.length);
  return [...written.slice(0, first), ...Array.from({ length: brought }, () => spread.of), ...behind];
}

function laidOpen(e: Expr, depth = 0): readonly Expr[] {
  return e.k === 'list' && depth < MAX_NESTING ? e.i.flatMap((item) => laidOpen(item, depth + 1)) : [e];
}

/** Items of lists in lists, as far as they are few. */
function laidOut(value: Value, depth = 0): readonly Value[] {
  const items = value.kind === 'list' ? iterate(value) : undefined;
  if (items === undefined) return [value];
  if (depth >= MAX_NESTING) return [UNKNOWN_VALUE];
  return items.flatMap((item) => laidOut(item, depth + 1)).slice(0, MOST_ITEMS);
}

/** As the code calls it: 'requireAuth', 'passport.authenticate'. */
function nameOf(e: Expr | undefined, value: Value): string {
  if (e?.k === 'name') return e.n;
  if (e?.k === 'get') {
    // `guard({...}).unless({...})` is the guard; `require('./guards').signedIn` is its member.
    if (e.of.k === 'call' && !isLoading(e.of)) return nameOf(e.of, value);
    return e.of.k === 'name' || e.of.k === 'get' ? `${nameOf(e.of, value)}.${e.n}` : e.n;
  }
  if (e?.k === 'call' || e?.k === 'new') return nameOf(e.f, value);
  return value.kind === 'function' ? (value.fact.name ?? 'inline') : 'inline';
}

function isLoading({ f }: Extract<Expr, { readonly k: 'call' }>): boolean {
  return f.k === 'name' && (f.n === 'require' || f.n === 'import');
}

/** Paths that a value stands for; an entry is undefined when it cannot be known. */
function pathsOf(value: Value | undefined): Paths {
  if (value?.kind === 'list') return value.items.map(textIn);
  return [value === undefined ? undefined : textIn(value)];
}

/** Whoever holds the router may register anything on it from here on. */
export function leak({ writes }: Runtime, router: Router, name: string): void {
  const handler = { value: UNKNOWN_VALUE, name, at: { uri: router.uri, path: [] } };
  const layer = { kind: 'use', paths: [''], exact: false, handlers: [handler], maybe: false } as const;
  // Middleware stands before everything where routes are declared by decorators.
  writes.layer(router, layer, router.framework.decorating === undefined ? 'last' : 'first');
}

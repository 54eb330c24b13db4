import type { Method } from '../../../facts/api.js';
import type { Expr } from '../../../facts/code/types.js';
import { textIn } from '../running/bindings.js';
import { iterate } from '../running/members.js';
import type { Runtime } from '../running/runtime.js';
import {
  type ClassValue,
  type FunctionValue,
  type Handler,
  type Paths,
  type Registrar,
  type Router,
  type RouterCall,
  UNKNOWN_VALUE,
  type Value,
} from '../running/values.js';
import { dependenciesOf, needsOf } from './dependencies.js';

/** Applies the decorators of a function from the inside out: one registers it, the others stand in front of it. */
export function decorate(made: FunctionValue, machine: Runtime): void {
  const decorators = made.fact.decorators ?? [];
  for (let i = decorators.length - 1; i >= 0; i -= 1) {
    const e = decorators[i];
    if (e === undefined) continue;
    const value = machine.evaluate(e, made.scope);
    if (value.kind === 'registrar') register(value, made, machine);
    else made.wrappers.push({ value, name: decoratorName(e), at: { uri: made.scope.module.uri, path: [i] } });
  }
}

function register({ as, call }: Registrar, handler: FunctionValue, machine: Runtime): void {
  if (as === 'middleware') addMiddleware(machine, call, handler, handler.fact.name ?? 'middleware');
  else route(machine, call, call.router.framework.verbs[call.method], pathOf(call), handler);
}

function decoratorName(e: Expr): string {
  if (e.k === 'call') return decoratorName(e.f);
  if (e.k === 'get') return e.of.k === 'name' ? `${e.of.n}.${e.n}` : e.n;
  return e.k === 'name' ? e.n : 'decorator';
}

/** What a call of a method registers on a router whose routes are declared by decorators. */
export function declare(machine: Runtime, call: RouterCall): Value {
  const { router, method } = call;
  const style = router.framework.decorating;
  if (style === undefined || call.site === undefined) return UNKNOWN_VALUE;
  const { verbs } = router.framework;
  if (Object.hasOwn(verbs, method) || style.generic.includes(method)) {
    return { kind: 'registrar', as: 'route', call };
  }
  if (style.adds.includes(method)) {
    const handler = call.args[1] ?? call.keywords.get('endpoint');
    if (handler?.kind === 'function') route(machine, call, undefined, pathOf(call), handler);
    else route(machine, call, undefined, pathOf(call), undefined);
  } else if (style.includes.includes(method)) {
    include(machine, call);
  } else if (router.framework.mounts.includes(method)) {
    mount(machine, call);
  } else if (style.middleware.includes(method)) {
    return middleware(machine, call);
  }
  return UNKNOWN_VALUE;
}

function pathOf(call: RouterCall): string | undefined {
  return textIn(call.args[0] ?? call.keywords.get('path') ?? UNKNOWN_VALUE);
}

function route(
  machine: Runtime,
  call: RouterCall,
  verb: Method | undefined,
  path: string | undefined,
  handler: FunctionValue | undefined,
): void {
  const site = call.site;
  if (site === undefined) return;
  const at = (part: string, index: string | number) => ({
    uri: call.uri,
    path: ['route', site, part, index],
  });
  const asked = dependenciesOf(call.keywords.get('dependencies'), machine, {
    name: 'dependencies',
    at: at('keyword', 'dependencies'),
  });
  const wrappers = (handler?.wrappers ?? []).map((one): Handler => {
    const [index] = one.at.path;
    return { ...one, at: at('decorator', typeof index === 'number' ? index : 0) };
  });
  const shared = (handler?.shared ?? []).map((one) => ({
    ...one,
    at: { uri: call.uri, path: ['route', site] },
  }));
  const needs = handler === undefined ? [] : needsOf(handler, machine, (index) => at('parameter', index));
  const last: Handler = {
    value: handler ?? UNKNOWN_VALUE,
    name: handler?.fact.name ?? 'inline',
    at: { uri: call.uri, path: ['route', site] },
  };
  const verbs = verb === undefined ? verbsOf(call) : [verb];
  for (const method of verbs) {
    machine.writes.layer(call.router, {
      kind: 'route',
      method,
      paths: [path],
      handlers: [...asked, ...shared, ...needs, ...wrappers.toReversed(), last],
      uri: call.uri,
      site,
    });
  }
}

/** The verbs that `methods` names; without it a route answers GET. */
function verbsOf(call: RouterCall): readonly Method[] {
  const given = call.keywords.get('methods');
  if (given === undefined) return ['GET'];
  const texts = iterate(given)?.map(textIn) ?? [undefined];
  return texts.map((text) => text?.toUpperCase() ?? 'ANY');
}

function include(machine: Runtime, call: RouterCall): void {
  const value = call.args[0] ?? call.keywords.get('router') ?? UNKNOWN_VALUE;
  const given = call.keywords.get('prefix');
  const path = given === undefined && !call.keywords.has('...') ? '' : textIn(given ?? UNKNOWN_VALUE);
  const handlers = dependenciesOf(call.keywords.get('dependencies'), machine, {
    name: 'dependencies',
    at: { uri: call.uri, path: ['route', call.site ?? 0, 'keyword', 'dependencies'] },
  });
  const inner = value.kind === 'router' ? value.router : undefined;
  if (inner === undefined) machine.writes.layer(call.router, { kind: 'unseen', uri: call.uri });
  else attach(machine, call.router, inner, [path], handlers);
}

function attach(
  { writes }: Runtime,
  outer: Router,
  inner: Router,
  paths: Paths,
  handlers: readonly Handler[],
  apart?: true,
): void {
  writes.layer(outer, {
    kind: 'mount',
    paths,
    router: inner,
    handlers,
    ...(apart === undefined ? {} : { apart }),
  });
}

function mount(machine: Runtime, call: RouterCall): void {
  const value = call.args[1] ?? call.keywords.get('app') ?? UNKNOWN_VALUE;
  const path = pathOf(call);
  if (value.kind === 'router') attach(machine, call.router, value.router, [path], [], true);
  else if (!isFiles(value)) machine.writes.layer(call.router, { kind: 'unseen', uri: call.uri });
}

function isFiles(value: Value): boolean {
  return value.kind === 'external' && value.names.at(-1) === 'StaticFiles';
}

/** `@app.middleware('http')` and `app.add_middleware(Class)`: in front of everything, wherever it stands. */
function middleware(machine: Runtime, call: RouterCall): Value {
  const [first] = call.args;
  if (first === undefined || first.kind === 'text') return { kind: 'registrar', as: 'middleware', call };
  const [e] = call.exprs;
  const passes = first.kind === 'class' ? methodOf(first, machine) : undefined;
  addMiddleware(machine, call, passes ?? first, e?.k === 'name' || e?.k === 'get' ? e.n : 'middleware');
  return UNKNOWN_VALUE;
}

function addMiddleware({ writes }: Runtime, call: RouterCall, value: Value, name: string): void {
  const handlers = [{ value, name, at: { uri: call.uri, path: ['route', call.site ?? 0] } }];
  const layer = { kind: 'use', paths: [''], exact: false, handlers, maybe: false } as const;
  writes.layer(call.router, layer, 'first');
}

/** What a class of middleware does to a request. */
function methodOf(of: ClassValue, machine: Runtime): Value | undefined {
  const method = of.fact.methods.find(([name]) => name === 'dispatch' || name === '__call__');
  return method && machine.evaluate({ k: 'function', i: method[1] }, of.scope);
}

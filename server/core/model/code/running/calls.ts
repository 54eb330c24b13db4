import type { Expr } from '../../../facts/code/types.js';
import { treatmentOf } from '../guarding/treatment.js';
import { callRouter, construct, isHandled, leak, orphanFor } from '../routing/register.js';
import { bind, routerIn, selfOf, textIn } from './bindings.js';
import { changedText, ofLibrary, pickedItems } from './library.js';
import { fieldsOf, iterate, memberOf, scopeWith, valuesOf } from './members.js';
import type { Runtime } from './runtime.js';
import {
  type ClassValue,
  type ExternalValue,
  eitherOf,
  type FunctionValue,
  type Keywords,
  NO_KEYWORDS,
  type ObjectValue,
  type Router,
  type Scope,
  UNKNOWN_VALUE,
  type Value,
} from './values.js';

export type CallExpr = Extract<Expr, { readonly k: 'call' }>;
type MemberExpr = Extract<Expr, { readonly k: 'get' }>;

const NOTHING: Expr = { k: 'other' };

/** Arguments of a call that is out of sight. */
export const UNSENT: readonly Value[] = [];

/** Objects of the language that run nothing on what they are given. */
const GLOBALS: ReadonlySet<string> = new Set([
  'console',
  'Object',
  'JSON',
  'Array',
  'Reflect',
  'String',
  'Boolean',
]);

/** What a call in code gives, after whatever it registers. */
export function callOf(e: CallExpr, scope: Scope, machine: Runtime): Value {
  const { f } = e;
  if (f.k === 'name' && (f.n === 'require' || f.n === 'import')) {
    const [named] = e.a;
    const specifier = named && textIn(machine.evaluate(named, scope));
    return specifier === undefined ? UNKNOWN_VALUE : machine.load(specifier, scope.module.uri);
  }
  if (f.k === 'get') return callOfMember(e, f, scope, machine);
  if (f.k === 'item') return callOfItem(e, f, scope, machine);
  const keywords = keywordsOf(e, scope, machine);
  const [callee, args] = [machine.evaluate(f, scope), valuesOf(e.a, scope, machine)];
  return library(callee, args, scope, machine) ?? call(callee, args, undefined, machine, keywords);
}

/** What a function of a library gives; where it takes one, it hands that to a function, behind what went wrong. */
function library(callee: Value, args: readonly Value[], scope: Scope, machine: Runtime): Value | undefined {
  const given = ofLibrary(callee, args, scope.module.uri, machine);
  const last = args.at(-1);
  if (given?.kind === 'list' && last?.kind === 'function')
    call(last, [UNKNOWN_VALUE, given], undefined, machine);
  return given;
}

/** The arguments with a name of a call. */
function keywordsOf(e: CallExpr, scope: Scope, machine: Runtime): Keywords {
  if (e.kw === undefined) return NO_KEYWORDS;
  return new Map(e.kw.map(([name, value]) => [name, machine.evaluate(value, scope)]));
}

/** Calls a value; `self` is its `this`. */
export function call(
  callee: Value,
  args: readonly Value[],
  self: Value | undefined,
  machine: Runtime,
  keywords: Keywords = NO_KEYWORDS,
): Value {
  switch (callee.kind) {
    case 'function':
      return enter(callee, args, self, machine, keywords);
    case 'external':
      return (
        construct(machine, callee, keywords) ??
        callUnseen({ ...callee, called: true, args, keywords }, [...args, ...keywords.values()], machine)
      );
    case 'class':
      // Python makes instances without `new`.
      return callee.scope.module.facts.language === 'python'
        ? instanceOf(callee, args, machine, keywords)
        : UNKNOWN_VALUE;
    case 'either':
      return eitherOf(callee.values.map((value) => call(value, args, self, machine, keywords)));
    case 'object':
      // A module of which only the default export is a function, required whole.
      return callee.fields.has('default')
        ? call(memberOf(callee, 'default', machine), args, self, machine, keywords)
        : UNKNOWN_VALUE;
    default:
      return callUnseen(undefined, [...args, ...keywords.values()], machine);
  }
}

/** A new instance of a class, or what a constructor of a package makes. */
export function instanceOf(
  callee: Value,
  args: readonly Value[],
  machine: Runtime,
  keywords: Keywords = NO_KEYWORDS,
): Value {
  if (callee.kind === 'class') {
    const instance: ObjectValue = { kind: 'object', fields: machine.writes.table(), class: callee };
    machine.happened({ kind: 'instance', value: instance });
    initialize(instance, callee, args, machine, keywords);
    return instance;
  }
  if (callee.kind === 'external') {
    const made = { ...callee, called: true, args, keywords };
    return construct(machine, callee, keywords) ?? callUnseen(made, args, machine);
  }
  return callUnseen(undefined, args, machine);
}

function callOfMember(e: CallExpr, f: MemberExpr, scope: Scope, machine: Runtime): Value {
  const receiver = machine.evaluate(f.of, scope);
  const router =
    routerIn(receiver) ??
    (e.site === undefined || !isHandled(e) ? undefined : orphanFor(machine, f.of, receiver, scope));
  if (router !== undefined) {
    const given = e.a.map((one) => valuesOf([one], scope, machine));
    return callRouter(machine, {
      router,
      chain: receiver.kind === 'chain' ? receiver.paths : undefined,
      method: f.n,
      exprs: given.flatMap((values, i) => values.map(() => e.a[i] ?? NOTHING)),
      places: given.flatMap((values, i) => values.map(() => i)),
      args: given.flat(),
      keywords: keywordsOf(e, scope, machine),
      site: e.site,
      uri: scope.module.uri,
    });
  }
  if (receiver.kind === 'unknown' && f.of.k === 'name' && GLOBALS.has(f.of.n)) {
    const [first] = e.a;
    const given = f.of.n === 'Object' && first !== undefined ? machine.evaluate(first, scope) : UNKNOWN_VALUE;
    return fieldsOf(given, f.n);
  }
  return callMethod(
    receiver,
    f.n,
    valuesOf(e.a, scope, machine),
    scope,
    machine,
    keywordsOf(e, scope, machine),
  );
}

/** `app[method](path, handler)`: what it registers is known when the name of the method is. */
function callOfItem(
  e: CallExpr,
  f: Extract<Expr, { readonly k: 'item' }>,
  scope: Scope,
  machine: Runtime,
): Value {
  const name = textIn(machine.evaluate(f.at, scope));
  if (name !== undefined)
    return callOfMember(e, { k: 'get', of: f.of, n: name.toLowerCase() }, scope, machine);
  const router = routerIn(machine.evaluate(f.of, scope));
  if (router === undefined) return callUnseen(undefined, valuesOf(e.a, scope, machine), machine);
  machine.writes.layer(router, { kind: 'unseen', uri: scope.module.uri });
  return UNKNOWN_VALUE;
}

function callMethod(
  receiver: Value,
  name: string,
  args: readonly Value[],
  scope: Scope,
  machine: Runtime,
  keywords: Keywords,
): Value {
  const items = name === 'forEach' || name === 'map' ? iterate(receiver) : undefined;
  const [first] = args;
  if (items !== undefined && first !== undefined) {
    return {
      kind: 'list',
      items: items.map((item, i) => call(first, [item, { kind: 'text', text: `${i}` }], undefined, machine)),
    };
  }
  // A module that is loaded later: `import('../routing/routes.js').then((routes) => routes.default(app))`.
  const isGiven = receiver.kind === 'list' || (receiver.kind === 'object' && !receiver.fields.has(name));
  if (name === 'then' && isGiven && first !== undefined) return call(first, [receiver], undefined, machine);
  // Which of the items are left is not followed, nor in what order.
  if (receiver.kind === 'list' && /^(?:filter|sort|reverse)$/.test(name)) return receiver;
  const picked = receiver.kind === 'list' ? pickedItems(receiver.items, name, args) : undefined;
  if (picked !== undefined) return picked;
  const known = textIn(receiver);
  const changed = known === undefined ? undefined : changedText(known, name, args);
  if (changed !== undefined) return changed;
  if (name === 'bind') return receiver.kind === 'unknown' ? UNKNOWN_VALUE : receiver;
  if (name === 'call' && receiver.kind === 'function') return call(receiver, args.slice(1), first, machine);
  const self = receiver.kind === 'object' ? receiver : selfOf(scope);
  const method = memberOf(receiver, name, machine);
  return library(method, args, scope, machine) ?? call(method, args, self, machine, keywords);
}

/** A call out of sight may run the functions that it is given, and register anything on the routers. */
function callUnseen(callee: ExternalValue | undefined, args: readonly Value[], machine: Runtime): Value {
  for (const value of args.flatMap(withParts)) {
    if (value.kind === 'function' && !value.fact.handler && value.fact.steps.length > 0) {
      enter(value, UNSENT, undefined, machine);
    } else if (value.kind === 'router' && !isHarmless(callee, value.router)) {
      leak(machine, value.router, callee?.module ?? '');
    }
  }
  return callee ?? UNKNOWN_VALUE;
}

/** What somebody holds who holds the value. */
function withParts(value: Value): readonly Value[] {
  if (value.kind === 'object') return [...value.fields.values()];
  return value.kind === 'list' ? value.items : [value];
}

/** Whether a package registers nothing on an application that it is given. */
function isHarmless(callee: ExternalValue | undefined, { framework }: Router): boolean {
  if (callee === undefined) return false;
  return (
    framework.servers.includes(callee.module.replace(/^node:/, '')) ||
    treatmentOf(callee, framework) === 'none'
  );
}

function enter(
  { fact, scope }: FunctionValue,
  args: readonly Value[],
  self: Value | undefined,
  machine: Runtime,
  keywords: Keywords = NO_KEYWORDS,
): Value {
  const inner: Scope = {
    module: scope.module,
    names: machine.writes.table(),
    up: scope,
    self: self ?? scope.self,
  };
  // What cannot be known may have been laid out from a list, or unpacked from a table.
  const isOpen = args === UNSENT || args.at(-1)?.kind === 'unknown' || keywords.has('...');
  const defaults = new Map(isOpen ? [] : fact.defaults);
  fact.params.forEach((param, i) => {
    const rest = typeof param === 'object' && param?.take[0]?.[0] === '[]';
    const byName = typeof param === 'string' ? keywords.get(param) : undefined;
    const otherwise = defaults.get(i);
    const given = args[i] ?? byName ?? (otherwise && machine.evaluate(otherwise, inner)) ?? UNKNOWN_VALUE;
    bind(param, rest ? { kind: 'list', items: args.slice(i) } : given, inner, machine);
  });
  return machine.enter(fact, inner);
}

function initialize(
  instance: ObjectValue,
  of: ClassValue,
  args: readonly Value[],
  machine: Runtime,
  keywords: Keywords,
): void {
  machine.construct(of.fact);
  const scope = scopeWith(instance, of, machine);
  const base = of.fact.extends === undefined ? undefined : machine.evaluate(of.fact.extends, scope);
  if (base?.kind === 'class') initialize(instance, base, args, machine, keywords);
  for (const [name, e] of of.fact.fields) instance.fields.set(name, machine.evaluate(e, scope));
  const maker = of.fact.methods.find(([name]) => name === 'constructor' || name === '__init__');
  const value = maker === undefined ? undefined : machine.evaluate({ k: 'function', i: maker[1] }, scope);
  if (value?.kind === 'function') enter(value, args, instance, machine, keywords);
}

import type { Binding, CodeFacts, Expr, FunctionFact, Step } from '../../facts/code/types.js';
import type { Framework } from '../../facts/frameworks/framework.js';
import type { Layout } from '../layout.js';
import { bind, imported, joined, routerIn, selfOf } from './bindings.js';
import { iterate, memberOf } from './members.js';
import { isPackage, resolveModule } from './modules.js';
import { callRouter, construct, leak, orphanFor } from './register.js';
import {
  type ExternalValue,
  externalValue,
  type FunctionValue,
  type Module,
  type ObjectValue,
  objectValue,
  type Router,
  type Runtime,
  type Scope,
  UNKNOWN_VALUE,
  type Value,
} from './values.js';

const MAX_STEPS = 200_000;
const MAX_CALLS = 24;

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

/**
 * Follows code far enough to see what is registered on which router, in order. Modules run once, when they are first
 * imported; conditions are taken both ways; what cannot be followed is unknown. Bounded in steps and depth.
 */
export class Machine implements Runtime {
  readonly modules = new Map<string, Module>();
  readonly routers = new Map<string, Router>();
  /** Functions and instances that came into being, to run what nobody we see calls. */
  readonly functions = new Set<FunctionValue>();
  readonly instances = new Set<ObjectValue>();
  readonly called = new Set<FunctionFact>();
  readonly constructed = new Set<object>();
  /** The budget ran out: what follows is unknown. */
  exhausted = false;
  #steps = 0;
  #branches = 0;
  readonly #stack: FunctionFact[] = [];
  readonly #scopes = new Map<Module, Scope>();
  readonly frameworks: readonly Framework[];
  readonly #layout: Layout;

  constructor(
    files: readonly { readonly uri: string; readonly facts: CodeFacts }[],
    layout: Layout,
    frameworks: readonly Framework[],
  ) {
    this.#layout = layout;
    this.frameworks = frameworks;
    for (const { uri, facts } of files) {
      this.modules.set(uri, { uri, facts, exports: objectValue(), replaced: undefined, started: false });
    }
  }

  /** Whether what runs now runs only under a condition. */
  get maybe(): boolean {
    return this.#branches > 0;
  }

  resolve(specifier: string, from: string): string | undefined {
    return resolveModule(specifier, from, this.#layout, (uri) => this.modules.has(uri));
  }

  start(module: Module): void {
    if (module.started) return;
    module.started = true;
    const branches = this.#branches;
    this.#branches = 0;
    const scope: Scope = { module, names: new Map(), up: undefined, self: undefined };
    this.#scopes.set(module, scope);
    this.run(module.facts.steps, scope);
    this.#branches = branches;
  }

  /** The value that the steps return, when they do. */
  run(steps: readonly Step[], scope: Scope): Value | undefined {
    const returned: Value[] = [];
    for (const step of steps) {
      this.#steps += 1;
      if (this.#steps > MAX_STEPS) {
        this.exhausted = true;
        break;
      }
      const maybe = 'maybe' in step && step.maybe === true;
      if (maybe) this.#branches += 1;
      const value = this.#step(step, scope);
      if (maybe) this.#branches -= 1;
      if (value !== undefined) returned.push(value);
    }
    return returned.length > 1 ? { kind: 'either', values: returned } : returned[0];
  }

  #step(step: Step, scope: Scope): Value | undefined {
    switch (step.s) {
      case 'let':
        bind(step.to, this.evaluate(step.is, scope), scope, step.again === true);
        return undefined;
      case 'set':
        this.#set(step.of, step.n, this.evaluate(step.is, scope), scope);
        return undefined;
      case 'do':
        this.evaluate(step.e, scope);
        return undefined;
      case 'return':
        return this.evaluate(step.e, scope);
      case 'import':
        this.#import(step.from, step.name, step.to, scope);
        return undefined;
      case 'export':
        scope.module.exports.fields.set(step.name, this.evaluate(step.e, scope));
        return undefined;
      case 'pass':
        this.#pass(step.from, scope.module);
        return undefined;
      default:
        this.#each(step.of, step.to, step.body, scope);
        return undefined;
    }
  }

  /** Makes an instance of a class of the module, of whose arguments nothing is known. */
  instantiate(module: Module, index: number): void {
    const scope: Scope = { module, names: new Map(), up: this.#scopes.get(module), self: undefined };
    this.#new({ k: 'class', i: index }, [], scope);
  }

  callMethod(instance: ObjectValue, name: string): void {
    this.call(memberOf(instance, name, this), [], instance);
  }

  #each(of: Expr, to: Binding, body: readonly Step[], scope: Scope): void {
    const items = iterate(this.evaluate(of, scope));
    for (const item of items ?? [UNKNOWN_VALUE]) {
      const inner: Scope = { ...scope, names: new Map(), up: scope };
      bind(to, item, inner, false);
      this.run(body, inner);
    }
  }

  #set(of: Expr, name: string, value: Value, scope: Scope): void {
    if (of.k === 'name' && of.n === 'module' && name === 'exports') {
      scope.module.replaced = value;
      return;
    }
    const target = this.evaluate(of, scope);
    if (target.kind === 'object' || target.kind === 'function') target.fields.set(name, value);
  }

  #import(from: string, name: string, to: string | null, scope: Scope): void {
    const value = this.load(from, scope.module.uri);
    if (to !== null) bind(to, imported(value, name), scope, false);
  }

  #pass(from: string, module: Module): void {
    const value = this.load(from, module.uri);
    if (value.kind !== 'object') return;
    for (const [name, field] of value.fields) if (name !== 'default') module.exports.fields.set(name, field);
  }

  /** What a module is for the one who imports or requires it. */
  load(specifier: string, from: string): Value {
    const uri = this.resolve(specifier, from);
    const module = uri === undefined ? undefined : this.modules.get(uri);
    if (module === undefined) return isPackage(specifier) ? externalValue(specifier) : UNKNOWN_VALUE;
    this.start(module);
    return module.replaced ?? module.exports;
  }

  evaluate(e: Expr, scope: Scope): Value {
    switch (e.k) {
      case 'name':
        return this.#name(e.n, scope);
      case 'text':
        return { kind: 'text', text: e.v };
      case 'pattern':
        return { kind: 'text', text: undefined };
      case 'this':
        return selfOf(scope);
      case 'get':
        return this.#get(e.of, e.n, scope);
      case 'list':
        return { kind: 'list', items: e.i.flatMap((item) => this.#item(item, scope)) };
      case 'object':
        return this.#object(e.p, scope);
      case 'join':
        return joined(e.i.map((part) => this.evaluate(part, scope)));
      case 'either':
        return { kind: 'either', values: e.i.map((part) => this.evaluate(part, scope)) };
      case 'function':
        return this.#function(e.i, scope);
      case 'class':
        return this.#class(e.i, scope);
      case 'call':
        return this.#call(e, scope);
      case 'new':
        return this.#new(e.f, this.#arguments(e.a, scope), scope);
      default:
        return UNKNOWN_VALUE;
    }
  }

  #item(e: Expr, scope: Scope): readonly Value[] {
    if (e.k !== 'spread') return [this.evaluate(e, scope)];
    return iterate(this.evaluate(e.of, scope)) ?? [UNKNOWN_VALUE];
  }

  #arguments(list: readonly Expr[], scope: Scope): readonly Value[] {
    return list.flatMap((item) => this.#item(item, scope));
  }

  #object(pairs: readonly (readonly [string, Expr])[], scope: Scope): Value {
    const made = objectValue();
    for (const [name, e] of pairs) {
      const value = this.evaluate(e, scope);
      if (name !== '...') made.fields.set(name, value);
      else if (value.kind === 'object') for (const [key, field] of value.fields) made.fields.set(key, field);
    }
    return made;
  }

  #function(index: number, scope: Scope): Value {
    const fact = scope.module.facts.functions[index];
    if (fact === undefined) return UNKNOWN_VALUE;
    const made: FunctionValue = { kind: 'function', fact, scope, fields: new Map() };
    if (fact.steps.length > 0) this.functions.add(made);
    return made;
  }

  #class(index: number, scope: Scope): Value {
    const fact = scope.module.facts.classes[index];
    return fact === undefined ? UNKNOWN_VALUE : { kind: 'class', fact, scope };
  }

  #name(name: string, scope: Scope): Value {
    for (let at: Scope | undefined = scope; at !== undefined; at = at.up) {
      const value = at.names.get(name);
      if (value !== undefined) return value;
    }
    return name === 'exports' ? scope.module.exports : UNKNOWN_VALUE;
  }

  #get(of: Expr, name: string, scope: Scope): Value {
    if (of.k === 'name' && of.n === 'module' && name === 'exports') {
      return scope.module.replaced ?? scope.module.exports;
    }
    return memberOf(this.evaluate(of, scope), name, this);
  }

  #call(e: Extract<Expr, { readonly k: 'call' }>, scope: Scope): Value {
    const { f } = e;
    if (f.k === 'name' && (f.n === 'require' || f.n === 'import')) {
      const [specifier] = e.a;
      return specifier?.k === 'text' ? this.load(specifier.v, scope.module.uri) : UNKNOWN_VALUE;
    }
    if (f.k === 'get') {
      const receiver = this.evaluate(f.of, scope);
      const router =
        routerIn(receiver) ?? (e.site === undefined ? undefined : orphanFor(this, f.of, receiver, scope));
      if (router !== undefined) {
        const chain = receiver.kind === 'chain' ? receiver.paths : undefined;
        const args = this.#arguments(e.a, scope);
        return callRouter(this, {
          router,
          chain,
          method: f.n,
          exprs: e.a,
          args,
          site: e.site,
          uri: scope.module.uri,
        });
      }
      if (receiver.kind === 'unknown' && f.of.k === 'name' && GLOBALS.has(f.of.n)) return UNKNOWN_VALUE;
      return this.#method(receiver, f.n, this.#arguments(e.a, scope), scope);
    }
    return this.call(this.evaluate(f, scope), this.#arguments(e.a, scope), undefined);
  }

  #method(receiver: Value, name: string, args: readonly Value[], scope: Scope): Value {
    const items = name === 'forEach' || name === 'map' ? iterate(receiver) : undefined;
    const [first] = args;
    if (items !== undefined && first !== undefined) {
      return { kind: 'list', items: items.map((item) => this.call(first, [item], undefined)) };
    }
    if (name === 'bind') return receiver.kind === 'unknown' ? UNKNOWN_VALUE : receiver;
    if (name === 'call' && receiver.kind === 'function') return this.call(receiver, args.slice(1), first);
    const self = receiver.kind === 'object' ? receiver : selfOf(scope);
    return this.call(memberOf(receiver, name, this), args, self);
  }

  /** Calls a value; `self` is its `this`. */
  call(callee: Value, args: readonly Value[], self: Value | undefined): Value {
    switch (callee.kind) {
      case 'function':
        return this.#enter(callee, args, self);
      case 'external':
        return construct(this, callee) ?? this.#foreign({ ...callee, called: true, args }, args);
      case 'either':
        return { kind: 'either', values: callee.values.map((value) => this.call(value, args, self)) };
      case 'object':
        // A module of which only the default export is a function, required whole.
        return callee.fields.has('default')
          ? this.call(memberOf(callee, 'default', this), args, self)
          : UNKNOWN_VALUE;
      default:
        this.#foreign(undefined, args);
        return UNKNOWN_VALUE;
    }
  }

  /** A call out of sight may run the functions that it is given, and register anything on the routers. */
  #foreign(callee: ExternalValue | undefined, args: readonly Value[]): Value {
    const harmless = (router: Router): boolean =>
      callee !== undefined && router.framework.servers.includes(callee.module.replace(/^node:/, ''));
    for (const value of args.flatMap((one) => (one.kind === 'object' ? [...one.fields.values()] : [one]))) {
      if (value.kind === 'function' && !value.fact.handler && value.fact.steps.length > 0) {
        this.#enter(value, [], undefined);
      } else if (value.kind === 'router' && !harmless(value.router)) {
        leak(value.router, callee?.module ?? '');
      }
    }
    return callee ?? UNKNOWN_VALUE;
  }

  #enter(callee: FunctionValue, args: readonly Value[], self: Value | undefined): Value {
    const { fact, scope } = callee;
    if (fact.handler || this.#stack.includes(fact) || this.#stack.length >= MAX_CALLS) return UNKNOWN_VALUE;
    this.called.add(fact);
    const inner: Scope = { module: scope.module, names: new Map(), up: scope, self: self ?? scope.self };
    fact.params.forEach((param, i) => {
      bind(param, args[i] ?? UNKNOWN_VALUE, inner, false);
    });
    this.#stack.push(fact);
    const value = this.run(fact.steps, inner);
    this.#stack.pop();
    return value ?? UNKNOWN_VALUE;
  }

  #new(f: Expr, args: readonly Value[], scope: Scope): Value {
    const made = this.evaluate(f, scope);
    if (made.kind === 'class') {
      const instance = objectValue([], made);
      this.instances.add(instance);
      this.#initialize(instance, made, args);
      return instance;
    }
    if (made.kind === 'external') return construct(this, made) ?? { ...made, called: true, args };
    return UNKNOWN_VALUE;
  }

  #initialize(instance: ObjectValue, of: Extract<Value, { kind: 'class' }>, args: readonly Value[]): void {
    this.constructed.add(of.fact);
    const scope: Scope = { module: of.scope.module, names: new Map(), up: of.scope, self: instance };
    const base = of.fact.extends === undefined ? undefined : this.evaluate(of.fact.extends, scope);
    if (base?.kind === 'class') this.#initialize(instance, base, args);
    for (const [name, e] of of.fact.fields) instance.fields.set(name, this.evaluate(e, scope));
    const maker = of.fact.methods.find(([name]) => name === 'constructor');
    const value = maker === undefined ? undefined : this.#function(maker[1], scope);
    if (value?.kind === 'function') this.#enter(value, args, instance);
  }
}

import type { Binding, ClassFact, CodeFacts, Expr, FunctionFact, Step } from '../../facts/code/types.js';
import type { Framework } from '../../facts/frameworks/framework.js';
import type { Layout } from '../layout.js';
import { bind } from './bindings.js';
import { isModuleExports, valueOf } from './expressions.js';
import { iterate } from './members.js';
import { entriesOf, isPackage, resolveModule } from './modules.js';
import { handsOutNames, importedBy } from './packages.js';
import {
  eitherOf,
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

/**
 * Follows code far enough to see what is registered on which router, in order. Modules run once, when they are first
 * imported; conditions are taken both ways; what cannot be followed is unknown. Bounded in steps and depth.
 */
export class Machine implements Runtime {
  readonly frameworks: readonly Framework[];
  readonly modules = new Map<string, Module>();
  readonly routers = new Map<string, Router>();
  readonly functions = new Set<FunctionValue>();
  readonly instances = new Set<ObjectValue>();
  readonly called = new Set<FunctionFact>();
  readonly constructed = new Set<ClassFact>();
  readonly made = new Map<FunctionFact, FunctionValue>();
  /** The budget ran out: what follows is unknown. */
  exhausted = false;
  readonly #layout: Layout;
  /** Of modules that have run or run now. */
  readonly #scopes = new Map<Module, Scope>();
  readonly #stack: FunctionFact[] = [];
  #steps = 0;
  #branches = 0;

  constructor(
    files: readonly { readonly uri: string; readonly facts: CodeFacts }[],
    layout: Layout,
    frameworks: readonly Framework[],
  ) {
    this.#layout = layout;
    this.frameworks = frameworks;
    for (const { uri, facts } of files) {
      this.modules.set(uri, { uri, facts, exports: objectValue(), replaced: undefined });
    }
  }

  get maybe(): boolean {
    return this.#branches > 0;
  }

  resolve(specifier: string, from: string): string | undefined {
    return resolveModule(specifier, from, this.#layout, (uri) => this.modules.has(uri));
  }

  entries(folder: string, from: string): readonly string[] {
    return entriesOf(folder, from, this.#layout, this.modules.keys());
  }

  /** Runs a module, when it has not run yet; its names. */
  start(module: Module): Scope {
    const known = this.#scopes.get(module);
    if (known !== undefined) return known;
    const names = handsOutNames(module) ? module.exports.fields : new Map<string, Value>();
    const scope: Scope = { module, names, up: undefined, self: undefined };
    this.#scopes.set(module, scope);
    const branches = this.#branches;
    this.#branches = 0;
    this.#run(module.facts.steps, scope);
    this.#branches = branches;
    return scope;
  }

  load(specifier: string, from: string): Value {
    const uri = this.resolve(specifier, from);
    const module = uri === undefined ? undefined : this.modules.get(uri);
    if (module === undefined) return isPackage(specifier) ? externalValue(specifier) : UNKNOWN_VALUE;
    this.start(module);
    return module.replaced ?? module.exports;
  }

  evaluate(e: Expr, scope: Scope): Value {
    return valueOf(e, scope, this);
  }

  /** A function that already runs, or that is called too deep, is not followed. */
  enter(fact: FunctionFact, scope: Scope): Value {
    if (fact.handler || this.#stack.includes(fact) || this.#stack.length >= MAX_CALLS) return UNKNOWN_VALUE;
    this.called.add(fact);
    this.#stack.push(fact);
    const value = this.#run(fact.steps, scope);
    this.#stack.pop();
    return value ?? UNKNOWN_VALUE;
  }

  /** The value that the steps return, when they do. */
  #run(steps: readonly Step[], scope: Scope): Value | undefined {
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
    return returned.length > 1 ? eitherOf(returned) : returned[0];
  }

  #step(step: Step, scope: Scope): Value | undefined {
    switch (step.s) {
      case 'let':
        bind(step.to, this.#assigned(step, scope), scope, step.again === true);
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

  /** What a name holds after an assignment; after one that may not happen it holds either value. */
  #assigned(step: Extract<Step, { readonly s: 'let' }>, scope: Scope): Value {
    const value = this.evaluate(step.is, scope);
    if (step.again !== true || step.maybe !== true || typeof step.to !== 'string') return value;
    const before = this.evaluate({ k: 'name', n: step.to }, scope);
    return before.kind === 'unknown' ? value : { kind: 'either', values: [before, value] };
  }

  #each(of: Expr, to: Binding, body: readonly Step[], scope: Scope): void {
    const items = iterate(this.evaluate(of, scope));
    for (const item of items ?? [UNKNOWN_VALUE]) {
      const inner: Scope = { ...scope, names: new Map(), up: scope };
      bind(to, item, inner, false);
      this.#run(body, inner);
    }
  }

  #set(of: Expr, name: string, value: Value, scope: Scope): void {
    if (isModuleExports(of, name)) {
      scope.module.replaced = value;
      return;
    }
    const target = this.evaluate(of, scope);
    if (target.kind === 'object' || target.kind === 'function') target.fields.set(name, value);
  }

  #import(from: string, name: string, to: string | null, scope: Scope): void {
    const value = importedBy(scope.module, from, name, this);
    if (to !== null) bind(to, value, scope, false);
  }

  #pass(from: string, module: Module): void {
    const value = this.load(from, module.uri);
    if (value.kind !== 'object') return;
    for (const [name, field] of value.fields) if (name !== 'default') module.exports.fields.set(name, field);
  }
}

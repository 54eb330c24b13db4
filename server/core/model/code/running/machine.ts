import type { Binding, ClassFact, CodeFacts, Expr, FunctionFact, Step } from '../../../facts/code/types.js';
import type { Framework } from '../../../facts/frameworks/framework.js';
import type { Layout } from '../../layout.js';
import { registerViews } from '../routing/views.js';
import { bind } from './bindings.js';
import { isModuleExports, valueOf } from './expressions.js';
import { Found } from './found.js';
import { iterate } from './members.js';
import { entriesOf, isPackage, matchesOf, resolveModule } from './modules.js';
import { handsOutNames, importedBy } from './packages.js';
import { type Event, type Known, newRun, type Renamed, type Run } from './runs.js';
import type { Runtime } from './runtime.js';
import {
  eitherOf,
  externalValue,
  type Module,
  type Names,
  objectValue,
  type Scope,
  UNKNOWN_VALUE,
  type Value,
} from './values.js';
import { Writes } from './writes.js';

const MAX_STEPS = 200_000;
const MAX_CALLS = 24;

const NO_BRANCHES: readonly object[] = [];

/**
 * Follows code far enough to see what is registered on which router, in order. Modules run once, when they are first
 * imported; conditions are taken both ways; what cannot be followed is unknown. Bounded in steps and depth. A module
 * whose run still stands is not run again: what came of it is taken over.
 */
export class Machine implements Runtime {
  readonly frameworks: readonly Framework[];
  readonly modules = new Map<string, Module>();
  readonly found = new Found();
  /** See `Known`; others begin when what was taken over has been changed. */
  epoch: object;
  sense: object;
  readonly renamed: Renamed | undefined;
  /** Of modules that have run or run now. */
  readonly runs = new Map<Module, Run>();
  readonly writes = new Writes();
  /** Modules whose code was followed. */
  readonly ran: string[] = [];
  /** The budget ran out: what follows is unknown. */
  exhausted = false;
  readonly #layout: Layout;
  readonly #finished = new Set<Module>();
  readonly #known: ReadonlyMap<Module, Run>;
  readonly #stack: FunctionFact[] = [];
  /** The module that runs now; undefined when all have run. */
  #run: Run | undefined;
  /** What goes on is no run, but what came of one. */
  #repeats = false;
  #steps = 0;
  #branches = NO_BRANCHES;

  /** `known`: runs of modules in the same text, among the same files. */
  constructor(
    files: readonly { readonly uri: string; readonly facts: CodeFacts }[],
    layout: Layout,
    frameworks: readonly Framework[],
    known?: Known,
  ) {
    this.#layout = layout;
    this.frameworks = frameworks;
    this.#known = known?.runs ?? new Map();
    this.epoch = known?.epoch ?? {};
    this.sense = known?.sense ?? {};
    this.renamed = known?.renamed;
    const modules = new Map([...this.#known.keys()].map((module) => [module.uri, module]));
    for (const { uri, facts } of files) {
      this.modules.set(uri, modules.get(uri) ?? { uri, facts, exports: objectValue(), replaced: undefined });
    }
  }

  get branches(): readonly object[] {
    return this.#branches;
  }

  get home(): string {
    return this.#run?.module.uri ?? '';
  }

  beginEpoch(): void {
    this.epoch = {};
    this.sense = {};
  }

  resolve(specifier: string, from: string): string | undefined {
    return resolveModule(specifier, from, this.#layout, (uri) => this.modules.has(uri));
  }

  entries(folder: string, from: string): readonly string[] {
    return entriesOf(folder, from, this.#layout, this.modules.keys());
  }

  matches(glob: string, base: string, from: string): readonly string[] {
    return matchesOf(glob, base, from, this.#layout, this.modules.keys());
  }

  /** Runs a module, when it has not run yet; its names. */
  start(module: Module): Scope {
    const run = this.runs.get(module);
    if (run !== undefined) return run.scope;
    this.happened({ kind: 'started', module });
    const known = this.#known.get(module);
    if (known === undefined && this.#repeats) this.writes.tangle();
    return known === undefined ? this.#execute(module) : this.#repeat(known);
  }

  #execute(module: Module): Scope {
    const names: Names = handsOutNames(module) ? module.exports.fields : new Map();
    const scope: Scope = { module, names, up: undefined, self: undefined };
    const run = newRun(module, scope, this.#stack);
    this.ran.push(module.uri);
    this.runs.set(module, run);
    const outer = { run: this.#run, branches: this.#branches, owner: this.writes.owner };
    this.#run = run;
    this.#branches = NO_BRANCHES;
    this.writes.owner = run;
    for (const own of [names, module.exports.fields, module]) this.writes.own(own);
    this.#runSteps(module.facts.steps, scope);
    this.#run = outer.run;
    this.#branches = outer.branches;
    this.writes.owner = outer.owner;
    this.#finished.add(module);
    return scope;
  }

  /** Takes over what came of a run. It has to come about now as it did, or nothing can be taken over. */
  #repeat(run: Run): Scope {
    const { module, scope, events, loads, within, steps } = run;
    this.runs.set(module, run);
    const isRunning = (one: Module) => this.runs.has(one) && !this.#finished.has(one);
    const isWithin = within.length === this.#stack.length && within.every((one, i) => one === this.#stack[i]);
    const isAlike =
      (this.#repeats || isWithin) && [...loads].every(([one, whole]) => isRunning(one) !== whole);
    const outer = this.#repeats;
    this.#repeats = true;
    this.#count(steps);
    this.found.takeUse(run);
    for (const event of events) this.#take(event);
    this.#repeats = outer;
    const isLoaded = [...loads].every(([one, whole]) => !whole || this.#finished.has(one));
    if (!isAlike || !isLoaded) this.writes.tangle();
    this.#finished.add(module);
    return scope;
  }

  load(specifier: string, from: string): Value {
    const uri = this.resolve(specifier, from);
    const module = uri === undefined ? undefined : this.modules.get(uri);
    if (module === undefined) return isPackage(specifier) ? externalValue(specifier) : UNKNOWN_VALUE;
    this.start(module);
    const run = this.#run;
    if (run === undefined) this.#runOf(from)?.later.add(module);
    else if (!run.loads.has(module)) run.loads.set(module, this.#finished.has(module));
    return module.replaced ?? module.exports;
  }

  #runOf(uri: string): Run | undefined {
    const module = this.modules.get(uri);
    return module && this.runs.get(module);
  }

  nextId(): string {
    const run = this.#run;
    return run === undefined ? ` ${this.found.routers.size}` : `${run.module.uri} ${run.events.length}`;
  }

  construct(fact: ClassFact): void {
    this.found.constructed.add(fact);
    this.#run?.constructed.add(fact);
  }

  happened(event: Event): void {
    this.#run?.events.push(event);
    if (event.kind !== 'started') this.#take(event);
  }

  #take(event: Event): void {
    if (event.kind === 'started') this.start(event.module);
    else if (event.kind === 'member') this.writes.lend(event.of.exports.fields, event.name, event.value);
    else this.found.take(event);
  }

  evaluate(e: Expr, scope: Scope): Value {
    return valueOf(e, scope, this);
  }

  /** A function that already runs, or that is called too deep, is not followed. */
  enter(fact: FunctionFact, scope: Scope): Value {
    if (fact.handler || this.#stack.includes(fact) || this.#stack.length >= MAX_CALLS) return UNKNOWN_VALUE;
    this.found.called.add(fact);
    this.#run?.called.add(fact);
    this.#stack.push(fact);
    const value = this.#runSteps(fact.steps, scope);
    this.#stack.pop();
    return value ?? UNKNOWN_VALUE;
  }

  /** The value that the steps return, when they do. */
  #runSteps(steps: readonly Step[], scope: Scope): Value | undefined {
    const returned: Value[] = [];
    const outside = this.#branches;
    let branch: readonly object[] | undefined;
    for (const step of steps) {
      if (this.#run !== undefined) this.#run.steps += 1;
      this.#count(1);
      if (this.exhausted) break;
      // What follows one another under a condition is held for one branch.
      branch = 'maybe' in step && step.maybe === true ? (branch ?? [...outside, {}]) : undefined;
      this.#branches = branch ?? outside;
      const value = this.#step(step, scope);
      this.#branches = outside;
      if (value !== undefined) returned.push(value);
    }
    return returned.length > 1 ? eitherOf(returned) : returned[0];
  }

  #count(steps: number): void {
    this.#steps += steps;
    if (this.#steps <= MAX_STEPS) return;
    this.exhausted = true;
    this.writes.tangle();
  }

  #step(step: Step, scope: Scope): Value | undefined {
    switch (step.s) {
      case 'let': {
        const value = this.#assigned(step, scope);
        bind(step.to, value, scope, this, step.again === true ? this.writes : undefined);
        if (value.kind === 'class' && step.is.k === 'class') registerViews(value, this);
        return undefined;
      }
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
        this.writes.put(scope.module.exports.fields, step.name, this.evaluate(step.e, scope));
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
      const inner: Scope = { ...scope, names: this.writes.table(), up: scope };
      bind(to, item, inner, this);
      this.#runSteps(body, inner);
    }
  }

  #set(of: Expr, name: string, value: Value, scope: Scope): void {
    if (isModuleExports(of, name)) {
      this.writes.replace(scope.module, value);
      return;
    }
    const target = this.evaluate(of, scope);
    if (target.kind === 'object' || target.kind === 'function') this.writes.put(target.fields, name, value);
  }

  #import(from: string, name: string, to: string | null, scope: Scope): void {
    const value = importedBy(scope.module, from, name, this);
    if (to !== null) bind(to, value, scope, this);
  }

  #pass(from: string, module: Module): void {
    const value = this.load(from, module.uri);
    if (value.kind !== 'object') return;
    for (const [name, field] of value.fields)
      if (name !== 'default') this.writes.put(module.exports.fields, name, field);
  }
}

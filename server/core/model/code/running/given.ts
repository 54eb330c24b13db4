import { functionKey } from '../../../facts/code/function-nodes.js';
import type { CodeFacts, Expr, FunctionFact, Given } from '../../../facts/code/types.js';
import { computed } from '../../../text/multimap.js';
import type { Anchor } from '../../../text/span.js';
import { callersAmong } from '../guarding/caller-params.js';
import { narrowFields, shapeOf } from '../guarding/narrow.js';
import type { Received } from '../records/receipts.js';
import { type Dependent, dependentOf } from '../routing/dependencies.js';
import { lasting, meant } from './epoch.js';
import { type Level, lineage } from './lineage.js';
import type { Machine } from './machine.js';
import { staticsOf } from './members.js';
import type { Module, Scope } from './values.js';

/** Something that a request fills, by the key of the function that it reaches. */
interface Arrival {
  readonly to: string;
  readonly one: Received;
}

/** What handlers receive: objects whose fields the caller sent, and all that a route has which an interface declares. */
export function givenBy(machine: Machine): readonly Arrival[] {
  const asked = servicesAsk(machine);
  return [...machine.modules.values()].flatMap((module) => {
    const records = recordsIn(module, machine);
    return [
      ...(module.facts.language === 'java' ? inModule(module, machine) : []),
      ...(asked ? records.map(unconstrained) : records),
    ];
  });
}

function unconstrained({ to, one: { constrained: _, ...one } }: Arrival): Arrival {
  return { to, one };
}

/** Whether services ask for what the classes of their parameters say, so that handlers need not. */
function servicesAsk(machine: Machine): boolean {
  return [...machine.modules.values()].some(({ facts }) => computed(asking, facts, () => asksIn(facts)));
}

const asking = new WeakMap<CodeFacts, boolean>();

function asksIn({ classes, functions }: CodeFacts): boolean {
  return [...classes.values()].some(
    ({ decorators = [], methods }) =>
      decorators.some((one) => isNamed(one, /^Validated$/)) &&
      !decorators.some((one) => isNamed(one, /Controller$/)) &&
      methods.some(([, i]) => functions.get(i)?.needs?.some(([, one]) => isNamed(one, /^Valid$/))),
  );
}

function isNamed(e: Expr, name: RegExp): boolean {
  return e.k === 'call' ? isNamed(e.f, name) : e.k === 'name' && name.test(e.n);
}

/** By the facts of one file, and by one function of it with its number: as long as names mean the same, types are what they were. */
const records = meant(() => new WeakMap<CodeFacts, readonly Arrival[]>());
const recordsOf = meant(() => new WeakMap<FunctionFact, readonly [number, readonly Arrival[]]>());

/** By the names of one run of a module: all that leads to a type has run with it, wherever that stands. Of Java types are found as they are asked for. */
const recordsBy = lasting(() => new WeakMap<Scope, readonly Arrival[]>());

/** Records of the handlers of a file, with the fields of which the type leaves no choice of text. */
function recordsIn(module: Module, machine: Machine): readonly Arrival[] {
  const { facts } = module;
  const make = () => computed(records(machine), facts, () => recordsOfAll(module, machine));
  return facts.language === 'java' ? make() : computed(recordsBy(machine), machine.start(module), make);
}

function recordsOfAll(module: Module, machine: Machine): readonly Arrival[] {
  return [...module.facts.functions].flatMap(([index, fact]) => {
    if (fact.given === undefined || fact.bare === true) return [];
    const [number, before] = recordsOf(machine).get(fact) ?? [];
    if (before !== undefined && number === index) return before;
    const made = heldBy(fact.given, index, module, machine);
    recordsOf(machine).set(fact, [index, made]);
    return made;
  });
}

function heldBy(
  given: readonly Given[],
  index: number,
  module: Module,
  machine: Machine,
): readonly Arrival[] {
  const scope = scopeOf(index, module, machine);
  return given.flatMap(({ i, type, each }): readonly Arrival[] => {
    const shape = type === undefined ? undefined : shapeOf(type, scope, machine);
    const at: Anchor = { uri: module.uri, path: [] };
    const to = functionKey(module.uri, index);
    const held = each === true ? ({ each } as const) : ({ held: true } as const);
    return shape === undefined ? [] : [{ to, one: { parameter: i, ...held, ...shape, at } }];
  });
}

/** Of a method of Java the types that stand in its class come first. */
function scopeOf(index: number, module: Module, machine: Machine): Scope {
  const scope = machine.start(module);
  if (module.facts.language !== 'java') return scope;
  const holder = [...module.facts.classes.values()].find(({ methods }) =>
    methods.some(([, i]) => i === index),
  );
  return holder === undefined
    ? scope
    : { ...scope, names: staticsOf(holder.statics, scope, machine), up: scope };
}

function inModule(module: Module, machine: Machine): readonly Arrival[] {
  const { classes, functions } = module.facts;
  return [...classes.values()].flatMap((fact): readonly Arrival[] => {
    if (fact.extends === undefined && fact.implements === undefined) return [];
    const above = lineage(fact, module, machine).levels.slice(1);
    return fact.methods.flatMap(([name, index]) => {
      const own = functions.get(index);
      const declared = own && above.flatMap((level) => declaredIn(level, name, own))[0];
      if (declared === undefined) return [];
      const { level, method } = declared;
      const to = functionKey(module.uri, index);
      return (method.given ?? []).map((given) => ({
        to,
        one: arriving(given, to, name, declared, level, machine),
      }));
    });
  });
}

interface Declared {
  readonly level: Level;
  readonly method: FunctionFact;
}

/** The method of an interface that declares the route of this one. */
function declaredIn(level: Level, name: string, own: FunctionFact): readonly Declared[] {
  return level.fact.methods.flatMap(([key, i]) => {
    const method = level.module.facts.functions.get(i);
    const fits = key === name && method?.bare === true && method.params.length === own.params.length;
    return fits ? [{ level, method }] : [];
  });
}

function arriving(
  { i, source, type }: Given,
  to: string,
  name: string,
  { method }: Declared,
  { module, scope }: Level,
  machine: Machine,
): Received {
  const at: Anchor = { uri: module.uri, path: ['route', siteOf(method)] };
  if (source === 'input') return { parameter: i, at };
  const narrow = type === undefined ? undefined : narrowFields(type, scope, machine);
  const whole = [{ by: to, to: name }];
  return { parameter: i, record: true, ...(narrow === undefined ? {} : { narrow }), at, whole };
}

function siteOf({ decorators }: FunctionFact): number {
  const mapping = decorators?.find(
    (e): e is Extract<Expr, { readonly k: 'call' }> => e.k === 'call' && e.site !== undefined,
  );
  return mapping?.site ?? 0;
}

const dependents = meant(() => new WeakMap<FunctionFact, readonly Dependent[]>());

/** By the names of one run of a module: what gives them says what functions do, and these may differ in the next. */
const owned = lasting(() => new WeakMap<Scope, readonly Arrival[]>());

/** Parameters of handlers that dependencies give, whatever their types look like from the file alone. */
export function ownedBy(machine: Machine): readonly Arrival[] {
  return [...machine.modules.values()].flatMap((module) => {
    if (module.facts.language !== 'python') return [];
    const scope = machine.start(module);
    return computed(owned(machine), scope, () =>
      [...module.facts.functions].flatMap(([index, fact]) => ownedOf(fact, index, scope, machine)),
    );
  });
}

function ownedOf(fact: FunctionFact, number: number, scope: Scope, machine: Machine): readonly Arrival[] {
  if (fact.needs === undefined) return [];
  const { uri } = scope.module;
  const by = callersAmong({ fact, scope }, machine);
  const typed = computed(dependents(machine), fact, () => dependentOf({ fact, scope }, machine));
  const more = by.filter((index) => !typed.some((one) => one.index === index));
  const all: readonly Dependent[] = [...typed, ...more.map((index) => ({ index }))];
  return all.map(({ index: parameter, type }): Arrival => {
    const one: Received = {
      parameter,
      own: true,
      ...(by.includes(parameter) ? { caller: true } : {}),
      ...(type === undefined ? {} : { type }),
      at: { uri, path: [] },
    };
    return { to: functionKey(uri, number), one };
  });
}

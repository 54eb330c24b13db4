import { type Endpoint, type Method, UNKNOWN } from '../../../facts/api.js';
import type { ClassFact, Expr, FunctionFact } from '../../../facts/code/types.js';
import type { Annotating, Framework } from '../../../facts/frameworks/framework.js';
import { sameMembers } from '../../../text/members.js';
import { isFronted, type Layout, packageOf } from '../../layout.js';
import { joinPaths, shapeOf } from '../../shape.js';
import { type Access, accessOf, chainsOf, type Demand } from '../guarding/access.js';
import { demandsOf, demandsOn, letsAllIn, type Placed } from '../guarding/demands.js';
import { handler } from '../guarding/guards.js';
import { type Inside, insideOf } from '../guarding/insides.js';
import { interceptedOn, interceptionsIn } from '../guarding/interceptors.js';
import { securedIn } from '../guarding/secured.js';
import { lasting } from '../running/epoch.js';
import { type Level, lineage } from '../running/lineage.js';
import type { Machine } from '../running/machine.js';
import type { Run } from '../running/runs.js';
import type { FunctionValue, Module } from '../running/values.js';
import { annotation, nameOf, pathsOf, verbsOf } from './annotation.js';
import { grouped } from './groups.js';
import { type Around, isSameAround, type MappedMethods, methodsIn } from './mapped-methods.js';
import { answeredBy, modelFillers, valueOf } from './model-attributes.js';
import { guardsOf } from './passed.js';
import type { Reached } from './registrations.js';
import { asksCaller, doingOf } from './surroundings.js';

/** Routes of classes with annotations, and the files in which something out of sight may serve more. */
export interface Annotated {
  readonly reached: readonly Reached[];
  readonly unseen: readonly string[];
  readonly insides: ReadonlyMap<string, Inside>;
}

interface Setting extends Around {
  readonly style: Annotating;
  readonly machine: Machine;
  readonly methods: MappedMethods;
}

/** A class that answers requests, with all that it is made of. */
interface Controller extends Setting {
  readonly levels: readonly Level[];
  readonly paths: readonly (string | undefined)[];
  readonly id: string;
}

/** Everything that annotations serve. */
export function annotatedRoutes(machine: Machine, layout: Layout): Annotated {
  const reached: Reached[] = [];
  const unseen: string[] = [];
  const insides = new Map<string, Inside>();
  for (const framework of machine.frameworks) {
    const style = framework.annotating;
    if (style === undefined) continue;
    const modules = [...machine.modules.values()].filter(({ facts }) =>
      framework.languages.includes(facts.language),
    );
    for (const [home, own] of grouped(modules, ({ uri }) => packageOf(uri, layout))) {
      const chains = chainsOf(own, style, machine);
      const interceptions = interceptionsIn(own, style, machine);
      const secured = securedIn(own, style, machine);
      const methods = methodsIn(home, { framework, chains, interceptions, secured }, machine);
      insides.set(home, insideOf(own, chains, style, isFronted(home, layout), machine));
      const found = routesIn(own, { ...methods.around, style, machine, methods });
      reached.push(...found.reached);
      unseen.push(...found.unseen);
    }
  }
  return { reached, unseen, insides };
}

function routesIn(modules: readonly Module[], setting: Setting): Omit<Annotated, 'insides'> {
  const reached: Reached[] = [];
  const unseen: string[] = [];
  const used = new Set<ClassFact>();
  for (const module of modules) {
    for (const fact of module.facts.classes.values()) {
      const { levels, whole } = lineage(fact, module, setting.machine);
      const served = servedBy(fact, levels, setting);
      if (served === undefined) continue;
      for (const level of levels) used.add(level.fact);
      if (!whole) unseen.push(module.uri);
      reached.push(...served);
    }
  }
  for (const module of modules) {
    // Something else may make a controller of a class that holds routes.
    const odd = [...module.facts.classes.values()].some(
      (fact) => !used.has(fact) && isOdd(fact, module, setting),
    );
    if (odd) unseen.push(module.uri);
  }
  return { reached, unseen };
}

/** What a class serves, and what that was read of. */
interface Reading {
  readonly around: Around;
  readonly levels: readonly Level[];
  readonly runs: readonly (Run | undefined)[];
  readonly served: readonly Reached[] | undefined;
}

const readings = lasting(() => new WeakMap<ClassFact, Reading>());

/** Undefined for a class that answers no requests. It is read again when something that it is made of ran again. */
function servedBy(
  fact: ClassFact,
  levels: readonly Level[],
  setting: Setting,
): readonly Reached[] | undefined {
  const [own] = levels;
  const runs = levels.map(({ module }) => setting.machine.runs.get(module));
  const known = readings(setting.machine).get(fact);
  if (known !== undefined && stands(known, levels, runs, setting)) return known.served;
  const served = own !== undefined && isController(own, setting) ? routesOf(levels, setting) : undefined;
  readings(setting.machine).set(fact, { around: setting.methods.around, levels, runs, served });
  return served;
}

function stands(
  { around, levels, runs }: Reading,
  nowLevels: readonly Level[],
  nowRuns: Reading['runs'],
  now: Setting,
): boolean {
  return (
    (around === now.methods.around || isSameAround(around, now)) &&
    sameMembers(runs, nowRuns) &&
    sameMembers(
      levels.map((one) => one.fact),
      nowLevels.map((one) => one.fact),
    )
  );
}

function isController({ fact, module, scope }: Level, { style, machine }: Setting): boolean {
  const has = (name: string) => annotation(fact.decorators, name, scope, machine) !== undefined;
  if (style.controllers.some(has)) return true;
  if (!style.pages.some(has)) return false;
  return (
    has(style.answers) || fact.methods.some(([, i]) => named(module.facts.functions.get(i), style.answers))
  );
}

function isOdd(fact: ClassFact, module: Module, { style, framework }: Setting): boolean {
  const names = fact.decorators?.map(nameOf) ?? [];
  if (names.some((name) => style.pages.includes(name) || style.clients.includes(name))) return false;
  return fact.methods.some(([, i]) => mappingsOf(module.facts.functions.get(i), style, framework).length > 0);
}

function named(method: FunctionFact | undefined, name: string): boolean {
  return method?.decorators?.some((e) => nameOf(e) === name) ?? false;
}

function mappingsOf(
  method: FunctionFact | undefined,
  style: Annotating,
  framework: Framework,
): readonly Extract<Expr, { readonly k: 'call' }>[] {
  return (method?.decorators ?? []).flatMap((e) => {
    const name = nameOf(e);
    const maps = name === style.mapping || Object.hasOwn(framework.verbs, name);
    return maps && e.k === 'call' && e.site !== undefined ? [e] : [];
  });
}

/** Routes of a controller; a method that a class maps again hides that of what it extends. */
function routesOf(levels: readonly Level[], setting: Setting): readonly Reached[] {
  const { style, framework, machine } = setting;
  const [own] = levels;
  if (own === undefined) return [];
  const mapped = levels.find(
    ({ fact, scope }) => annotation(fact.decorators, style.mapping, scope, machine) !== undefined,
  );
  const mapping = annotation(mapped?.fact.decorators, style.mapping, own.scope, machine);
  const paths =
    mapping === undefined || mapped === undefined ? [''] : pathsOf(mapping, mapped.scope, machine);
  const controller: Controller = {
    ...setting,
    levels,
    paths,
    id: `${own.module.uri}#${own.fact.name ?? ''}`,
  };
  const seen = new Set<string>();
  return levels.flatMap((level) =>
    level.fact.methods.flatMap(([name, index]) => {
      const method = level.module.facts.functions.get(index);
      const mappings = mappingsOf(method, style, framework);
      if (method === undefined || mappings.length === 0 || seen.has(name)) return [];
      if (levels.length > 1) seen.add(name);
      const placed = { level, method };
      const make = () => mappings.flatMap((e) => ofMapping(e, placed, controller));
      // What is left for it in front may differ while the method is the same.
      const isAlone = level === own && modelFillers(placed, levels).length === 0;
      return isAlone ? setting.methods.served(placed, machine, make) : make();
    }),
  );
}

function ofMapping(
  e: Extract<Expr, { readonly k: 'call' }>,
  placed: Placed,
  controller: Controller,
): readonly Reached[] {
  const { framework, machine, paths } = controller;
  const { scope } = placed.level;
  const verb = framework.verbs[nameOf(e)];
  const verbs = verb === undefined ? verbsOf(e, scope, machine) : [verb];
  return pathsOf(e, scope, machine).flatMap((path) =>
    paths.flatMap((prefix) =>
      verbs.map((one) => reachedBy(one, prefix, path, e.site ?? 0, placed, controller)),
    ),
  );
}

function reachedBy(
  verb: Method,
  prefix: string | undefined,
  path: string | undefined,
  site: number,
  placed: Placed,
  controller: Controller,
): Reached {
  const { chains, machine, framework, id } = controller;
  const { method } = placed;
  const { uri } = placed.level.module;
  const full = prefix === undefined || path === undefined ? undefined : joinPaths(prefix, path);
  const shown = full ?? joinPaths('', path ?? '/');
  const at = { uri, path: ['route', site] };
  const { interceptions, style } = controller;
  const access = interceptions.alone && chains.length === 0 ? NOTHING : accessOf(chains, verb, full, machine);
  const front = interceptedOn(interceptions, full);
  const passed = [...access.demands, ...front.demands, ...ownDemands(placed, at, controller)];
  const opened = access.opened || front.opened || letsAllIn(placed, style, machine);
  const limited = interceptions.limits || front.demands.some(({ verdict }) => verdict === 'rate-limit');
  // What an interface declares is answered by what implements it.
  const [last = placed] = overridesOf(placed, controller);
  const value = valueOf(last);
  const { answering, takes } = answeredBy(last, controller.levels, machine);
  const endpoint: Endpoint = {
    source: 'code',
    method: verb,
    path: shown,
    shape: shapeOf(shown),
    framework: framework.name,
    ...(method.name === undefined ? {} : { handler: method.name }),
    security: UNKNOWN,
    guards: guardsOf(
      passed.map((one) => ({ ...one, maybe: false })),
      full === undefined || interceptions.hidden,
    ),
    ...(opened ? { opened } : {}),
    ...(limited ? {} : { unlimited: true }),
    ...(isPersonal(last, value, controller) ? { personal: true } : {}),
    ...takes,
    ...doingOf([value], value, machine),
    deprecated: named(method, 'Deprecated'),
    at,
  };
  const own = `${verb} ${shown}`;
  const key = `${uri}#${site}`;
  return { uri, site, key, endpoint, mounted: full !== undefined, own, answering, router: id };
}

/** Whether a method, or one of a service that it calls, looks at who is calling. */
function isPersonal({ method }: Placed, value: FunctionValue, { secured, machine }: Controller): boolean {
  const services = (method.calls ?? []).flatMap((name) => secured.get(name) ?? []);
  return asksCaller(value, machine) || services.some(({ asks }) => asks === true);
}

/** Without chains. */
const NOTHING: Access = { demands: [], opened: false };

/** What annotations and the body of a method demand, of an override as well. */
function ownDemands(placed: Placed, at: Endpoint['at'], controller: Controller): readonly Demand[] {
  const { levels, style, machine, framework } = controller;
  const all = [...overridesOf(placed, controller), placed];
  const bodies = all.map((one): Demand => {
    const value = valueOf(one);
    const guard = { value, name: one.method.name ?? 'inline', at };
    return { verdict: handler(value, framework, machine), guard };
  });
  const services = all.flatMap(({ method }) =>
    (method.calls ?? []).flatMap((name) => controller.secured.get(name) ?? []),
  );
  const served = services.flatMap((one) => demandsOf({ ...one, at }));
  return [...demandsOn(all, levels, at, style, machine), ...served, ...bodies];
}

/** The same method of the classes that extend or implement what holds it, the last one first. */
function overridesOf(placed: Placed, { levels }: Controller): readonly Placed[] {
  return levels
    .slice(0, levels.indexOf(placed.level))
    .flatMap((level) => methodsOf(level, placed.method.name).map((method): Placed => ({ level, method })));
}

function methodsOf({ fact, module }: Level, name: string | undefined): readonly FunctionFact[] {
  return fact.methods.flatMap(([own, i]) => (own === name ? (module.facts.functions.get(i) ?? []) : []));
}

import { type Endpoint, type Method, UNKNOWN } from '../../facts/api.js';
import type { ClassFact, Expr, FunctionFact } from '../../facts/code/types.js';
import type { Annotating, Framework } from '../../facts/frameworks/framework.js';
import { type Layout, packageOf } from '../layout.js';
import { joinPaths, shapeOf } from '../shape.js';
import { chainsOf, type Demand, demandsOf, type PlacedChain } from './access.js';
import { textIn } from './bindings.js';
import { grouped } from './groups.js';
import { handler } from './guards.js';
import type { Machine } from './machine.js';
import { iterate, staticsOf } from './members.js';
import { guardsOf } from './passed.js';
import type { Reached } from './routes.js';
import type { FunctionValue, Module, Scope, Value } from './values.js';

/** Routes of classes with annotations, and the files in which something out of sight may serve more. */
export interface Annotated {
  readonly reached: readonly Reached[];
  readonly unseen: readonly string[];
}

type Call = Extract<Expr, { readonly k: 'call' }>;

/** A class that answers requests, with what its methods share. */
interface Controller {
  readonly fact: ClassFact;
  readonly module: Module;
  readonly scope: Scope;
  readonly paths: readonly (string | undefined)[];
  readonly framework: Framework;
  readonly style: Annotating;
  readonly chains: readonly PlacedChain[];
  readonly machine: Machine;
}

/** Everything that annotations serve. */
export function annotatedRoutes(machine: Machine, layout: Layout): Annotated {
  const reached: Reached[] = [];
  const unseen: string[] = [];
  for (const framework of machine.frameworks) {
    const style = framework.annotating;
    if (style === undefined) continue;
    const modules = [...machine.modules.values()].filter(({ facts }) =>
      framework.languages.includes(facts.language),
    );
    const byPackage = grouped(modules, ({ uri }) => packageOf(uri, layout));
    for (const own of byPackage.values()) {
      const chains = chainsOf(own, style, machine);
      for (const module of own) inModule(module, { framework, style, chains, machine }, { reached, unseen });
    }
  }
  return { reached, unseen };
}

type Setting = Pick<Controller, 'framework' | 'style' | 'chains' | 'machine'>;

function inModule(
  module: Module,
  setting: Setting,
  into: { readonly reached: Reached[]; readonly unseen: string[] },
): void {
  const { style, machine } = setting;
  for (const fact of module.facts.classes) {
    if (!isController(fact, module, style)) {
      // Another annotation may stand for that of a controller.
      if (isOdd(fact, module, setting)) into.unseen.push(module.uri);
      continue;
    }
    const outer = machine.start(module);
    const scope: Scope = { ...outer, names: staticsOf(fact.statics, outer, machine), up: outer };
    const mapping = annotation(fact.decorators, style.mapping);
    const paths = mapping === undefined ? [''] : pathsOf(mapping, scope, machine);
    const controller: Controller = { fact, module, scope, paths, ...setting };
    for (const [, index] of fact.methods) {
      const method = module.facts.functions[index];
      if (method !== undefined) into.reached.push(...routesOf(method, controller));
    }
    // What it serves may be declared by a class or an interface that is elsewhere.
    if (fact.extends !== undefined || fact.implements !== undefined) into.unseen.push(module.uri);
  }
}

function isController(fact: ClassFact, module: Module, style: Annotating): boolean {
  const has = (name: string) => annotation(fact.decorators, name) !== undefined;
  if (style.controllers.some(has)) return true;
  if (!style.pages.some(has)) return false;
  return (
    has(style.answers) ||
    fact.methods.some(
      ([, i]) => annotation(module.facts.functions[i]?.decorators, style.answers) !== undefined,
    )
  );
}

function isOdd(fact: ClassFact, module: Module, { style, framework }: Setting): boolean {
  if (style.pages.some((name) => annotation(fact.decorators, name) !== undefined)) return false;
  return fact.methods.some(([, i]) => {
    const names = module.facts.functions[i]?.decorators?.map(nameOf) ?? [];
    return names.some((name) => name === style.mapping || Object.hasOwn(framework.verbs, name));
  });
}

function routesOf(method: FunctionFact, controller: Controller): readonly Reached[] {
  const { framework, style, scope, machine } = controller;
  return (method.decorators ?? []).flatMap((e) => {
    const name = nameOf(e);
    const verb = framework.verbs[name];
    if (e.k !== 'call' || e.site === undefined || (verb === undefined && name !== style.mapping)) return [];
    const site = e.site;
    const verbs = verb === undefined ? verbsOf(e, scope, machine) : [verb];
    return pathsOf(e, scope, machine).flatMap((path) =>
      controller.paths.flatMap((prefix) =>
        verbs.map((one) => reachedBy(one, prefix, path, site, method, controller)),
      ),
    );
  });
}

function reachedBy(
  verb: Method,
  prefix: string | undefined,
  path: string | undefined,
  site: number,
  method: FunctionFact,
  controller: Controller,
): Reached {
  const { module, fact, chains, machine, framework } = controller;
  const full = prefix === undefined || path === undefined ? undefined : joinPaths(prefix, path);
  const shown = full ?? joinPaths('', path ?? '/');
  const at = { uri: module.uri, path: ['route', site] };
  const demands = [...demandsOf(chains, verb, full, machine), ...annotated(method, site, controller)];
  const value: FunctionValue = {
    kind: 'function',
    fact: method,
    scope: controller.scope,
    fields: new Map(),
    wrappers: [],
  };
  const inline: Demand = {
    verdict: handler(value, framework, machine),
    guard: { value, name: method.name ?? 'inline', at },
  };
  const passed = [...demands, inline].map((one) => ({ ...one, maybe: false }));
  const endpoint: Endpoint = {
    source: 'code',
    method: verb,
    path: shown,
    shape: shapeOf(shown),
    framework: framework.name,
    ...(method.name === undefined ? {} : { handler: method.name }),
    security: UNKNOWN,
    guards: guardsOf(passed, full === undefined),
    deprecated: annotation(method.decorators, 'Deprecated') !== undefined,
    at,
  };
  return {
    uri: module.uri,
    site,
    endpoint,
    mounted: full !== undefined,
    own: `${verb} ${shown}`,
    router: `${module.uri}#${fact.name ?? ''}`,
  };
}

/** What annotations of the method demand, else those of its class; and its parameters that are checked. */
function annotated(method: FunctionFact, site: number, controller: Controller): readonly Demand[] {
  const { style, module, fact, scope, machine } = controller;
  const of = (
    decorators: readonly Expr[] | undefined,
    place: (index: number) => readonly (string | number)[],
  ) =>
    (decorators ?? []).flatMap((e, index) => {
      const text =
        e.k === 'call'
          ? [...e.a, ...(e.kw ?? []).map(([, value]) => value)]
              .map((one) => textOf(one, scope, machine))
              .join(' ')
          : '';
      const kinds = style.demands(nameOf(e), text);
      return kinds === undefined
        ? []
        : [{ kinds, name: nameOf(e), at: { uri: module.uri, path: place(index) } }];
    });
  const own = of(method.decorators, (index) => ['route', site, 'decorator', index]);
  const decides = own.some(({ kinds }) => !kinds.includes('rate-limit'));
  const shared = of(fact.decorators, () => ['route', site]).filter(
    ({ kinds }) => !decides || kinds.includes('rate-limit'),
  );
  const checks = (method.needs ?? []).filter(([, e]) => style.checks.includes(nameOf(e)));
  return [
    ...[...shared, ...own].flatMap(({ kinds, name, at }) =>
      kinds.map((verdict): Demand => ({ verdict, guard: { value: NONE, name, at } })),
    ),
    ...checks.map(
      ([index, e]): Demand => ({
        verdict: 'validation',
        guard: {
          value: NONE,
          name: nameOf(e),
          at: { uri: module.uri, path: ['route', site, 'parameter', index] },
        },
      }),
    ),
  ];
}

const NONE: Value = { kind: 'unknown' };

function annotation(decorators: readonly Expr[] | undefined, name: string): Expr | undefined {
  return decorators?.find((one) => nameOf(one) === name);
}

function nameOf(e: Expr): string {
  if (e.k === 'call') return nameOf(e.f);
  return e.k === 'name' || e.k === 'get' ? e.n : '';
}

/** Paths of a mapping: its value, in one of three ways of writing it. */
function pathsOf(e: Expr, scope: Scope, machine: Machine): readonly (string | undefined)[] {
  if (e.k !== 'call') return [''];
  const given = e.a[0] ?? keyword(e, 'path') ?? keyword(e, 'value');
  if (given === undefined) return [''];
  const value = machine.evaluate(given, scope);
  const items = iterate(value) ?? [value];
  // What the environment fills in cannot be known.
  return items.map(textIn).map((text) => (text?.includes('${') === true ? undefined : text));
}

function verbsOf(e: Call, scope: Scope, machine: Machine): readonly Method[] {
  const given = keyword(e, 'method');
  if (given === undefined) return ['ANY'];
  const list = given.k === 'list' ? given.i : [given];
  return list.map((one) =>
    one.k === 'get' || one.k === 'name' ? one.n : textOf(one, scope, machine) || 'ANY',
  );
}

function keyword(e: Call, name: string): Expr | undefined {
  return e.kw?.find(([key]) => key === name)?.[1];
}

function textOf(e: Expr, scope: Scope, machine: Machine): string {
  const value = machine.evaluate(e, scope);
  return (iterate(value) ?? [value]).map((one) => textIn(one) ?? '').join(' ');
}

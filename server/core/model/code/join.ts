import type { Endpoint } from '../../facts/api.js';
import { isLeftOut } from '../../facts/code/exclude.js';
import type { CodeFacts } from '../../facts/code/types.js';
import type { Framework } from '../../facts/frameworks/framework.js';
import { FRAMEWORKS } from '../../facts/frameworks/index.js';
import { byText } from '../../text/order.js';
import { type Layout, packageOf } from '../layout.js';
import { middleware } from './guards.js';
import { Machine } from './machine.js';
import { runPrograms } from './programs.js';
import { type Reached, reach } from './routes.js';

/** One registration in a file and everything that it serves. */
export interface RouteFact {
  /** '<uri>#<ordinal>'. */
  readonly key: string;
  readonly uri: string;
  readonly ordinal: number;
  /** The folder of its package. */
  readonly package: string;
  /** By the ways that lead to it: a router may be mounted twice, a registration may name several paths. */
  readonly endpoints: readonly { readonly endpoint: Endpoint; readonly mounted: boolean }[];
  /** The other routes of the same router. */
  readonly siblings: readonly Endpoint[];
}

/** All code joined: what is served where, and behind what. Plain data. */
export interface CodeModel {
  /** By key, '<uri>#<ordinal>'. */
  readonly routes: ReadonlyMap<string, RouteFact>;
  /** Packages with routes, and whether every mount and path in them is known. */
  readonly packages: ReadonlyMap<string, { readonly mountsKnown: boolean }>;
}

export interface CodeInput {
  readonly uri: string;
  readonly facts: CodeFacts;
}

/** Joins the facts of code files. */
export function joinCode(
  files: readonly CodeInput[],
  layout: Layout,
  frameworks: readonly Framework[] = FRAMEWORKS,
): CodeModel {
  const inputs = relevant(files, layout, frameworks);
  const machine = new Machine(inputs, layout, frameworks);
  runPrograms(machine);
  const reached = reachAll(machine);
  return { routes: routesOf(reached, layout), packages: packagesOf(machine, reached, layout) };
}

/** Files of packages in which a framework is used; tests and generated files are left out. */
function relevant(
  files: readonly CodeInput[],
  layout: Layout,
  frameworks: readonly Framework[],
): readonly CodeInput[] {
  const modules = new Set(frameworks.flatMap((framework) => framework.modules));
  const kept = files.filter(
    ({ uri, facts }) => !facts.skipped && !isLeftOut(uri.slice(packageOf(uri, layout).length)),
  );
  const using = new Set(
    kept
      .filter(({ facts }) =>
        facts.modules.some((module) => modules.has(module) || modules.has(rootOf(module))),
      )
      .map(({ uri }) => packageOf(uri, layout)),
  );
  return kept.filter(({ uri }) => using.has(packageOf(uri, layout))).toSorted((a, b) => byText(a.uri, b.uri));
}

function reachAll(machine: Machine): readonly Reached[] {
  const roots = [...machine.routers.values()].filter((router) => !router.mounted);
  const unique = new Map<string, Reached>();
  for (const one of roots.flatMap((router) => reach(router, machine))) {
    const { endpoint } = one;
    const guards = endpoint.guards.known
      ? endpoint.guards.value.map(({ kind, name }) => `${kind} ${name}`)
      : null;
    unique.set(JSON.stringify([one.uri, one.site, endpoint.method, endpoint.path, one.mounted, guards]), one);
  }
  return [...unique.values()];
}

function routesOf(reached: readonly Reached[], layout: Layout): ReadonlyMap<string, RouteFact> {
  const byKey = grouped(reached, (one) => `${one.uri}#${one.site}`);
  const byRouter = grouped(reached, (one) => one.router);
  const routes = new Map<string, RouteFact>();
  for (const [key, ways] of byKey) {
    const [first] = ways;
    if (first === undefined) continue;
    const routers = [...new Set(ways.map((one) => one.router))];
    const siblings = routers.flatMap((router) => byRouter.get(router) ?? []);
    routes.set(key, {
      key,
      uri: first.uri,
      ordinal: first.site,
      package: packageOf(first.uri, layout),
      endpoints: ways.map(({ endpoint, mounted }) => ({ endpoint, mounted })),
      siblings: siblings.filter((one) => `${one.uri}#${one.site}` !== key).map((one) => one.endpoint),
    });
  }
  return routes;
}

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}

function packagesOf(
  machine: Machine,
  reached: readonly Reached[],
  layout: Layout,
): ReadonlyMap<string, { readonly mountsKnown: boolean }> {
  const packages = new Map<string, { mountsKnown: boolean }>();
  for (const { uri, mounted } of reached) {
    const at = packageOf(uri, layout);
    const before = packages.get(at)?.mountsKnown ?? !machine.exhausted;
    packages.set(at, { mountsKnown: before && mounted });
  }
  for (const router of machine.routers.values()) {
    for (const layer of router.layers) {
      const unseen = layer.kind === 'unseen' ? packages.get(packageOf(layer.uri, layout)) : undefined;
      if (unseen !== undefined) unseen.mountsKnown = false;
      if (layer.kind !== 'use') continue;
      for (const { value, at } of layer.handlers) {
        const verdict = middleware(value, router.framework, machine);
        const of = packages.get(packageOf(at.uri, layout));
        if (of !== undefined && (verdict === 'serves' || isOpaque(value.kind, verdict)))
          of.mountsKnown = false;
      }
    }
  }
  return packages;
}

/** Something out of sight may be a router as well. */
function isOpaque(kind: string, verdict: string): boolean {
  return verdict === 'unknown' && (kind === 'unknown' || kind === 'external');
}

/** 'fastapi' of 'fastapi.security'. */
function rootOf(module: string): string {
  return module.split('.')[0] ?? module;
}

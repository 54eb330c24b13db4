import type { Endpoint } from '../../../facts/api.js';
import { computed } from '../../../text/multimap.js';
import { type Layout, packageOf } from '../../layout.js';
import { limitingIn, limitSurveys, toldOfLimits } from '../guarding/limits.js';
import { sanitizingIn, toldOfSanitizing } from '../guarding/sanitizing.js';
import type { Module } from '../running/values.js';
import { type FileRoutes, fileRoutesOf, type Lists, steadyList } from './file-routes.js';
import type { RouteFact } from './route-fact.js';
import { type Same, type Section, sectionOf } from './sections.js';
import { reachedByFile, type Served } from './survey.js';

/** What all files serve. */
export interface RouteTables {
  readonly files: readonly FileRoutes[];
  /** By key, '<uri>#<number>'. */
  readonly routes: ReadonlyMap<string, RouteFact>;
  /** By key of a route, all that its routers serve, itself included: one list for all routes of the same routers. */
  readonly circles: Lists;
  /** What functions serve that stand in a registration, by '<uri>#<number>'. */
  readonly handlers: Lists;
}

const NONE: RouteTables = { files: [], routes: new Map(), circles: new Map(), handlers: new Map() };

/** What was made of one file. */
interface Shelved {
  readonly section: Section;
  readonly routes: FileRoutes;
}

/**
 * Puts what is served into tables, again and again. Invariant: they say what those of a new shelf would say. A file of
 * which the same was reached is not looked at again, and every endpoint, route, circle and list of what a function
 * serves that is equal to one of before is that very one: whoever compares them sees at once that nothing differs.
 */
export class Shelf {
  #shelved: ReadonlyMap<string, Shelved> = new Map();
  #before = NONE;

  constructor(private readonly same: Same) {}

  put(served: Served, modules: readonly Module[], layout: Layout): RouteTables {
    const sections = reachedByFile(served).map((one) =>
      sectionOf(one, this.#shelved.get(one.uri)?.section, this.same),
    );
    const told = tellerOf(sections, modules, layout);
    const files = sections.map((one) =>
      fileRoutesOf(one.uri, packageOf(one.uri, layout), told(one), this.#shelved.get(one.uri)?.routes),
    );
    this.#shelved = new Map(
      sections.flatMap((section, i) => {
        const routes = files[i];
        return routes === undefined ? [] : [[section.uri, { section, routes }] as const];
      }),
    );
    this.#before = tablesOf(files, this.#before, this.same);
    return this.#before;
  }
}

/** What of a file is reached, told what all of its package decides about it. */
function tellerOf(
  sections: readonly Section[],
  modules: readonly Module[],
  layout: Layout,
): (section: Section) => Section['reached'] {
  const limiting = limitingIn(sections, modules, layout);
  const sanitizing = sanitizingIn(modules, layout);
  return ({ uri, reached }) => {
    const home = packageOf(uri, layout);
    const told = limiting.has(home) ? toldOfLimits(reached) : reached;
    return sanitizing.has(home) ? toldOfSanitizing(told) : told;
  };
}

function tablesOf(files: readonly FileRoutes[], before: RouteTables, same: Same): RouteTables {
  return {
    files,
    routes: routesOf(files, before, same),
    circles: circlesOf(files, before),
    handlers: merged(
      files.map((one) => one.handlers),
      before.handlers,
    ),
  };
}

function routesOf(
  files: readonly FileRoutes[],
  before: RouteTables,
  same: Same,
): ReadonlyMap<string, RouteFact> {
  const routes = new Map<string, RouteFact>();
  for (const one of files) for (const [key, route] of one.routes) routes.set(key, route);
  for (const [key, survey] of limitSurveys(files)) {
    const route = routes.get(key);
    const old = before.routes.get(key);
    if (route === undefined) continue;
    const isOld =
      old?.package === route.package && old.endpoints === route.endpoints && same(old.survey, survey);
    routes.set(key, isOld ? old : { ...route, survey });
  }
  return routes;
}

function circlesOf(files: readonly FileRoutes[], before: RouteTables): Lists {
  const served = merged(files.map((one) => one.served));
  const rings = new Map<string, readonly Endpoint[]>();
  const circles = new Map<string, readonly Endpoint[]>();
  for (const { routers } of files) {
    for (const [key, ids] of routers) {
      const ring = computed(rings, ids.join('\n'), () => ringOf(ids, served, before.circles.get(key)));
      circles.set(key, ring);
    }
  }
  return circles;
}

function ringOf(
  ids: readonly string[],
  served: Lists,
  before: readonly Endpoint[] | undefined,
): readonly Endpoint[] {
  const [id = '', ...more] = ids;
  const own = served.get(id) ?? [];
  return steadyList(before, more.length === 0 ? own : ids.flatMap((one) => served.get(one) ?? []));
}

/** Lists of files behind one another; `before`: those that several files have a part in go on to be the very same. */
function merged(all: readonly Lists[], before?: Lists): Lists {
  const lists = new Map<string, readonly Endpoint[]>();
  const shared = new Set<string>();
  for (const one of all) {
    for (const [key, list] of one) {
      const known = lists.get(key);
      if (known !== undefined) shared.add(key);
      lists.set(key, known === undefined ? list : [...known, ...list]);
    }
  }
  for (const key of shared) lists.set(key, steadyList(before?.get(key), lists.get(key) ?? []));
  return lists;
}

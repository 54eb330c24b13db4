import type { Endpoint } from '../../facts/api.js';
import { sameMembers } from '../../text/members.js';
import { computed } from '../../text/multimap.js';
import type { Contexts } from '../properties.js';
import { joinPaths, shapeOf } from '../shape.js';
import type { CodeModel, PackageFact } from './model.js';
import type { RouteFact } from './routing/route-fact.js';

/** The framework whose properties put a path before its routes. */
const FRAMEWORK = 'spring';

interface Placed {
  readonly contexts: Contexts;
  readonly made: Pick<CodeModel, 'routes' | 'circles' | 'handlers' | 'packages'>;
}

/** By the routes that were placed: where these come again, so does what was made of them. */
const placed = new WeakMap<CodeModel['routes'], Placed>();
const moved = new WeakMap<Endpoint, Endpoint>();

/** What was made of a route, or of a list, when it was last asked about. */
const keptRoutes = new WeakMap<RouteFact, { readonly contexts: Contexts; readonly made: RouteFact }>();
const keptLists = new WeakMap<readonly Endpoint[], readonly Endpoint[]>();

/**
 * The model with the path that a package puts before its routes in each of them. What cannot be known is not mounted.
 * What is made of the very same route or list below the same paths is the very same.
 */
export function inContexts(model: CodeModel, contexts: Contexts): CodeModel {
  if (contexts.size === 0) return model;
  const known = placed.get(model.routes);
  const made = known?.contexts === contexts ? known.made : placeAll(model, contexts);
  placed.set(model.routes, { contexts, made });
  return { ...model, ...made };
}

function placeAll(model: CodeModel, contexts: Contexts): Placed['made'] {
  const now = new Map<Endpoint, Endpoint>();
  const routes = new Map<string, RouteFact>();
  for (const [key, route] of model.routes) {
    const own = placedRoute(route, contexts);
    for (const [index, { endpoint }] of route.endpoints.entries())
      now.set(endpoint, own.endpoints[index]?.endpoint ?? endpoint);
    routes.set(key, own);
  }
  const place = (list: readonly Endpoint[]) => placedList(list, now);
  return {
    routes,
    circles: placeLists(model.circles, place),
    handlers: placeLists(model.handlers, place),
    packages: new Map([...model.packages].map(([home, fact]) => [home, placePackage(home, fact, contexts)])),
  };
}

function placedRoute(route: RouteFact, contexts: Contexts): RouteFact {
  const known = keptRoutes.get(route);
  if (known?.contexts === contexts) return known.made;
  const made = placeRoute(route, contexts);
  keptRoutes.set(route, { contexts, made });
  return made;
}

function placedList(list: readonly Endpoint[], now: ReadonlyMap<Endpoint, Endpoint>): readonly Endpoint[] {
  const known = keptLists.get(list);
  const all = list.map((one) => now.get(one) ?? one);
  if (known !== undefined && sameMembers(known, all)) return known;
  keptLists.set(list, all);
  return all;
}

function placeRoute(route: RouteFact, contexts: Contexts): RouteFact {
  if (!contexts.has(route.package)) return route;
  const context = contexts.get(route.package);
  const endpoints = route.endpoints.map((way) => {
    if (way.endpoint.framework !== FRAMEWORK) return way;
    if (context === undefined) return { ...way, mounted: false };
    return { ...way, endpoint: below(context, way.endpoint) };
  });
  return { ...route, endpoints };
}

/** The very same endpoint each time that it is asked for below the same path. */
function below(context: string, endpoint: Endpoint): Endpoint {
  const path = joinPaths(context, endpoint.path);
  const known = moved.get(endpoint);
  if (known?.path === path) return known;
  const made = { ...endpoint, path, shape: shapeOf(path) };
  moved.set(endpoint, made);
  return made;
}

function placePackage(home: string, fact: PackageFact, contexts: Contexts): PackageFact {
  return contexts.has(home) && contexts.get(home) === undefined ? { ...fact, mountsKnown: false } : fact;
}

type Lists = ReadonlyMap<string, readonly Endpoint[]>;

/** Lists that several keys share go on to be one. */
function placeLists(lists: Lists, place: (list: readonly Endpoint[]) => readonly Endpoint[]): Lists {
  const made = new Map<readonly Endpoint[], readonly Endpoint[]>();
  return new Map([...lists].map(([key, list]) => [key, computed(made, list, () => place(list))]));
}

import type { Endpoint } from '../../../facts/api.js';
import { sameMembers } from '../../../text/members.js';
import { append } from '../../../text/multimap.js';
import { grouped } from './groups.js';
import type { Reached } from './registrations.js';
import type { RouteFact } from './route-fact.js';

/** Endpoints by what they share. */
export type Lists = ReadonlyMap<string, readonly Endpoint[]>;

/** What is found out of what the registrations of one file serve, without a look at any other. */
export interface FileRoutes {
  readonly uri: string;
  /** The folder of its package. */
  readonly home: string;
  readonly reached: readonly Reached[];
  /** By key, '<uri>#<number>'; without a survey. */
  readonly routes: ReadonlyMap<string, RouteFact>;
  /** By the key of a route, the routers that it is registered on. */
  readonly routers: ReadonlyMap<string, readonly string[]>;
  /** By router, what it serves of that. */
  readonly served: Lists;
  /** By the key of a function, what it answers. */
  readonly handlers: Lists;
}

/** `before`: what the same file served; what is as it was is the very same. */
export function fileRoutesOf(
  uri: string,
  home: string,
  reached: readonly Reached[],
  before: FileRoutes | undefined,
): FileRoutes {
  if (before?.home === home && sameMembers(before.reached, reached)) return before;
  const routes = new Map<string, RouteFact>();
  const routers = new Map<string, readonly string[]>();
  for (const [key, ways] of grouped(reached, (one) => one.key)) {
    routes.set(key, steadyRoute(before?.routes.get(key), routeOf(key, uri, home, ways)));
    routers.set(key, [...new Set(ways.map(({ router }) => router))]);
  }
  const served = steadyLists(before?.served, servedBy(reached));
  const handlers = steadyLists(before?.handlers, answeredBy(reached));
  return { uri, home, reached, routes, routers, served, handlers };
}

function routeOf(key: string, uri: string, home: string, ways: readonly Reached[]): RouteFact {
  const endpoints = ways.map(({ endpoint, mounted, own }) => ({ endpoint, mounted, own }));
  return { key, uri, ordinal: ways[0]?.site ?? 0, package: home, endpoints };
}

function steadyRoute(old: RouteFact | undefined, route: RouteFact): RouteFact {
  const isOld =
    old?.package === route.package &&
    old.endpoints.length === route.endpoints.length &&
    old.endpoints.every(({ endpoint, mounted, own }, index) => {
      const way = route.endpoints[index];
      return endpoint === way?.endpoint && mounted === way.mounted && own === way.own;
    });
  return isOld ? old : route;
}

function servedBy(reached: readonly Reached[]): Lists {
  const served = new Map<string, Endpoint[]>();
  for (const { router, endpoint } of reached) append(served, router, endpoint);
  return served;
}

function answeredBy(reached: readonly Reached[]): Lists {
  const answered = new Map<string, Endpoint[]>();
  for (const { answering, endpoint } of reached) for (const key of answering) append(answered, key, endpoint);
  return answered;
}

function steadyLists(before: Lists | undefined, now: Lists): Lists {
  return new Map([...now].map(([key, list]) => [key, steadyList(before?.get(key), list)]));
}

/** The list of before where the new one has the same members. */
export function steadyList(
  before: readonly Endpoint[] | undefined,
  now: readonly Endpoint[],
): readonly Endpoint[] {
  return before !== undefined && sameMembers(before, now) ? before : now;
}

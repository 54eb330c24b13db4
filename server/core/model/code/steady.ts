import type { Endpoint } from '../../facts/api.js';
import { sameMembers } from '../../text/members.js';
import type { CodeModel, RouteFact, Way } from './model.js';

type Same = (a: unknown, b: unknown) => boolean;

/** Endpoints that were found equal to one of an earlier model, and that one: what is joined again shows them again. */
const canonical = new WeakMap<Endpoint, Endpoint>();

/**
 * The model with every endpoint, route, circle and list of what a function serves that is equal to one of before being
 * that very one: whoever compares them again sees at once that nothing differs.
 */
export function steady(before: CodeModel, now: CodeModel, same: Same): CodeModel {
  const known = steadied.get(now.routes);
  const made =
    known === undefined || known.routes !== before.routes ? steadyTables(before, now, same) : known;
  steadied.set(now.routes, made);
  return { ...now, ...made };
}

/** What was made of a model, by its routes: where these come again, its circles and handlers come with them. */
const steadied = new WeakMap<CodeModel['routes'], Tables>();

type Tables = Pick<CodeModel, 'routes' | 'circles' | 'handlers'>;

function steadyTables(before: CodeModel, now: CodeModel, same: Same): Tables {
  const routes = new Map<string, RouteFact>();
  for (const [key, fact] of now.routes) routes.set(key, steadyRoute(before.routes.get(key), fact, same));
  return {
    routes,
    circles: steadyLists(before.circles, now.circles),
    handlers: steadyLists(before.handlers, now.handlers),
  };
}

function steadyRoute(old: RouteFact | undefined, fact: RouteFact, same: Same): RouteFact {
  if (old === fact) return old;
  if (old !== undefined && isVery(old, fact) && same(old.survey, fact.survey)) return old;
  const endpoints = fact.endpoints.map((way, index) => steadyWay(old?.endpoints[index], way, same));
  if (old === undefined || !sameMembers(old.endpoints, endpoints)) return { ...fact, endpoints };
  return old.package === fact.package && same(old.survey, fact.survey) ? old : { ...fact, endpoints };
}

function isVery(old: RouteFact, fact: RouteFact): boolean {
  return (
    old.package === fact.package &&
    old.endpoints.length === fact.endpoints.length &&
    old.endpoints.every((way, index) => isVeryWay(way, fact.endpoints[index]))
  );
}

function isVeryWay(old: Way, way: Way | undefined): boolean {
  return old.endpoint === way?.endpoint && old.mounted === way.mounted && old.own === way.own;
}

function steadyWay(old: Way | undefined, way: Way, same: Same): Way {
  if (!isOld(way.endpoint, old?.endpoint, same) || old === undefined) return way;
  const isSame = old.mounted === way.mounted && old.own === way.own;
  return isSame ? old : { ...way, endpoint: old.endpoint };
}

function isOld(endpoint: Endpoint, old: Endpoint | undefined, same: Same): boolean {
  if (endpoint === old || (old !== undefined && canonical.get(endpoint) === old)) return true;
  if (old === undefined || !same(old, endpoint)) {
    canonical.delete(endpoint);
    return false;
  }
  canonical.set(endpoint, old);
  return true;
}

type Lists = ReadonlyMap<string, readonly Endpoint[]>;

/** Lists that several keys share go on to be one. */
function steadyLists(before: Lists, now: Lists): Lists {
  const made = new Map<readonly Endpoint[], readonly Endpoint[]>();
  const lists = new Map<string, readonly Endpoint[]>();
  for (const [key, list] of now) {
    const known = made.get(list) ?? steadyList(before.get(key), list);
    made.set(list, known);
    lists.set(key, known);
  }
  return lists;
}

function steadyList(old: readonly Endpoint[] | undefined, list: readonly Endpoint[]): readonly Endpoint[] {
  const all = list.map((one) => canonical.get(one) ?? one);
  return old && sameMembers(old, all) ? old : all;
}

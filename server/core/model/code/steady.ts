import type { Endpoint } from '../../facts/api.js';
import type { RouteFact, Way } from './join.js';

type Routes = ReadonlyMap<string, RouteFact>;
type Same = (a: unknown, b: unknown) => boolean;

/**
 * The routes with every value that is equal to one of before being that very one: whoever compares them again, each
 * with all of its siblings, sees at once that nothing differs.
 */
export function steadyRoutes(before: Routes, now: Routes, same: Same): Routes {
  const kept = new Map<Endpoint, Endpoint>();
  const ways = new Map<string, readonly Way[]>();
  for (const [key, { endpoints }] of now) {
    const old = before.get(key)?.endpoints ?? [];
    const all = endpoints.map((way, index) => {
      const known = old[index];
      if (known === undefined || !same(known.endpoint, way.endpoint)) return way;
      kept.set(way.endpoint, known.endpoint);
      return same(known, way) ? known : { ...way, endpoint: known.endpoint };
    });
    ways.set(key, all);
  }
  return new Map(
    [...now].map(([key, fact]) => {
      const siblings = fact.siblings.map((one) => kept.get(one) ?? one);
      const made = { ...fact, endpoints: ways.get(key) ?? fact.endpoints, siblings };
      const old = before.get(key);
      return [key, old !== undefined && same(old, made) ? old : made];
    }),
  );
}

import type { Endpoint } from '../../facts/api.js';
import { sameMembers } from '../../text/members.js';
import type { CodeModel, Way } from './model.js';

type Same = (a: unknown, b: unknown) => boolean;

/**
 * The model with every endpoint, route and circle that is equal to one of before being that very one: whoever compares
 * them again sees at once that nothing differs.
 */
export function steady(before: CodeModel, now: CodeModel, same: Same): CodeModel {
  const kept = new Map<Endpoint, Endpoint>();
  const routes = new Map(
    [...now.routes].map(([key, fact]) => {
      const old = before.routes.get(key);
      const endpoints = fact.endpoints.map((way, index) => steadyWay(old?.endpoints[index], way, kept, same));
      const isSame = old !== undefined && same(old, { ...fact, endpoints });
      return [key, isSame ? old : { ...fact, endpoints }];
    }),
  );
  const made = new Map<readonly Endpoint[], readonly Endpoint[]>();
  const circles = new Map(
    [...now.circles].map(([key, circle]) => {
      const known = made.get(circle) ?? steadyCircle(before.circles.get(key), circle, kept);
      made.set(circle, known);
      return [key, known];
    }),
  );
  return { ...now, routes, circles };
}

function steadyWay(old: Way | undefined, way: Way, kept: Map<Endpoint, Endpoint>, same: Same): Way {
  if (old === undefined || !same(old.endpoint, way.endpoint)) return way;
  kept.set(way.endpoint, old.endpoint);
  return same(old, way) ? old : { ...way, endpoint: old.endpoint };
}

function steadyCircle(
  old: readonly Endpoint[] | undefined,
  circle: readonly Endpoint[],
  kept: ReadonlyMap<Endpoint, Endpoint>,
): readonly Endpoint[] {
  const all = circle.map((one) => kept.get(one) ?? one);
  return old && sameMembers(old, all) ? old : all;
}

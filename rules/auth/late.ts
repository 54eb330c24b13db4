import { isExpired } from '../../server/core/rule/allow.js';
import type { RuleContext } from '../../server/core/rule/rule.js';
import type { RouteView } from '../../server/core/rule/views.js';
import type { Endpoint, Guard } from './endpoints.js';
import { isGuarded } from './open-routes.js';
import { isBehindGuard, isPromised } from './promised.js';

const RULE = 'auth/guard-order';

/**
 * Whether the finding about the guard behind a route tells of the route, by its name or as one of several. One that is
 * allowed where it stands tells of the route that it names and no other.
 */
export function isToldAtGuard(route: RouteView, ctx: Asked): boolean {
  const guard = route.endpoint.late?.[0];
  if (guard === undefined || !ctx.speaks(RULE) || isChosen(route, guard)) return false;
  return !isBehindAnother(route, guard) || !isAllowed(route, guard, ctx);
}

/**
 * Whether a route in front of the guard asks for one itself: what stands there was chosen route by route, and one that
 * lacks a guard has missed its own.
 */
export function isChosen(route: RouteView, guard: Guard): boolean {
  return route.siblings.some((sibling) => isGuarded(sibling) && isSame(sibling.late?.[0], guard));
}

type Asked = Pick<RuleContext<unknown>, 'speaks' | 'today'>;

function isAllowed(route: RouteView, { at }: Guard, { today }: Asked): boolean {
  return route.allowances(at, RULE).some((one) => {
    if (one.until === undefined) return true;
    const day = today();
    return !day.known || !isExpired(one, day.value);
  });
}

/** Whether another route that has missed the same guard tells of it: one that changes something, or else the first. */
export function isBehindAnother(route: RouteView, guard: Guard): boolean {
  return route.siblings.some((sibling) => misses(sibling, guard, route) && isBefore(sibling, route.endpoint));
}

/** The other routes that have missed it. */
export function othersBehind(route: RouteView, guard: Guard): readonly Endpoint[] {
  return route.siblings.filter((sibling) => misses(sibling, guard, route));
}

/** Whether it is a fault that another route has missed the guard. */
function misses(sibling: Endpoint, guard: Guard, route: RouteView): boolean {
  return (
    isBehindGuard(sibling) &&
    (isChanging(sibling) || isPromised(route, sibling)) &&
    isSame(sibling.late?.[0], guard)
  );
}

function isSame(one: Guard | undefined, other: Guard): boolean {
  return one?.at.path.join() === other.at.path.join();
}

function isBefore(one: Endpoint, other: Endpoint): boolean {
  const changes = isChanging(one);
  return changes === isChanging(other) ? order(one) < order(other) : changes;
}

function isChanging({ method }: Endpoint): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

function order({ at }: Endpoint): number {
  const [, ordinal] = at.path;
  return typeof ordinal === 'number' ? ordinal : 0;
}

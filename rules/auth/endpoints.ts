import type { FixOffer } from '../../server/core/rule/rule.js';
import type { RouteView } from '../../server/core/rule/views.js';
import { writes } from '../../server/core/words/methods.js';
import { shorten, shortenPath } from '../../server/core/words/text.js';

/** What one source says about one method on one path. */
export type Endpoint = RouteView['endpoint'];

type Guards = Extract<Endpoint['guards'], { readonly known: true }>['value'];
/** Something that stands between the caller and the handler. */
export type Guard = Guards[number];

/** 'GET /users/:id', as messages name a route; cut to a length that fits. */
export function routeName({ method, path }: Pick<Endpoint, 'method' | 'path'>): string {
  return `${method === 'ANY' ? 'any method of' : method} ${shortenPath(path, 50)}`;
}

/** The first guard of a kind that stands in front; undefined when there is none or none can be seen. */
export function guardOf({ guards }: Pick<Endpoint, 'guards'>, kind: Guard['kind']): Guard | undefined {
  return guards.known ? guards.value.find((guard) => guard.kind === kind) : undefined;
}

/** The path with its parameters in braces, as documents write them: '/users/{id}'. */
export function templated(path: string): string {
  return path.replace(/:(\w+)(?:\([^)]*\))?\??/g, '{$1}');
}

/** Whether callers change something by it. */
export function isWriting({ method }: Pick<Endpoint, 'method'>): boolean {
  return writes(method);
}

/** Puts behind the path what routes beside it have there; none where they have nothing. */
export function addGuard({ siblingGuard, guardSlot }: RouteView, fix: string): readonly FixOffer[] {
  if (siblingGuard === undefined || guardSlot === undefined) return [];
  const changes = () => [{ text: guardSlot, by: `, ${siblingGuard}` }];
  return [{ fix, data: { guard: shorten(siblingGuard, 40) }, changes }];
}

/** Puts in front of the handler what routes beside it use for this kind of guard; none where they use nothing. */
export function insertGuard(route: RouteView, kind: Guard['kind'], fix: string): readonly FixOffer[] {
  const guard = route.siblingCheck(kind);
  const slot = route.handlerSlot;
  if (guard === undefined || slot === undefined) return [];
  const by = guard.startsWith('dependencies=') ? `, ${guard}` : `${guard}, `;
  return [{ fix, data: { guard: shorten(guard, 40) }, changes: () => [{ text: slot, by }] }];
}

import { isProtected } from '../../server/core/rule/access.js';
import type { RouteView } from '../../server/core/rule/views.js';
import { isPublicByNature } from '../../server/core/words/public-paths.js';
import type { Endpoint } from './endpoints.js';
import { faultOf, isGuarded, isOpenByNature } from './open-routes.js';

/** Whether a document says that everybody who calls this has to send credentials, though not as a sign-in does. */
export function promisesGuard({ security, shape, method }: Endpoint): boolean {
  return security.known && isProtected(security.value) && !isPublicByNature({ path: shape, method });
}

/** Whether a document promises a guard for the route, or for another one. */
export function isPromised(route: RouteView, other?: Endpoint): boolean {
  return route.documented(other).some(({ operation }) => promisesGuard(operation));
}

/** Whether nothing in front of it checks the caller but something behind it would, and it is not for everybody by what it is for. */
export function isBehindGuard(endpoint: Endpoint): boolean {
  const { guards, late = [], obscured, purpose } = endpoint;
  // Who signs what they send has no other credentials.
  if (purpose === 'unproven') return false;
  return late.length > 0 && guards.known && !obscured && !isGuarded(endpoint) && !isOpenByNature(endpoint);
}

/** Whether it is a fault that the guard comes behind the route: what is read by anybody may be meant so, unless a document says no. */
export function missesGuard(route: RouteView): boolean {
  const { endpoint, mounted } = route;
  return mounted && isBehindGuard(endpoint) && (faultOf(route) !== undefined || isPromised(route));
}

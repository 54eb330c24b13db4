import type { HandlingView } from '../../server/core/rule/handling.js';
import type { Report } from '../../server/core/rule/rule.js';
import type { RouteView } from '../../server/core/rule/views.js';
import { isAdminPath } from '../../server/core/words/public-paths.js';
import {
  addressedObjects,
  isCatalogNoun,
  isOwnPath,
  literalSegments,
} from '../../server/core/words/resources.js';
import { shorten } from '../../server/core/words/text.js';
import { tokensOf, vocabulary } from '../../server/core/words/tokens.js';
import { type Endpoint, type Guard, guardOf, isWriting, routeName, templated } from './endpoints.js';
import { restrictedPeer } from './open-routes.js';

/** What only those who run a service do to its users. */
const POWERS = vocabulary(`
  role, roles, permission, permissions, promote, demote, impersonate, ban, unban, suspend, unsuspend,
  grant role, revoke role, set role, change role, make admin, privilege`);

type Beside = Pick<RouteView, 'endpoint' | 'siblings'>;
type Fault = Pick<Report, 'message' | 'data' | 'related'>;

/** Why signing in is not enough; undefined when it may be. */
export function roleFault({ endpoint, siblings }: Beside): Fault | undefined {
  if (endpoint.purpose === 'refuses') return undefined;
  const data = { route: routeName(endpoint) };
  if (isPower(endpoint)) return { message: isAdminPath(templated(endpoint.path)) ? 'admin' : 'power', data };
  if (!isWriting(endpoint) || endpoint.personal || !isCatalog(endpoint)) return undefined;
  const beside = siblings.find(
    (one) => isWriting(one) && collectionOf(one) === collectionOf(endpoint) && roleOf(one) !== undefined,
  );
  const guard = beside && roleOf(beside);
  if (beside === undefined || guard === undefined) return undefined;
  return {
    message: 'sibling',
    data: { ...data, other: routeName(beside) },
    related: [{ at: beside.at, message: 'guard', data: { guard: shorten(guard.name, 40) } }],
  };
}

/** Whether a role may be asked for where it cannot be seen, or is missing beside another method of the path, which is told of that. */
export function isUnsettled(route: Beside): boolean {
  const { obscured, delegates } = route.endpoint;
  return obscured === true || delegates === true || restrictedPeer(route) !== undefined;
}

/** Whether signing in is all that is asked for where a role is needed, so that `auth/function-level-missing-role` speaks. */
export function needsRole(endpoint: Endpoint, handling: HandlingView): boolean {
  const route = { endpoint, siblings: handling.siblings(endpoint) };
  if (guardOf(endpoint, 'authentication') === undefined) return false;
  return (
    guardOf(endpoint, 'authorization') === undefined && roleFault(route) !== undefined && !isUnsettled(route)
  );
}

/** By its path it is for those who run the service. */
export function isPower(endpoint: Endpoint): boolean {
  const path = templated(endpoint.path);
  if (isAdminPath(path)) return !/\/(?:login|logout|me|session)$/i.test(path);
  const last = literalSegments(path).at(-1) ?? '';
  return (
    isWriting(endpoint) && !isOwnPath(path) && path.includes('{') && POWERS.find(tokensOf(last)) !== undefined
  );
}

/** What is there for everybody is changed by those who run the service. */
function isCatalog(endpoint: Endpoint): boolean {
  return isCatalogNoun(collectionOf(endpoint));
}

function collectionOf({ path }: Endpoint): string {
  const [first] = addressedObjects(templated(path));
  return first?.noun ?? literalSegments(templated(path)).at(-1) ?? '';
}

/** What asks for a role or a permission; whose object it is concerns that object alone. */
function roleOf({ guards }: Endpoint): Guard | undefined {
  return guards.known
    ? guards.value.find(({ kind, narrow }) => kind === 'authorization' && !narrow)
    : undefined;
}

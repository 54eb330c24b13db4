import type { HandlingView } from '../../server/core/rule/handling.js';
import { isAdminPath } from '../../server/core/words/public-paths.js';
import { isOwnPath, isSocialPath } from '../../server/core/words/resources.js';
import { type Endpoint, guardOf, isWriting, templated } from './endpoints.js';
import { restrictedPeer } from './open-routes.js';

/** `/profile/{id}` is that of anybody. */
const NUMBERED = /\/(?:profile|account)\/\{/i;

/** Names of guards that let in those who may have what others own. */
const OVERSEES = /admin|manage|staff|moderat|owner|support|operat|clerk|super|root|editor|internal|service/i;

/** Who is calling is known, and nothing in front says that they may have what others own. */
export function isConcerned(endpoint: Endpoint, handling: HandlingView): boolean {
  const { path } = endpoint;
  if (guardOf(endpoint, 'authentication') === undefined) return false;
  if (isRestricted(endpoint, handling) && !isShared(endpoint, handling)) return false;
  const own = isOwnPath(path) && !NUMBERED.test(templated(path));
  return !isAdminPath(path) && !own && !isSocialPath(templated(path));
}

/** Whether something asks what the caller may do; what a handler refuses by itself shows in what it decides. */
function isRestricted(endpoint: Endpoint, { passesOn }: HandlingView): boolean {
  const guard = guardOf(endpoint, 'authorization');
  return guard !== undefined && !(guard.own && guard.narrow && !passesOn);
}

/** Whether a role that is asked for is one of many who own objects: a read of the same one asks for it, and for whose it is. */
function isShared(endpoint: Endpoint, handling: HandlingView): boolean {
  const object = objectIn(endpoint);
  const names = namesOf(endpoint);
  if (endpoint.personal || object === undefined || names.some((name) => OVERSEES.test(name))) return false;
  return handling
    .siblings(endpoint)
    .some(
      (one) =>
        one.method === 'GET' &&
        one.personal === true &&
        templated(one.path) === object &&
        namesOf(one).join() === names.join(),
    );
}

/** The path up to the identifier that comes last: '/orders/{id}' of '/orders/{id}/confirm'. */
function objectIn({ path }: Endpoint): string | undefined {
  return /^.*\{[^{}]*\}/.exec(templated(path))?.[0];
}

/** Of what asks for a role, with the roles. */
function namesOf({ guards }: Endpoint): readonly string[] {
  return guards.known
    ? guards.value.flatMap(({ kind, name, asks = [] }) => (kind === 'authorization' ? [name, ...asks] : []))
    : [];
}

/** Whether another method of its path asks for a role that this one does not, so that `auth/method-gap` speaks. */
export function lacksRole(endpoint: Endpoint, handling: HandlingView): boolean {
  if (!isWriting(endpoint) || endpoint.personal || endpoint.obscured || endpoint.delegates) return false;
  const siblings = handling.siblings(endpoint);
  return (
    guardOf(endpoint, 'authorization') === undefined && restrictedPeer({ endpoint, siblings }) !== undefined
  );
}

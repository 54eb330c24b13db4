import { isOpen } from '../../server/core/rule/access.js';
import type { Report } from '../../server/core/rule/rule.js';
import type { RouteView } from '../../server/core/rule/views.js';
import { isCapabilityPath } from '../../server/core/words/capability-paths.js';
import { isShownToAll } from '../../server/core/words/catalogs.js';
import { isSearch } from '../../server/core/words/effects.js';
import { isAdminPath, isPublicByNature } from '../../server/core/words/public-paths.js';
import { isOwnPath } from '../../server/core/words/resources.js';
import { shorten } from '../../server/core/words/text.js';
import { tokensOf, type Vocabulary, vocabulary } from '../../server/core/words/tokens.js';
import { type Endpoint, type Guard, isWriting, routeName, templated } from './endpoints.js';

/** What anybody may send in, and calls that are written as POST and change nothing. */
const OPEN_WRITES = vocabulary(`
  contact, newsletter, subscribe, unsubscribe, feedback, complaint, inquiry, enquiry, waitlist, csp report,
  telemetry, beacon, search, query, calculate, preview, validate, graphql, webhook, callback, echo`);

/** What a page asks before anybody can sign in, and what sets up a new installation once. */
const BEFORE_SIGN_IN = vocabulary(`
  bootstrap, needs setup, setup status, is setup, installed, login method, auth method, auth provider, login provider,
  login option, sign in method, captcha, csrf token`);

/** Segments under which the data of one person lies. */
const PERSONAL = vocabulary(`
  me, account, profile, user, customer, member, patient, employee, order, invoice,
  payment, wallet, message, address, setting, admin, cart, subscription, transaction`);

/** Lists that are about people one by one. */
const LISTED = vocabulary('user, customer, member, patient, employee, order, invoice, payment, transaction');

/** Ends of paths under which all of something is taken away. */
const GIVES_ALL = /export|dump|download|backup|report|invoice/i;

const LISTING = vocabulary('get, all, list, fetch, find');

/** Whom somebody else creates where callers have to sign in for it. */
const APPOINTED = vocabulary('user, employee, staff, operator, moderator');

/** Who does not sign up alone. */
const STAFF = vocabulary('employee, staff, operator, moderator, admin, administrator, agent, teacher, clerk');

/** What is said of a way in, which leads there by a password. */
const WAYS_IN = vocabulary(`
  login, log in, logon, signin, sign in, signup, sign up, register, registration, enroll, enter, join, authenticate,
  token, session`);

/** Who has an account of their own. */
const PEOPLE = vocabulary('user, account, customer, member');

/** What somebody does who was invited, or signs up under another word. */
const JOINING: ReadonlySet<string> = new Set([
  'join',
  'enroll',
  'onboard',
  'onboarding',
  'accept',
  'accept-invite',
]);

/** Why it is a fault that anybody may call the route; undefined when it may be meant so. */
export function faultOf(route: RouteView): 'unread' | 'write' | 'finds' | 'read' | undefined {
  if (route.endpoint.unread !== undefined) return 'unread';
  if (route.writes || route.method === 'ANY') return onlyFinds(route.endpoint) ? 'finds' : 'write';
  if (isOpenedByDocument(route) || isShownToAll(templated(route.path))) return undefined;
  const guarded = route.siblings.count(isGuardedRead);
  if (isPutInFront(route)) return undefined;
  const personal = PERSONAL.find(route.path.split('/').flatMap(tokensOf)) !== undefined;
  if (personal && guarded > 0) return 'read';
  if (listsPeople(route.path) && route.siblings.some(isGuarded)) return 'read';
  return guarded > 2 && guarded === route.siblings.count(isRead) ? 'read' : undefined;
}

function isRead({ method }: Endpoint): boolean {
  return method === 'GET';
}

function isGuardedRead(endpoint: Endpoint): boolean {
  return isRead(endpoint) && isGuarded(endpoint);
}

/** Whether callers only send what is looked up, as a POST lets them do at length. */
function onlyFinds({ method, path, handler, purpose }: Endpoint): boolean {
  return (
    method === 'POST' && (purpose === 'finds' || isSearch({ path: templated(path), operationId: handler }))
  );
}

/** Whether a read of nobody's in particular stands in front of the guard of its router, as reads for everybody do. */
function isPutInFront({ path, endpoint: { method, late = [] } }: RouteView): boolean {
  if (method !== 'GET' || late.length === 0 || isAdminPath(templated(path)) || isOwnPath(path)) return false;
  const last = path.split('/').findLast((segment) => segment !== '') ?? '';
  return !isParameter(last) && !last.includes('*') && !GIVES_ALL.test(last) && !listsPeople(path);
}

/** Whether the path gives all people, or what they bought: `/users`, `/getAllUsers`, `/orders/all`. */
function listsPeople(path: string): boolean {
  const segments = path.split('/').filter((segment) => segment !== '');
  const words = segments.slice(isJust(LISTING, segments.at(-1) ?? '') ? -2 : -1);
  if (words.some((segment) => /^[:{*]/.test(segment))) return false;
  const match = LISTED.find(words.flatMap(tokensOf));
  return match?.rest.every((word) => LISTING.find([word]) !== undefined) === true;
}

/** Whether a document says in so many words that anybody may call it. */
function isOpenedByDocument({ documented }: RouteView): boolean {
  return documented().some(
    ({ operation: { security } }) =>
      security.known && security.value.from === 'operation' && isOpen(security.value),
  );
}

/** Whether anybody may call it by what it is for. */
export function isOpenByNature(endpoint: Endpoint): boolean {
  const { method, path, shape, operationId, handler, password, purpose } = endpoint;
  if (purpose === 'unproven') return false;
  const last = path.split('/').findLast((segment) => segment !== '' && !/^[:{]/.test(segment)) ?? '';
  if (method !== 'GET' && OPEN_WRITES.find(tokensOf(last)) !== undefined) return true;
  if (BEFORE_SIGN_IN.find(tokensOf(last)) !== undefined) return true;
  if (method !== 'GET' && password === 'checked') return true;
  if (isOpenByPurpose(endpoint)) return true;
  if (method !== 'GET' && isCapabilityPath(templated(path))) return true;
  // Who creates a user with a password signs up.
  const creates = isJust(PEOPLE, last) || JOINING.has(last.toLowerCase());
  if (method === 'POST' && password !== undefined && path.endsWith(last) && creates) return true;
  if (password !== undefined && isForNewcomers(endpoint) && leadsIn(path)) return true;
  return isPublicByNature({ path: shape, method, operationId: operationId ?? handler });
}

/** For what handlers are there that anybody may call, whatever else their paths say. */
const FOR_ANYBODY: ReadonlySet<Endpoint['purpose']> = new Set(['mailed', 'signed', 'own', 'refuses']);

/** Whether what the handler does is for anybody; accounts of those who work there are made by others. */
function isOpenByPurpose({ method, path, purpose }: Endpoint): boolean {
  if (purpose !== 'sign-up' && purpose !== 'sign-in') return FOR_ANYBODY.has(purpose);
  return isForNewcomers({ method, path });
}

/** Whether a path may be for who has no account yet, or has not signed in: it names nobody, and none who work there. */
function isForNewcomers({ method, path }: Pick<Endpoint, 'method' | 'path'>): boolean {
  const segments = path.split('/').filter((segment) => segment !== '');
  const appointed = segments.some((segment) => isJust(STAFF, segment)) || isAdminPath(templated(path));
  return method === 'POST' && !appointed && !segments.some(isParameter);
}

/** Whether one of the last two steps of a path is a way in: `/access/token`, `/signup/legacy`. */
function leadsIn(path: string): boolean {
  const steps = path
    .split('/')
    .filter((segment) => segment !== '')
    .slice(-2);
  return steps.some((step) => WAYS_IN.find(tokensOf(step)) !== undefined);
}

/** Whether a segment says one of the words and nothing else. */
function isJust(words: Vocabulary, segment: string): boolean {
  return words.find(tokensOf(segment))?.rest.length === 0;
}

/** Whether a guard asks who is calling or what they may do. */
export function isChecking({ kind }: { readonly kind: string }): boolean {
  return kind === 'authentication' || kind === 'authorization';
}

/** Whether something in front checks the caller. */
export function isGuarded({ guards }: Endpoint): boolean {
  return guards.known && guards.value.some(isChecking);
}

/** Reads of the same path whose own registration asks for what this change lacks: not the other way around, which may be meant. */
export function guardedPeer(route: RouteView): Endpoint | undefined {
  if (!route.writes && route.method !== 'ANY') return undefined;
  // What only seems to be a check stands in front of this one.
  if (route.endpoint.unread !== undefined) return undefined;
  return peersOf(route).find((peer) => !isWriting(peer) && ownGuards(peer).some(isChecking));
}

type Beside = Pick<RouteView, 'siblings' | 'endpoint'>;

/** A route of the same path that asks for a role or a permission: to change something, or to read what this one changes. */
export function restrictedPeer(route: Beside): Endpoint | undefined {
  const exceedsReading = changesWhatIsRead(route.endpoint);
  return peersOf(route).find(
    (peer) =>
      (exceedsReading || isWriting(peer)) && ownGuards(peer).some(({ kind }) => kind === 'authorization'),
  );
}

/** To add something needs less than to see what everybody added, unless accounts are what is added. */
function changesWhatIsRead({ method, path }: Endpoint): boolean {
  if (method !== 'POST') return isWriting({ method });
  const last = path.split('/').findLast((segment) => segment !== '') ?? '';
  return isParameter(last) || isJust(APPOINTED, last);
}

function isParameter(segment: string): boolean {
  return /^[:{]/.test(segment);
}

function peersOf({ siblings, endpoint }: Beside): readonly Endpoint[] {
  return siblings.onPath(({ method }) => method !== endpoint.method);
}

/** Guards that stand in the registration itself. */
function ownGuards({ guards, at }: Endpoint): readonly Guard[] {
  if (!guards.known) return [];
  return guards.value.filter(
    ({ at: place }) => place.uri === at.uri && place.path[1] === at.path[1] && place.path.length > 2,
  );
}

/** A route beside it that checks its callers, as what a finding is related to: message 'sibling', `route` and `guard`. */
export function guardedSibling({ siblings }: RouteView): NonNullable<Report['related']> {
  const sibling = siblings.find(isGuarded);
  const guard = sibling?.guards.known ? sibling.guards.value.find(isChecking) : undefined;
  if (sibling === undefined || guard === undefined) return [];
  return [
    {
      at: sibling.at,
      message: 'sibling',
      data: { route: routeName(sibling), guard: shorten(guard.name, 40) },
    },
  ];
}

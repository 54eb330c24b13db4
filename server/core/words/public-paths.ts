import { isOpenReadPath, isOpenTitle } from './open-reads.js';
import { recoversAccess } from './recovery.js';
import { remembered } from './remembered.js';
import { continuesSignIn } from './second-factors.js';
import { hasWord, terms, tokensOf, vocabulary } from './tokens.js';

/** What an operation says about itself: enough to tell what it is for. */
export interface Described {
  readonly path: string;
  readonly method: string;
  readonly operationId?: string | undefined;
  readonly summary?: string | undefined;
}

/**
 * Whether callers must be able to reach the operation before they have proved who they are, or everybody may by its
 * nature: sign-in and sign-up, token and reset endpoints, health checks, documentation, discovery, received webhooks.
 */
export function isPublicByNature(operation: Described): boolean {
  const { path, method } = operation;
  return publicPaths(method)(path) || saysSignIn(operation) || isReadFor(operation);
}

/** Whether what a read is called says that it is there for monitors and sign-in pages. */
function isReadFor({ path, method, operationId = '', summary = '' }: Described): boolean {
  return (
    (method === 'GET' || method === 'HEAD') && !path.includes('{') && [operationId, summary].some(isOpenTitle)
  );
}

const publicPaths = remembered((method) => remembered((path) => isPublicPath(path, method)));

function isPublicPath(path: string, method: string): boolean {
  if (path === '/' || /(?:^|\/)\.well-known\//.test(path)) return true;
  const segments = segmentsOf(path);
  if (isSignIn(segments, path, method)) return true;
  const last = (segments.at(-1) ?? '').toLowerCase();
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') {
    return isOpenReadPath(path, segments);
  }
  // Deliveries are proved by a signature, which no security scheme describes.
  return (
    method === 'POST' &&
    !path.endsWith('}') &&
    (RECEIVER.has(last) || RECEIVED.test(path) || isDelivery(segments))
  );
}

/** Whether the operation takes credentials and answers with new ones, or leads to that. */
export function isSignInPath(path: string): boolean {
  return isSignIn(segmentsOf(path), path, 'POST');
}

/**
 * Whether somebody who tries often enough may guess what the operation asks for: a password, a code, an answer. Sign-in
 * without what ends a session, creates an account or only sends a browser on.
 */
export function takesGuesses(operation: Described): boolean {
  const { path, method, operationId = '', summary = '' } = operation;
  const segments = segmentsOf(path);
  if (!isSignIn(segments, path, method) && !saysSignIn(operation)) return false;
  const names = [segments.at(-1) ?? '', operationId, summary].map(tokensOf);
  // What is exchanged for a token is a token, a code or a key: too long for anybody to guess.
  if (names.some((words) => words.includes('exchange')) && !names.some((words) => hasWord(words, TYPED)))
    return false;
  return names.every((words) => NOTHING_TO_GUESS.find(words) === undefined);
}

/** Whether somebody makes an account of their own by it: `POST /auth/register`, 'Register a new user'. */
export function isSignUp({ path, method, operationId = '', summary = '' }: Described): boolean {
  if (method !== 'POST' || !isSignInPath(path)) return false;
  const names = [segmentsOf(path).at(-1) ?? '', operationId, summary];
  return names.some((name) => SIGN_UP.find(tokensOf(name)) !== undefined);
}

/** Whether the path is that of the token endpoint of OAuth 2.0: `/oauth2/token`. */
export function isTokenEndpoint(path: string): boolean {
  const segments = segmentsOf(path).map((segment) => segment.toLowerCase());
  return (
    segments.at(-1) === 'token' &&
    segments.slice(0, -1).some((segment) => /^(?:oauth2?|oidc|connect)$/.test(segment))
  );
}

/** Whether the last step of the path only sends something to an address: a code, a link, a new password. */
export function sendsMessage(path: string): boolean {
  const segments = segmentsOf(path);
  const last = tokensOf(segments.at(-1) ?? '');
  return (
    SENDS.find(last) !== undefined || ASKED.find([...tokensOf(segments.at(-2) ?? ''), ...last]) !== undefined
  );
}

/** Whether the last step of the path sets a password anew, and does not check a code on the way. */
export function setsPassword(path: string): boolean {
  return SETS_PASSWORD.find(tokensOf(segmentsOf(path).at(-1) ?? '')) !== undefined;
}

/**
 * Whether a segment of the path, as a whole, says that it is for those who run the service: `/admin/users`, never
 * `/administrators-guide`.
 */
export const isAdminPath = remembered((path) => {
  const words = segmentsOf(path).map((segment) => segment.toLowerCase().replaceAll(/[-_.]/g, ''));
  // Below an area of signing in callers manage their own keys and devices.
  const own = words.findIndex((word) => AUTH_AREAS.has(word));
  return words.some((word, at) => ADMIN.has(word) && !(own >= 0 && at > own && MANAGING.has(word)));
});

/** Literal segments without version prefixes. */
function segmentsOf(path: string): readonly string[] {
  return path
    .split(/[/?#]/)
    .filter((segment) => segment !== '' && !segment.includes('{') && !VERSION.test(segment));
}

/** `/slack/events`, `/github/hook`: what another service sends of its own accord. */
function isDelivery(segments: readonly string[]): boolean {
  const [from, what] = segments.slice(-2).map((segment) => segment.toLowerCase());
  return from !== undefined && what !== undefined && SENDERS.has(from) && DELIVERIES.has(what);
}

function isSignIn(segments: readonly string[], path: string, method: string): boolean {
  if (isMailedPath(path)) return true;
  if (path.endsWith('}')) return false;
  if (method === 'POST' && (isStep(segments) || continuesSignIn(segments))) return true;
  const above = segments.slice(0, -1).every((segment) => PLAIN_PREFIXES.has(segment.toLowerCase()));
  if (method === 'POST' && !path.includes('{') && recoversAccess(segments, above)) return true;
  const last = segments.at(-1) ?? '';
  const tokens = tokensOf(last);
  const match = SIGN_IN.find(tokens);
  // `login-with-google` signs in, `login-history` reads what was.
  if (match?.rest.every((word) => BESIDE_SIGN_IN.has(word)) === true) return true;
  if (REGISTER.has(last.toLowerCase())) return above || segments.some(isAboutPeople);
  if (segments.some((segment) => OAUTH.has(segment.toLowerCase()))) {
    if (OAUTH_ENDPOINTS.find(tokens) !== undefined) return true;
  }
  // `POST /sessions` creates what later proves the caller; `/checkout/sessions` is about something else.
  if (!above || path.includes('{')) return false;
  return method === 'POST'
    ? SESSION_ROOTS.has(last.toLowerCase())
    : method === 'DELETE' && /^sessions?$/i.test(last);
}

/** Whether the path is that of a link in a mail, which proves who follows it: `/verify-email`, `/reset-password/{token}`. */
export function isMailedPath(path: string): boolean {
  const segments = segmentsOf(path);
  return isByMail(segments) || isByMail(segments.slice(-1));
}

/** What is sent by mail proves who uses it: `/reset-password/{token}`, `/password/reset/{token}`. */
function isByMail(segments: readonly string[]): boolean {
  const match = BY_MAIL.find(segments.slice(-2).flatMap(tokensOf));
  return match?.rest.every((word) => BESIDE_SIGN_IN.has(word) || PLAIN_PREFIXES.has(word)) === true;
}

/** A step of signing in: `/login/mfa`, `/auth/sso`, `/auth/2fa/verify`, `/auth/reset`. */
function isStep(segments: readonly string[]): boolean {
  const last = (segments.at(-1) ?? '').toLowerCase();
  const above = segments.slice(0, -1).map((segment) => segment.toLowerCase());
  if (above.some((segment) => SIGN_IN.find(tokensOf(segment)) !== undefined)) return SECOND_STEPS.has(last);
  if (AUTH_AREAS.has(above.at(-1) ?? '') && FIRST_STEPS.has(last)) return true;
  return above.some((segment) => AUTH_AREAS.has(segment)) && STEPS.has(last);
}

function saysSignIn({ path, operationId = '', summary = '', method }: Described): boolean {
  if (method !== 'POST') return false;
  return [operationId, summary].some((text) =>
    REGISTER.has(text.toLowerCase()) ? segmentsOf(path).some(isAboutPeople) : isSignInTitle(text),
  );
}

function isAboutPeople(segment: string): boolean {
  return hasWord(tokensOf(segment), PEOPLE);
}

const isSignInTitle = remembered((text) => {
  const match = SIGN_IN_TITLES.find(tokensOf(text));
  return (
    match !== undefined && match.rest.length <= 4 && match.rest.every((word) => BESIDE_SIGN_IN.has(word))
  );
});

const VERSION = /^v\d+(\.\d+)*$/i;

const SIGN_UP = vocabulary('signup, sign up, register, registration, create account');

const SETS_PASSWORD = vocabulary(
  'reset password, password reset, change password, set password, update password',
);

const SENDS =
  vocabulary(`forgot, forget, forgotten password, resend, send otp, send code, request otp, request code,
  magic link, recover password, password recovery, request reset`);

/** Over two segments: `/password/request`. */
const ASKED = vocabulary('password request');

const SIGN_IN = vocabulary(`login, log in, signin, sign in, logon, signup, sign up, authenticate,
  forgot password, forget password, forgotten password, reset password, password reset, recover password,
  password recovery, lost password, recover account, account recovery, recover access, access recovery,
  reset pwd, reset psw, forgot pwd, forgot psw, forgot, verify email, email verification, confirm email, resend verification, activate account, check otp, verify otp, send otp, request otp, resend otp,
  resend code, generate challenge, refresh token, token refresh, magic link, logout, log out, signout, sign out`);

const BY_MAIL =
  vocabulary(`reset password, password reset, reset pwd, reset psw, password request, forgot password,
  recover password, password recovery,
  verify email, email verification, confirm email, email confirmation, activate account, account activation,
  magic link, unsubscribe`);

const AUTH_AREAS: ReadonlySet<string> = new Set(terms('auth, authentication, sso, identity'));

const STEPS: ReadonlySet<string> = new Set(
  terms(
    `verify, challenge, sso, saml, passwordless, callback, init, google, facebook, github, apple, microsoft`,
  ),
);

/** Right below an area of signing in; deeper they are about something else: `/auth/keys/reset`. */
const FIRST_STEPS: ReadonlySet<string> = new Set(terms('reset, forgot, recover, resend, exchange'));

/** Below a login everything that proves the caller a second time. */
const SECOND_STEPS: ReadonlySet<string> = new Set([
  ...STEPS,
  ...terms(
    'mfa, 2fa, otp, totp, sms, code, passkey, passkeys, webauthn, verification, complete, finish, start, token, access-token',
  ),
]);

const SENDERS: ReadonlySet<string> = new Set(
  terms(`slack, github, gitlab, bitbucket, stripe, paypal, square, adyen, mollie, twilio, sendgrid, mailgun, postmark,
    shopify, discord, telegram, whatsapp, messenger, line, viber, zapier, jira, hubspot, intercom, zendesk, plaid,
    docusign, calendly, dropbox, auth0, okta, clerk, segment, pagerduty, sentry`),
);

const DELIVERIES: ReadonlySet<string> = new Set(
  terms(
    'event, events, hook, hooks, notification, notifications, interactions, interactive, commands, actions, updates, inbound',
  ),
);

const SIGN_IN_TITLES =
  vocabulary(`login, log in, sign in, signin, sign up, signup, log out, logout, register a user,
  register user, register a new user, register new user, user registration, reset password, password reset,
  forgot password`);

const NOTHING_TO_GUESS =
  vocabulary(`logout, log out, signout, sign out, logoff, log off, register, registration,
  registering, signup, sign up, revoke, revocation, introspect, introspection, refresh, refresh token, callback, acs,
  metadata, jwk, authorize, device, activate account, challenge, init, webauthn, passkey, fido, guest, anonymous,
  anonymously, unsubscribe`);

/** What people choose and type. */
const TYPED: ReadonlySet<string> = new Set(terms('password, credential, login, pin, otp'));

const BESIDE_SIGN_IN: ReadonlySet<string> = new Set(
  terms(`with, token, access, password, user, users, email, sso, google, facebook, github, apple, microsoft, social, otp, code,
    v, 1, 2, 3, verify, callback, request, confirm, local, account, new, phone, for, via, the, a, an, existing, by, and,
    in, to, complete, init, start, finish, send, resend, link, mail, customer, member, session, current, out, logged,
    into, system, admin, api, guest, anonymous, anonymously`),
);

const REGISTER: ReadonlySet<string> = new Set(['register', 'registration']);

const PEOPLE: ReadonlySet<string> = new Set(
  terms('user, account, auth, customer, member, identity, people, person'),
);

const OAUTH: ReadonlySet<string> = new Set(
  terms('oauth, oauth2, oidc, openid, connect, auth, saml, sso, authentication'),
);

const OAUTH_ENDPOINTS = vocabulary(
  'token, refresh, revoke, introspect, authorize, jwk, device, callback, acs, metadata',
);

const SESSION_ROOTS: ReadonlySet<string> = new Set(
  terms('auth, session, sessions, token, tokens, authentication, authorization'),
);

const RECEIVER: ReadonlySet<string> = new Set(terms('webhook, callback, ipn'));

/** `/webhooks/stripe` receives; `/webhooks`, `/webhooks/{id}` and `/webhooks/test` manage. */
const RECEIVED =
  /^[^{]*\/(?:web-?)?hooks\/(?!(?:test|ping|try|new|create|register|subscribe|retry|replay|resend|list|search|settings|config)s?$)[a-z][a-z-]*$/i;

const PLAIN_PREFIXES: ReadonlySet<string> = new Set(
  terms('api, rest, public, auth, user, users, account, identity'),
);

const MANAGING: ReadonlySet<string> = new Set(['manage', 'management']);

const ADMIN: ReadonlySet<string> = new Set(
  terms(`admin, admins, administration, administrator, internal, management, manage, superuser, superadmin, root,
    backoffice, sysadmin, adminapi, ops, system`),
);

import { remembered } from './remembered.js';
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
  return publicPaths(method)(path) || saysSignIn(operation);
}

/** Whether the path itself says so, for one method. */
const publicPaths = remembered((method) => remembered((path) => isPublicPath(path, method)));

function isPublicPath(path: string, method: string): boolean {
  if (path === '/' || path.startsWith('/.well-known/')) return true;
  const segments = segmentsOf(path);
  if (isSignIn(segments, path, method)) return true;
  const last = (segments.at(-1) ?? '').toLowerCase();
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') {
    return !path.includes('{') && (READABLE.has(last) || OPEN_READS.find(tokensOf(last)) !== undefined);
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
  const names = [segments.at(-1) ?? '', operationId, summary];
  return names.every((name) => NOTHING_TO_GUESS.find(tokensOf(name)) === undefined);
}

/** Whether the last step of the path only sends something to an address: a code, a link, a new password. */
export function sendsMessage(path: string): boolean {
  return SENDS.find(tokensOf(segmentsOf(path).at(-1) ?? '')) !== undefined;
}

/** Whether the last step of the path sets a password anew, and does not check a code on the way. */
export function setsPassword(path: string): boolean {
  return SETS_PASSWORD.find(tokensOf(segmentsOf(path).at(-1) ?? '')) !== undefined;
}

/**
 * Whether a segment of the path, as a whole, says that it is for those who run the service: `/admin/users`, never
 * `/administrators-guide`.
 */
export const isAdminPath = remembered((path) =>
  segmentsOf(path).some((segment) => ADMIN.has(segment.toLowerCase().replaceAll(/[-_.]/g, ''))),
);

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
  if (isByMail(segments)) return true;
  if (path.endsWith('}')) return false;
  if (method === 'POST' && isStep(segments)) return true;
  const last = segments.at(-1) ?? '';
  const tokens = tokensOf(last);
  const match = SIGN_IN.find(tokens);
  // `login-with-google` signs in, `login-history` reads what was.
  if (match?.rest.every((word) => BESIDE_SIGN_IN.has(word)) === true) return true;
  if (REGISTER.has(last.toLowerCase())) {
    return segments.length === 1 || segments.some(isAboutPeople);
  }
  if (segments.some((segment) => OAUTH.has(segment.toLowerCase()))) {
    if (OAUTH_ENDPOINTS.find(tokens) !== undefined) return true;
  }
  // `POST /sessions` creates what later proves the caller; `/checkout/sessions` is about something else.
  const above = segments.slice(0, -1).every((segment) => PLAIN_PREFIXES.has(segment.toLowerCase()));
  return method === 'POST' && above && !path.includes('{') && SESSION_ROOTS.has(last.toLowerCase());
}

/** What is sent by mail proves who uses it: `/reset-password/{token}`, `/password/reset/{token}`. */
function isByMail(segments: readonly string[]): boolean {
  const match = BY_MAIL.find(segments.slice(-2).flatMap(tokensOf));
  return match?.rest.every((word) => BESIDE_SIGN_IN.has(word) || PLAIN_PREFIXES.has(word)) === true;
}

/** A later step of signing in: `/login/mfa`, `/auth/sso`, `/auth/2fa/verify`. */
function isStep(segments: readonly string[]): boolean {
  const last = (segments.at(-1) ?? '').toLowerCase();
  const above = segments.slice(0, -1).map((segment) => segment.toLowerCase());
  if (above.some((segment) => SIGN_IN.find(tokensOf(segment)) !== undefined)) return SECOND_STEPS.has(last);
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

const SETS_PASSWORD = vocabulary(
  'reset password, password reset, change password, set password, update password',
);

const SENDS =
  vocabulary(`forgot, forget, forgotten password, resend, send otp, send code, request otp, request code,
  magic link, recover password, password recovery, request reset`);

const SIGN_IN = vocabulary(`login, log in, signin, sign in, logon, signup, sign up, authenticate,
  forgot password, forget password, forgotten password, reset password, password reset, recover password,
  password recovery, reset pwd, reset psw, forgot pwd, forgot psw, forgot, verify email, email verification, confirm email, resend verification, activate account,
  check otp, verify otp, send otp, request otp, refresh token, token refresh, magic link,
  logout, log out, signout, sign out`);

const BY_MAIL =
  vocabulary(`reset password, password reset, reset pwd, reset psw, forgot password, recover password, password recovery,
  verify email, email verification, confirm email, email confirmation, activate account, account activation,
  magic link, unsubscribe`);

const AUTH_AREAS: ReadonlySet<string> = new Set(terms('auth, authentication, sso, identity'));

const STEPS: ReadonlySet<string> = new Set(
  terms('verify, challenge, sso, saml, passwordless, callback, google, facebook, github, apple, microsoft'),
);

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
  register user, register a new user, register new user, user registration, reset password, forgot password`);

const NOTHING_TO_GUESS =
  vocabulary(`logout, log out, signout, sign out, logoff, log off, register, registration,
  registering, signup, sign up, revoke, revocation, introspect, introspection, refresh, refresh token, callback, acs,
  metadata, jwk, authorize, device, activate account, guest, anonymous, anonymously`);

const BESIDE_SIGN_IN: ReadonlySet<string> = new Set(
  terms(`with, token, access, password, user, users, email, sso, google, facebook, github, apple, microsoft, social, otp, code,
    v, 1, 2, 3, verify, callback, request, confirm, local, account, new, phone, for, via, the, a, an, existing, by, and,
    in, to, complete, init, start, finish, customer, member, session, current, out, logged, into, system, admin, api, guest, anonymous, anonymously`),
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

/** Last segments of reads that monitors, browsers and crawlers ask for. */
const READABLE: ReadonlySet<string> = new Set(
  terms(`health, healthz, healthcheck, health-check, health_check, livez, readyz, live, liveness, ready, readiness,
    ping, status, version, heartbeat, alive, up, robots.txt, favicon.ico, sitemap.xml, security.txt,
    docs, api-docs, swagger, swagger-ui, swagger.json, swagger.yaml, openapi, openapi.json, openapi.yaml, redoc,
    jwks, jwks.json, public, terms, privacy, license, about`),
);

const OPEN_READS = vocabulary('health check, openapi, jwks');

const RECEIVER: ReadonlySet<string> = new Set(terms('webhook, callback, ipn'));

/** `/webhooks/stripe` receives; `/webhooks` and `/webhooks/{id}` manage. */
const RECEIVED = /^[^{]*\/webhooks\/[a-z][a-z-]*$/i;

const PLAIN_PREFIXES: ReadonlySet<string> = new Set(
  terms('api, rest, public, auth, user, users, account, identity'),
);

const ADMIN: ReadonlySet<string> = new Set(
  terms(`admin, admins, administration, administrator, internal, management, manage, superuser, superadmin, root,
    backoffice, sysadmin, adminapi, ops, system`),
);

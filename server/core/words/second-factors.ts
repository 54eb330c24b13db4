import { terms } from './tokens.js';

/**
 * Whether what is sent to the path goes on with a sign-in: it proves the caller a second time, asks for a code or renews
 * a token. `segments`: literal ones without version prefixes. `/otp/verify`, `/auth/mfa`, `/token/refresh`.
 */
export function continuesSignIn(segments: readonly string[]): boolean {
  const words = segments.map((segment) => segment.toLowerCase().replace(/[-_]/g, ''));
  const last = words.at(-1) ?? '';
  const isStep = FACTORS.has(words.at(-2) ?? '') && STEPS.has(last);
  const above = words.slice(0, isStep ? -2 : -1);
  if (last === 'refresh') return above.every((word) => AREAS.has(word) || RENEWED.has(word));
  // A payment or a delivery may be confirmed by a code as well.
  if (isStep) return above.every((word) => AREAS.has(word) || PEOPLE.has(word) || word.length === 1);
  return FACTORS.has(last) && above.every((word) => AREAS.has(word));
}

/** Whether the last step of the path is a second factor and nothing else: who has signed in may set it up there. */
export function isFactorPath(path: string): boolean {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return FACTORS.has(last.toLowerCase().replace(/[-_]/g, ''));
}

const FACTORS: ReadonlySet<string> = new Set(
  terms('otp, totp, mfa, tfa, 2fa, twofactor, secondfactor, multifactor'),
);

const STEPS: ReadonlySet<string> = new Set(
  terms('verify, validate, check, login, authenticate, challenge, send, resend, request'),
);

const AREAS: ReadonlySet<string> = new Set(
  terms('api, rest, public, auth, authentication, identity, sso, login, signin, session, sessions'),
);

/** Who signs in, and with what. */
const PEOPLE: ReadonlySet<string> = new Set(
  terms('user, users, customer, customers, member, members, account, accounts, mobile, app, client, web'),
);

const RENEWED: ReadonlySet<string> = new Set(terms('token, tokens, session, sessions, jwt, oauth, oauth2'));

import type { Described } from './public-paths.js';
import { isSignInPath } from './public-paths.js';
import { remembered } from './remembered.js';
import { hasWord, terms, tokensOf, vocabulary } from './tokens.js';

/** Whether the operation answers with a new token or session: sign-in, `/oauth/token`, `POST /sessions`. */
export function issuesToken({ method, path }: Described): boolean {
  return method === 'POST' && isIssuer(path);
}

const isIssuer = remembered((path) => {
  if (!isSignInPath(path)) return false;
  const last = path.split('/').at(-1) ?? '';
  return ISSUES.find(tokensOf(last)) !== undefined && !saysRevoke(last);
});

/** Whether the operation ends one: sign-out, revocation, `DELETE /sessions/{id}`. */
export function revokesToken({ method, path, operationId = '' }: Described): boolean {
  if (saysRevoke(path) || saysRevoke(operationId)) return true;
  return method === 'DELETE' && hasWord(tokensOf(path), ENDED);
}

/** Whether the path is one of an authorization server where programs come with their own secret. */
export function isTokenEndpoint(path: string): boolean {
  const [last = '', ...above] = path.toLowerCase().split('/').reverse();
  return PROGRAM_ENDPOINTS.has(last) && above.some((segment) => OAUTH.has(segment));
}

const PROGRAM_ENDPOINTS: ReadonlySet<string> = new Set(terms('token, introspect, introspection, revoke'));

const OAUTH: ReadonlySet<string> = new Set(terms('oauth, oauth2, oidc, openid, connect'));
const saysRevoke = remembered((text) => REVOKES.find(tokensOf(text)) !== undefined);

const ISSUES = vocabulary(
  'login, log in, signin, sign in, logon, authenticate, auth, authentication, token, session, magic link, otp',
);

const REVOKES =
  vocabulary(`logout, log out, signout, sign out, logoff, revoke, revocation, invalidate, introspect, introspection,
    blacklist, end session`);

const ENDED: ReadonlySet<string> = new Set(
  terms('session, token, login, auth, authentication, authorization, grant'),
);

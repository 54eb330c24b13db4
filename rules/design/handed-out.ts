import { isMap, type ScalarNode } from '../../server/core/rule/nodes.js';
import type { SchemaView } from '../../server/core/rule/views.js';
import { writes } from '../../server/core/words/methods.js';
import { isSignInPath } from '../../server/core/words/public-paths.js';
import { hasWord, terms, tokensOf, vocabulary } from '../../server/core/words/tokens.js';

/** What says beside it when it ends is made to be given out for a while. */
export function endsSoon(key: ScalarNode): boolean {
  const beside = isMap(key.parent) ? key.parent.entries.map((entry) => String(entry.key.value)) : [];
  return beside.some((name) => EXPIRY.find(tokensOf(name)) !== undefined);
}

/**
 * Whether a list of the credentials that there are shows it, beside the id of each: what ends soon is given out when it is
 * made, and whoever may see the list need not have any of them.
 */
export function isListed({ returnedBy, node }: SchemaView): boolean {
  const beside = isMap(node.parent) ? node.parent.entries.map(({ key }) => String(key.value)) : [];
  return beside.includes('id') && returnedBy.some((key) => KEPT_CREDENTIALS.test(key));
}

const KEPT_CREDENTIALS = /^GET \S*[/_-](?:tokens|keys|secrets|credentials)$/i;

const EXPIRY = vocabulary('expires, expiry, expiration, expires in, expires at, ttl, valid until, lifetime');

/**
 * Whether the operations that show it exist to hand credentials out, and reading them takes a scope of its own; whoever
 * sets them knows them.
 */
export function isHandedOut({ document, returnedBy }: SchemaView): boolean {
  if (returnedBy.length === 0 || !returnedBy.every(isForCredentials)) return false;
  const shows = document?.operations.filter(({ key }) => returnedBy.includes(key)) ?? [];
  return shows.every(
    ({ method, security }) =>
      writes(method) ||
      (security.known &&
        security.value.anyOf.length > 0 &&
        security.value.anyOf.every(({ all }) => all.some(({ scopes }) => scopes.some(isForCredentials)))),
  );
}

function isForCredentials(name: string): boolean {
  return hasWord(tokensOf(name.split('/').at(-1) ?? ''), CREDENTIALS);
}

const CREDENTIALS: ReadonlySet<string> = new Set(terms('credential, credentials, secret, secrets'));

const ISSUING = vocabulary(
  'token, key, secret, credential, session, login, auth, oauth, password, otp, mfa, tfa, 2 fa, totp, webhook, invite',
);

/** Whether only operations that issue it show it: a token endpoint, or the one answer that shows a new key. */
export function isIssued({ returnedBy, property = '', node }: SchemaView): boolean {
  const granted = isGrant(property, node);
  return (
    returnedBy.length > 0 &&
    returnedBy.every((key) => {
      const [method = '', path = ''] = key.split(' ');
      if (isSignInPath(path)) return true;
      return method === 'POST' && (granted || ISSUING.find(tokensOf(path)) !== undefined);
    })
  );
}

/** An access token beside what only the answer of a sign-in has: RFC 6749, section 5.1. */
function isGrant(property: string, { parent }: SchemaView['node']): boolean {
  if (!isMap(parent) || !GRANTED.has(tokensOf(property).join(' '))) return false;
  const names = parent.entries.map(({ key }) => tokensOf(String(key.value)).join(' '));
  return names.filter((name) => GRANTED.has(name) || BESIDE_GRANT.has(name)).length > 1;
}

const GRANTED: ReadonlySet<string> = new Set(['access token', 'refresh token', 'id token']);

const BESIDE_GRANT: ReadonlySet<string> = new Set(['token type', 'expires in', 'refresh expires in']);

import { hasWord, terms, tokensOf } from '../../server/core/words/tokens.js';
import type { Endpoint, Guard } from '../auth/endpoints.js';
import { isChecking } from '../auth/open-routes.js';

/** Strategies of passport that take a name and a password. */
const BY_PASSWORD = /^(?:local(?!.*(?:sign-?up|regist))|ldap|login$|sign-?in$)/i;

const ISSUED: ReadonlySet<string> = new Set(
  terms(
    'token, session, jwt, auth, authorization, access, api, key, personal, bearer, new, create, issue, generate',
  ),
);

/** Whether anybody may try passwords there, whatever its path says. */
export function signsIn({ password, guards, personal, purpose }: Endpoint): boolean {
  const asked = guards.known ? guards.value.filter(({ kind }) => kind === 'authentication') : [];
  if (asked.length > 0) return asked.every(triesPassword);
  const enters = purpose === undefined || purpose === 'finds' || purpose === 'sign-in';
  return password === 'checked' && guards.known && personal !== true && enters;
}

/** Whether it gives a token or a session to who has signed in, and takes nothing from them that others could guess. */
export function issuesToKnown({ path, password, guards }: Endpoint): boolean {
  const asked = guards.known ? guards.value.filter(({ kind }) => kind === 'authentication') : [];
  const words = tokensOf(path.split('/').findLast((segment) => segment !== '') ?? '');
  const issues = words.every((word) => hasWord([word], ISSUED));
  return issues && password === undefined && asked.some((one) => !triesPassword(one));
}

function triesPassword({ name, asks = [] }: Guard): boolean {
  return /authenticate$/.test(name) && asks.some((one) => BY_PASSWORD.test(one));
}

/** Whether anybody makes an account there, with a password that the server hashes. */
export function signsUp({ guards, purpose, password }: Endpoint): boolean {
  return guards.known && !guards.value.some(isChecking) && (purpose === 'sign-up' || password === 'read');
}

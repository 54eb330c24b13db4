import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { tokensOf, vocabulary } from '../../server/core/words/tokens.js';

/** Cookies that prove who is calling. */
const PROVES = vocabulary(
  'session, sess, sid, token, auth, jwt, access token, refresh token, remember me, login, connect sid',
);
/** Cookies that scripts have to read, or that say something about a session. */
const READ = vocabulary('csrf, xsrf, consent, locale, theme, hint, expires');

export interface Fault {
  readonly at: ValueView | CallView['node'];
  readonly missing: readonly string[];
  readonly fixes: readonly FixOffer[];
}

/** Whether a text is the name of such a cookie. */
export function proves(name: ValueView | undefined): boolean {
  return isProof(name?.literal ?? '');
}

export function isProof(name: string): boolean {
  const tokens = tokensOf(name);
  return PROVES.find(tokens) !== undefined && READ.find(tokens) === undefined;
}

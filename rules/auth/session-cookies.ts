import type { Change } from '../../server/core/rule/change.js';
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

/** What a cookie holds that proves who is calling, whatever its name. */
const PROOFS = vocabulary('session, sid, token, jwt, access token, refresh token, session id');
/** What is called a token and lets nobody in, or takes the cookie away. */
const OTHER = vocabulary('csrf, xsrf, count, name, lang, empty, expired, flash, consent');

/** Whether the value is a token, or what makes one gives it: `token_for(user)`, `jwt.encode(claims, key)`. */
export function isProven(name: ValueView | undefined, value: ValueView | undefined): boolean {
  if (
    value === undefined ||
    value.literal !== undefined ||
    READ.find(tokensOf(name?.text ?? '')) !== undefined
  )
    return false;
  const made = value.form === 'call' || value.form === 'name' ? [value] : value.parts;
  return made.some(({ text, literal }) => {
    const tokens = literal === undefined ? tokensOf(/^(?:await\s+)?[\w.]+/.exec(text)?.[0] ?? '') : [];
    return PROOFS.find(tokens) !== undefined && OTHER.find(tokens) === undefined;
  });
}

export function isProof(name: string): boolean {
  const tokens = tokensOf(name);
  return PROVES.find(tokens) !== undefined && READ.find(tokens) === undefined;
}

/** The flag, where it is set to false. */
export function switchedOff(options: ValueView, flag: string): Fault | undefined {
  const value = options.property(flag);
  if (value?.literal !== 'false') return undefined;
  const changes = (): readonly Change[] => [{ text: value, by: 'true' }];
  return { at: value, missing: [flag], fixes: [{ fix: 'flip', data: { flags: flag }, changes }] };
}

/** What options of JavaScript lack, with the changes that bring it. */
export function lacking(
  at: ValueView,
  missing: readonly string[],
  changes: readonly Change[] | undefined,
): Fault {
  const fixes =
    changes === undefined
      ? []
      : [{ fix: 'add', data: { flags: missing.join(', ') }, changes: () => changes }];
  return { at: spotOnly(at), missing, fixes };
}

/** The place without what is known of its value. */
function spotOnly({ leaf, start, endLeaf, end, text }: ValueView): CallView['node'] {
  return { leaf, start, endLeaf, end, text };
}

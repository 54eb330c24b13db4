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
  /** All of them are set to false, and none is left out. */
  readonly off?: true;
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

/** A flag that is set to false, and how the opposite is written. */
export interface Off {
  readonly flag: string;
  readonly value: ValueView;
  readonly by: string;
}

/** The flags that options of JavaScript set to false. */
export function switchedOff(options: ValueView, flags: readonly string[]): readonly Off[] {
  return flags.flatMap((flag) => {
    const value = options.property(flag);
    return value?.literal === 'false' ? [{ flag, value, by: 'true' }] : [];
  });
}

/** The one fault of a cookie that has flags switched off, and lacks others: what is left out alone is `left`. */
export function together(off: readonly Off[], left: Fault | undefined): Fault | undefined {
  const [first] = off;
  if (first === undefined) return left;
  const { missing = [], fixes = [] } = left ?? {};
  const names = off.map(({ flag }) => flag);
  const flags = (fixes.length > 0 ? [...names, ...missing] : names).join(', ');
  const changes = (): readonly Change[] => [
    ...off.map(({ value, by }) => ({ text: value, by })),
    ...fixes.flatMap((one) => one.changes()),
  ];
  return {
    at: first.value,
    missing: [...names, ...missing],
    ...(missing.length === 0 ? { off: true } : {}),
    fixes: [{ fix: fixes.length > 0 ? 'add' : 'flip', data: { flags }, changes }],
  };
}

/** What options of JavaScript lack, with the changes that bring it. */
export function lacking(
  at: ValueView,
  missing: readonly string[],
  changes: readonly Change[] | undefined,
): Fault {
  const fixes =
    changes === undefined || missing.length === 0
      ? []
      : [{ fix: 'add', data: { flags: missing.join(', ') }, changes: () => changes }];
  return { at: spotOnly(at), missing, fixes };
}

/** The place without what is known of its value. */
function spotOnly({ leaf, start, endLeaf, end, text }: ValueView): CallView['node'] {
  return { leaf, start, endLeaf, end, text };
}

import type { CallView, ReadView, ValueView } from '../../server/core/rule/views.js';
import { isMadeSecret } from '../../server/core/words/made-secrets.js';
import { isSignInPath } from '../../server/core/words/public-paths.js';
import { asksForWayIn } from '../../server/core/words/recovery.js';
import { credentialName, personalField, secretField } from '../../server/core/words/sensitive.js';
import { isExactly, terms, tokensOf } from '../../server/core/words/tokens.js';
import { isJwtCall } from '../auth/jwt-calls.js';

/** A value whose name says that it lets in whoever holds it, or that its loss harms a person. */
export function isSecret({ name, input }: ReadView, listed: (name: string) => boolean): boolean {
  if (listed(name) || name === 'authorization' || isSentCode(name)) return true;
  const kind = credentialName(name, 'log') ?? secretField(name);
  // A code may be one of a fault; what is mailed in order to be sent back lets in whoever reads it first.
  if (kind !== undefined) return kind !== 'code' || input !== undefined || LETS_IN.test(name);
  const personal = personalField(name);
  return personal !== undefined && personal !== 'contact' && personal !== 'birth';
}

/** Words beside a token that say what it lets do. */
const SAID =
  /(?<![a-z])(?:reset|access|refresh|session|auth\w*|bearer|api|jwt|invit\w+|activation|verif\w+|confirm\w+|magic|log ?in|sign ?in|password)[ _-]*token(?![a-z])/i;

/**
 * Whether what is called a token and no more is one that lets somebody in, and no word of a text: where people sign in, or
 * ask for a new password, and where something beside it says so.
 */
export function isTokenHere(
  read: ReadView,
  value: ValueView,
  { arguments: given, handler }: CallView,
): boolean {
  if (read.name !== 'token') return false;
  if (given.some(({ text }) => SAID.test(text))) return true;
  if (handler?.endpoints.some(({ path }) => isSignInPath(path) || asksForWayIn({ path })) === true)
    return true;
  return [value, ...value.parts].some((part) => part.text === read.text && isIssued(part.made()));
}

/** Calls whose name says that they make a token, and what makes nothing else. */
const MAKES = /^(?:create|make|generate|gen|issue|mint|sign|build|new)/i;
const SIGNS =
  /(?:^|\.)\w*jwt\w*\.(?:sign\w*|encode)$|(?:^|\.)token_(?:urlsafe|hex|bytes)$|\brandomBytes\(.*\)\.toString$/i;
/** What keeps to tokens: `tokens.issue(user)`. */
const TOKENS = /(?:^|\.)\w*tokens?(?:_?(?:service|manager|provider|factory|generator|issuer))?\.\w+$/i;

/** Whether a call gives a token that lets somebody in: `create_access_token(user)`, `tokens.make(user)`, `jwt.sign(claims, key)`. */
function isIssued(call: CallView | undefined): boolean {
  if (call === undefined) return false;
  const { callee, name } = call;
  if (isSigning(call)) return true;
  return SIGNS.test(callee) || (MAKES.test(name) && (isMadeSecret(name) || TOKENS.test(callee)));
}

/** Whether a call signs a token by a package that is there for it: `sign(claims, key)`, `builder.compact()`. */
function isSigning(call: CallView): boolean {
  return /^(?:sign|encode|compact)$/.test(call.name) && isJwtCall(call);
}

/** A name of a text that was put together before, of a secret among others: an address to set a new password at. */
export function pastedInto(value: ValueView, { node }: CallView, listed: (name: string) => boolean) {
  const [read] = value.reads;
  if (read === undefined || value.form === 'name' || value.text !== read.text) return undefined;
  const before = value.parts.filter(({ start, end }) => end <= node.start || start >= node.end);
  const secret = before.flatMap(({ reads }) => reads).find((one) => isSecret(one, listed));
  return secret && { read, message: 'held' as const, name: secret.name };
}

/** What is sent to a person, who is let in or may set a new password with it. */
const LETS_IN =
  /(?:token|secret|link|(?:reset|recovery|otp|magic|login|verif(?:ication|y)|activation|(?:e?mail|phone|account)_?confirm(?:ation)?)_?code)$/i;

/** Whether a name is that of a code by which a person proves once who they are: `otp`, `emailOtp`, `twoFactorCode`. */
function isSentCode(name: string): boolean {
  const tokens = tokensOf(name).filter((token) => !SENT_BY.has(token));
  return isExactly(tokens, SENT_CODES);
}

/** What is said of such a code that leaves it one. */
const SENT_BY: ReadonlySet<string> = new Set(
  terms(
    'generated, new, the, user, raw, plain, email, mail, sms, phone, mobile, login, signup, account, current, reset, expected',
  ),
);

const SENT_CODES: ReadonlySet<string> = new Set(
  terms(
    'otp, totp, otp code, otp value, one time code, one time password, one time pin, two factor code, 2 fa code, mfa code, totp code',
  ),
);

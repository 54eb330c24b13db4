import type { Named } from './effects.js';
import { literalSegments } from './resources.js';
import { hasWord, terms, tokensOf, vocabulary } from './tokens.js';

/**
 * Whether somebody who cannot sign in asks by it for a message that lets them: a new password, another mail to confirm
 * their address, a link that signs in. What is done with the code of that message later is none of it.
 */
export function asksForWayIn({ path, operationId = '' }: Named): boolean {
  const steps = literalSegments(path).slice(-2).flatMap(tokensOf);
  const names = [steps, tokensOf(operationId)];
  const isPast = (words: readonly string[], steps: ReadonlySet<string>) =>
    hasWord(words, steps) && !SENDING.has(words[0] ?? '');
  if (names.some((words) => isPast(words, PROVING))) return false;
  if (names.some((words) => ASKING.find(words) !== undefined)) return true;
  return (
    names.some((words) => LINKING.find(words) !== undefined) &&
    !names.some((words) => isPast(words, REDEEMING))
  );
}

/** Whether somebody asks by it to be let in again: `/accounts/recover`. `alone`: no segment above says what `/recover` is about. */
export function recoversAccess(segments: readonly string[], alone: boolean): boolean {
  return LOST_WAY_IN.test(segments.slice(-2).join('/')) || (alone && RECOVERS.test(segments.at(-1) ?? ''));
}

/** Whether prose about an answer says that nobody has the account that was named. `missing`: the status says so itself. */
export function saysUnknownAccount(text: string, missing: boolean): boolean {
  const tokens = tokensOf(text);
  if (!hasWord(tokens, ACCOUNTS) || hasWord(tokens, OTHERS)) return false;
  if (missing) return true;
  return !UNSENT.test(text) && (UNKNOWN.test(text) || UNKNOWN.test(tokens.join(' ')));
}

/** Whether prose about a refusal says something of the account that was named, which has to be there for that. */
export function saysAccountState(text: string): boolean {
  const tokens = tokensOf(text);
  return hasWord(tokens, ACCOUNTS) && !hasWord(tokens, OTHERS) && STATE.test(tokens.join(' '));
}

/** Whether a text is only about one of two cases, as that of an answer that is the same in both. */
export function isConditional(text: string): boolean {
  return /\b(?:if|whether|when|even|regardless|in case|may|might)\b/i.test(text);
}

/** Whether prose about an operation says that it refuses with a status of its own what names no account. */
export function saysRefusesUnknown(prose: string): boolean {
  const refuses = (sentence: string) =>
    /\b(?:40[0134]|409|410|422)\b/.test(sentence) &&
    !SAME.test(sentence) &&
    saysUnknownAccount(sentence, false);
  return prose.split(/(?<=[.!?;])\s+|\n\s*\n/).some(refuses);
}

const ASKING =
  vocabulary(`forgot, forgotten, forget password, reset password, password reset, reset pwd, request reset,
  recover password, password recovery, recover account, account recovery, lost password, resend verification,
  resend confirmation, resend activation, resend email, resend code, resend verify, send verification, send reset`);

const LOST_WAY_IN = /^(?:accounts?|passwords?|access)\/(?:reset|forgot|forgotten|lost|recover|recovery)$/i;
const RECOVERS = /^(?:recover|recovery)$/i;

const LINKING =
  vocabulary(`magic link, magic links, passwordless, login link, sign in link, email link, login code, sign in code, email login,
  email otp, login otp, send otp, request otp`);

/** What is done with the link or the code that came. */
const REDEEMING: ReadonlySet<string> = new Set(
  terms('verify, redeem, consume, callback, exchange, authenticate, register, signup'),
);

const PROVING: ReadonlySet<string> = new Set(
  terms('token, validate, check, confirm, complete, finish, set, change, update, status, policy, admin'),
);

/** Before these words a code is what is sent: `sendResetToken`. */
const SENDING: ReadonlySet<string> = new Set(terms('send, resend, request, forgot'));

const ACCOUNTS: ReadonlySet<string> = new Set(
  terms(`user, username, account, email, mail, member, customer, person, login, phone, number, subscriber, patient, student,
    employee, address, registered`),
);

/** Things that may be missing as well. */
const OTHERS: ReadonlySet<string> = new Set(
  terms(`template, token, tenant, realm, organization, organisation, workspace, application, app, client, link, code, page,
    route, endpoint, resource, session, request`),
);

const UNKNOWN =
  /\b(?:no (?:(?:such|matching|registered|known|existing) )?(?:user(?:name)?|account|member|customer|person|e-?mail|mail|address|phone|number|subscriber|patient|student|employee|one)\b|unknown|unregistered|nobody|nonexistent|non-existent)\b|(?:\bnot|n't) (?:be )?(?:found|exists?|registered|known|recogni[sz]ed)\b/i;

/** What was not sent, or not well, is no account that is missing. */
const UNSENT =
  /\b(?:(?:signed|logged) in|authenticated|given|provided|supplied|sent|required|specified|missing|malformed|invalid|valid|empty|format|field|parameter|body)\b/i;

const STATE =
  /\b(?:is|are|was|been|account|user) (?:\w+ )?(?:locked|disabled|suspended|deactivated|blocked|banned|inactive)\b|\b(?:already|not|not yet|is|isn t) (?:been )?(?:verified|confirmed|activated|active)\b/;

/** How prose says that the answer is no other one. */
const SAME =
  /\b(?:never|even|same|always|regardless|instead|rather|without|whether or not)\b|(?:\bnot|n't) (?:return|respond|answer|reveal|fail)\b/i;

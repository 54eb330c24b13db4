import type { Named } from './effects.js';
import { literalSegments } from './resources.js';
import { hasWord, terms, tokensOf, vocabulary } from './tokens.js';

/**
 * Whether somebody who cannot sign in asks by it for a message that lets them: a new password, another mail to confirm
 * their address. What is done with the code of that message later is none of it.
 */
export function asksForWayIn({ path, operationId = '' }: Named): boolean {
  const steps = literalSegments(path).slice(-2).flatMap(tokensOf);
  const names = [steps, tokensOf(operationId)];
  if (names.some((words) => hasWord(words, PROVING) && !SENDING.has(words[0] ?? ''))) return false;
  return names.some((words) => ASKING.find(words) !== undefined);
}

/** Whether prose about an answer says that nobody has the account that was named. `missing`: the status says so itself. */
export function saysUnknownAccount(text: string, missing: boolean): boolean {
  const tokens = tokensOf(text);
  if (!hasWord(tokens, ACCOUNTS) || hasWord(tokens, OTHERS)) return false;
  return missing || UNKNOWN.test(text);
}

const ASKING =
  vocabulary(`forgot, forgotten, forget password, reset password, password reset, reset pwd, request reset,
  recover password, password recovery, recover account, account recovery, lost password, resend verification,
  resend confirmation, resend activation, resend email, resend code, resend verify, send verification, send reset`);

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
  /\b(?:no (?:such )?\w+|not (?:found|exist|registered|known|recogni[sz]ed)|n't (?:found|exist)|unknown|unregistered|nobody|missing|nonexistent|non-existent)\b/i;

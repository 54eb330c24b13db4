import type { CodeNode } from '../../syntax/code.js';
import { field, unwrap, walk } from '../../syntax/code-read.js';
import { hashesPassword } from '../../words/passwords.js';
import { calleeName, calleeText } from './called-name.js';
import { type Reading, textOf } from './expression.js';

/** Calls that make a record. */
const CREATES = /^(?:create|create_?one|insert|insert_?one|save|add|persist|upsert|put)$/i;
/** Functions of the project that make an account of whoever asks. */
const SIGNS_UP = /^(?:sign_?up|register_?(?:user|account|member|customer)|create_?account)$/i;
const INSERTS = /\binsert\s+into\b/i;
const PASSWORD = /(?:\b|_)(?:password|passwd|pwd|PASSWORD|PASSWD|PWD)|Passw(?:or)?d|Pwd/;
const LOGIN = /\b(?:e?mail|user_?name|login|nick_?name|handle)\b/i;
/** What is reached by a password of somebody else's: a mailbox, a database. */
const MACHINE = /\b(?:host\w*|port|server|url|uri|endpoint|ssid|smtp|imap|driver|database)\b/i;

/** What is given to who has signed in. */
const TOKEN =
  /(?:^|[^\w.])["']?(?:(?:access|id|auth|refresh|bearer|session)_?)?(?:tokens?|jwt)["']?\s*[:=,)}\]]|\bjwt\.(?:sign|encode)\b/i;
const ANSWERS = /^(?:json|send|cookie|set_?cookie|ok|body)$/i;

/** Whether a handler gives a token to who sends a password beside the name of a person. */
export function isSigningIn(body: CodeNode, calls: readonly CodeNode[], reading: Reading): boolean {
  if (!isOfPersonIn(textOf(body, reading))) return false;
  const returned = [...walk(body)].filter(({ type }) => type === 'return_statement');
  const answered = calls.filter((call) => ANSWERS.test(calleeName(call, reading)));
  return [...returned, ...answered].some((one) => TOKEN.test(textOf(one, reading)));
}

/** Whether a handler makes an account: it keeps the hash of a password, or a password beside the name of a person. */
export function isSigningUp(calls: readonly CodeNode[], reading: Reading): boolean {
  const creating = calls.filter((call) => creates(call, reading));
  if (calls.some((call) => SIGNS_UP.test(calleeName(call, reading)))) return true;
  if (creating.length === 0) return false;
  return calls.some((call) => isHashing(call, reading)) || creating.some((call) => isOfPerson(call, reading));
}

function creates(call: CodeNode, reading: Reading): boolean {
  if (unwrap(field(call, 'function'))?.type !== 'member_expression') return false;
  return CREATES.test(calleeName(call, reading)) || INSERTS.test(givenTo(call, reading));
}

/** `createHash('sha256').update(password)` is one as well. */
export function isHashing(call: CodeNode, reading: Reading): boolean {
  return hashesPassword(calleeText(call, reading)) && PASSWORD.test(givenTo(call, reading));
}

function isOfPerson(call: CodeNode, reading: Reading): boolean {
  return isOfPersonIn(givenTo(call, reading));
}

function isOfPersonIn(text: string): boolean {
  return PASSWORD.test(text) && LOGIN.test(text) && !MACHINE.test(text);
}

function givenTo(call: CodeNode, reading: Reading): string {
  const list = field(call, 'arguments');
  return list === undefined ? '' : textOf(list, reading);
}

import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, named, unwrap, walk } from '../../syntax/code-read.js';
import { provesPassword } from '../../words/passwords.js';
import type { Framework } from '../frameworks/framework.js';
import { anonymously } from './anonymous.js';
import { calleeName, calleeText } from './called-name.js';
import { bindingOf, expression, type Reading, textOf } from './expression.js';
import { isHandler } from './handler-roles.js';
import { isLenient } from './lenient.js';
import { decidesByOwner } from './ownership.js';
import { handedBy, holdersIn, passageOf, type Roles, rootName } from './passage.js';
import { checksPassword } from './password-check.js';
import { purposeIn } from './purpose.js';
import { weighingIn } from './roles.js';
import {
  AUTH_WORDS,
  CALLER_KEYS,
  CREDENTIAL_NAMES,
  CREDENTIALS,
  FORBIDDEN,
  HEADERS,
  JAVA_PRINCIPAL,
  LIMITED,
  LOGIN_PAGE,
  MADE_ANSWERS,
  PRINCIPAL,
  STATUS_CALLS,
  STATUS_FIELDS,
  UNAUTHORIZED,
  VALIDATORS,
  VERIFIERS,
} from './signs.js';
import { namesOf } from './steps.js';
import type { Answer, Behavior, Expr, Handed } from './types.js';

const MAX_HELPERS = 12;

/** Headers and cookies of the answer say nothing of who is calling. */
const ANSWERED = /\bres\w*\s*\.\s*(?:set|header|setHeader|append|cookie)\s*\(\s*(['"`])[^'"`]*\1/g;

/** Who is calling, as middleware has left it. */
const KEPT = new RegExp(`\\blocals\\s*\\??\\.\\s*(?:${CALLER_KEYS})\\b`, 'i');

/** Reads what the body of a function can do. Handlers inside it are functions of their own. */
export function behaviorOf(
  body: CodeNode,
  roles: Roles | undefined,
  reading: Reading,
  frameworks: readonly Framework[],
): Behavior {
  const answers = new Set<Answer>();
  const helpers: Expr[] = [];
  const hands: Handed[] = [];
  const statuses: Expr[] = [];
  const holders = holdersIn(body, roles, reading);
  const checks: CodeNode[] = [];
  let validates = false;
  let names: ReadonlySet<string> | undefined;
  const sent = () => {
    names ??= sentNames(body, roles, reading);
    return names;
  };
  for (const node of walk(body, (inner) => isHandler(inner, reading) || isAside(inner, reading))) {
    for (const answer of answersAt(node, roles, reading)) answers.add(answer);
    if (node.type !== 'call_expression') continue;
    const name = calleeName(node, reading);
    if (isVerifier(node, name, reading)) checks.push(node);
    statuses.push(...namedStatus(node, name, reading));
    if (VALIDATORS.test(name) && mentions(node, sent(), reading)) validates = true;
    const handed = handedBy(node, roles, holders, reading);
    if (handed !== undefined) hands.push(handed);
    else if (isHelper(node, name, roles, reading))
      helpers.push(expression(field(node, 'function'), reading, 8));
  }
  const plain = withoutComments(body, reading.text);
  const { denies, ...alone } = anonymously(body, roles, reading);
  const lets = isLenient(body, roles, reading, checks);
  if (denies) answers.add('401');
  return {
    answers: [...answers].sort(),
    ...(checks.length > 0 || identifies(plain, roles, frameworks, reading) ? { identity: true } : {}),
    ...(CREDENTIALS.test(plain) ? { credentials: true } : {}),
    ...alone,
    ...(lets ? { lets: true } : {}),
    ...(checksPassword(body, reading) ? { proves: true } : {}),
    ...purposeIn(body, roles, reading),
    ...(checks.length > 0 ? { verifies: true } : {}),
    ...(validates ? { validates } : {}),
    ...weighingIn(body, reading),
    ...(decidesByOwner(body, roles, frameworks, reading) ? { owns: true } : {}),
    ...passageOf(body, roles, reading),
    ...calledIn(statuses, hands, helpers),
  };
}

/** Of what a function calls, as much as is followed. */
function calledIn(
  statuses: readonly Expr[],
  hands: readonly Handed[],
  helpers: readonly Expr[],
): Pick<Behavior, 'statuses' | 'hands' | 'more' | 'helpers'> {
  return {
    ...(statuses.length > 0 ? { statuses: statuses.slice(0, MAX_HELPERS) } : {}),
    ...(hands.length > 0 ? { hands: hands.slice(0, MAX_HELPERS) } : {}),
    ...(Math.max(helpers.length, hands.length) > MAX_HELPERS ? { more: true } : {}),
    helpers: helpers.slice(0, MAX_HELPERS),
  };
}

/** In Java what is caught answers a bad token, and lets those pass that send none. */
function isAside(node: CodeNode, { language }: Reading): boolean {
  return language === 'java' && node.type === 'catch_clause';
}

/** `argon2.verify` checks a password; `jwt.decode` of Python checks the signature. */
function isVerifier(call: CodeNode, name: string, reading: Reading): boolean {
  if (VERIFIERS.test(name)) return !provesPassword(name, calleeText(call, reading));
  const callee = field(call, 'function');
  return (
    reading.language === 'python' && callee !== undefined && /\bjwt\.decode$/.test(textOf(callee, reading))
  );
}

function answersAt(node: CodeNode, roles: Roles | undefined, reading: Reading): readonly Answer[] {
  if (node.type === 'throw_statement') return raised(node, reading);
  if (node.type === 'assignment_expression') {
    const property = field(unwrap(field(node, 'left')), 'property');
    const status = property !== undefined && STATUS_FIELDS.test(textOf(property, reading));
    return status ? faults(field(node, 'right'), reading) : [];
  }
  if (node.type !== 'call_expression') return [];
  const name = calleeName(node, reading);
  const list = field(node, 'arguments');
  // What Python makes in order to raise or to return it.
  if (reading.language === 'python' && MADE_ANSWERS.test(name)) return faults(list, reading);
  if (name === 'redirect' || name === 'RedirectResponse')
    return LOGIN_PAGE.test(withoutComments(node, reading.text)) ? ['login'] : [];
  const member = unwrap(field(node, 'function'))?.type === 'member_expression';
  if (member && STATUS_CALLS.test(name)) return faults(list, reading);
  if (name === roles?.next || name === 'next' || name === 'reject' || name === 'assert')
    return faults(list, reading);
  return member &&
    argumentsOf(node).length <= 2 &&
    /^(?:unauthori[sz]ed|forbidden|tooManyRequests)$/i.test(name)
    ? answersNamed(name)
    : [];
}

/** What a fault is answered with; in Python one of our own may be anything that its handler makes of it. */
function raised(node: CodeNode, reading: Reading): readonly Answer[] {
  const found = faults(node, reading);
  const [fault] = named(node);
  const known = /\b(?:404|409|410|422|5\d\d)\b|not_?found|conflict/i;
  const own =
    reading.language === 'python' &&
    found.length === 0 &&
    fault !== undefined &&
    !known.test(textOf(fault, reading));
  return own ? ['4xx'] : found;
}

/** Statuses and names of faults in an expression. */
function faults(node: CodeNode | undefined, reading: Reading): readonly Answer[] {
  if (node === undefined) return [];
  const found: Answer[] = [];
  for (const part of walk(node)) {
    if (part.type === 'number') found.push(...statusOf(textOf(part, reading), reading));
    else if (isMessage(part, reading))
      found.push(...answersNamed(textOf(part, reading).replace(/\W+/g, '_')));
    else if (/identifier$/.test(part.type)) found.push(...answersNamed(textOf(part, reading)));
  }
  return found;
}

/** What an error says: `new Error('not authenticated')`. */
function isMessage({ type, parent }: CodeNode, reading: Reading): boolean {
  const made = type === 'string' && parent?.type === 'arguments' ? parent.parent : undefined;
  const name = made === undefined ? undefined : (field(made, 'constructor') ?? field(made, 'function'));
  return name !== undefined && /Error$/.test(textOf(name, reading)) && /script$|^tsx$/.test(reading.language);
}

function statusOf(number: string, { language }: Reading): readonly Answer[] {
  // What is not there says nothing of who is calling.
  if (language === 'python' && /^4(?:04|09|10|22)$/.test(number)) return [];
  if (number === '401' || number === '403' || number === '429') return [number];
  return /^4\d\d$/.test(number) ? ['4xx'] : [];
}

function answersNamed(name: string): readonly Answer[] {
  if (UNAUTHORIZED.test(name)) return ['401'];
  if (FORBIDDEN.test(name)) return ['403'];
  return LIMITED.test(name) ? ['429'] : [];
}

/** Names of the request and of what is taken out of it: `body` and `name` of `const { name } = req.body`. */
function sentNames(body: CodeNode, roles: Roles | undefined, reading: Reading): ReadonlySet<string> {
  const request = roles?.request;
  if (request === undefined) return new Set();
  const found = new Set([request]);
  for (const node of walk(body)) {
    const value = node.type === 'variable_declarator' ? unwrap(field(node, 'value')) : undefined;
    if (value === undefined || !/^(?:identifier|member_expression|subscript_expression)$/.test(value.type))
      continue;
    if (!found.has(rootName(value, reading))) continue;
    for (const name of namesOf(bindingOf(field(node, 'name'), reading))) found.add(name);
  }
  return found;
}

/** Whether one of the names stands in what the call is given. */
function mentions(call: CodeNode, names: ReadonlySet<string>, reading: Reading): boolean {
  const list = field(call, 'arguments');
  if (list === undefined) return false;
  return [...walk(list)].some(
    (node) =>
      /identifier$/.test(node.type) &&
      node.type !== 'property_identifier' &&
      names.has(textOf(node, reading)),
  );
}

/** A status that is given by a name which says nothing itself: `res.status(DENIED)`. */
function namedStatus(call: CodeNode, name: string, reading: Reading): readonly Expr[] {
  const [first] = argumentsOf(call);
  const member = unwrap(field(call, 'function'))?.type === 'member_expression';
  if (!member || first === undefined || !/^(?:status|sendStatus|writeHead)$/.test(name)) return [];
  if (!/^(?:identifier|member_expression)$/.test(first.type) || faults(first, reading).length > 0) return [];
  return [expression(first, reading, 8)];
}

/** Whether the call is to a function whose name says that it checks a caller. */
function isHelper(call: CodeNode, name: string, roles: Roles | undefined, reading: Reading): boolean {
  if (name === '' || name === roles?.next) return false;
  const root = rootName(unwrap(field(call, 'function')) ?? call, reading);
  if (root === roles?.request || root === roles?.response || root === 'console') return false;
  const own =
    reading.language === 'python' &&
    (root === 'self' || argumentsOf(call).some((one) => CREDENTIAL_NAMES.test(textOf(one, reading))));
  return own || AUTH_WORDS.test(name);
}

/** Whether the text reads who is calling from the request. */
function identifies(
  plain: string,
  roles: Roles | undefined,
  frameworks: readonly Framework[],
  { language }: Reading,
): boolean {
  if (language === 'java' && JAVA_PRINCIPAL.test(plain)) return true;
  if (language === 'python' && !CREDENTIALS.test(plain) && PRINCIPAL.test(plain)) return true;
  const told = plain.replace(ANSWERED, '');
  if (HEADERS.test(told) || /\.authorization\b/.test(told) || KEPT.test(plain)) return true;
  const request = (roles?.request ?? 'req').replaceAll('$', '\\$');
  const members = frameworks.flatMap((framework) => framework.identity).join('|');
  const written = '\\s*(?:[?!]?\\.\\s*\\w+\\s*)*=(?!=)|\\s*\\.\\s*(?:destroy|regenerate|save)\\b';
  const read = new RegExp(
    `\\b${request}\\s*[?!]?\\s*\\.\\s*(?:${members}|(?:signedC|c)ookies)\\b(?!${written})`,
  );
  const taken = new RegExp(`\\{[^{}]*\\b(?:${members})\\b[^{}]*\\}\\s*=\\s*${request}\\b`);
  return read.test(plain) || taken.test(plain);
}

function withoutComments(node: CodeNode, text: string): string {
  let plain = '';
  let from = node.start;
  for (const part of walk(node)) {
    if (part.type !== 'comment') continue;
    plain += text.slice(from, part.start);
    from = part.end;
  }
  return plain + text.slice(from, node.end);
}

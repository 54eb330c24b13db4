import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, named, unwrap, walk } from '../../syntax/code-read.js';
import { isScript } from '../../text/leaf.js';
import { provesPassword } from '../../words/passwords.js';
import type { Framework } from '../frameworks/framework.js';
import { anonymously } from './anonymous.js';
import { calleeName, calleeText } from './called-name.js';
import { bindingOf, expression, type Reading, textOf } from './expression.js';
import { answersNamed, faults, raised, statusIn } from './faults.js';
import { goesOn } from './goes-on.js';
import { isHandler } from './handler-roles.js';
import { isLenient } from './lenient.js';
import { handsToken } from './mailed.js';
import { decidesByOwner } from './ownership.js';
import { handedBy, holdersIn, passageOf, type Roles, rootName } from './passage.js';
import { checksPassword, triesIn } from './password-check.js';
import { purposeIn } from './purpose.js';
import { relayedBy } from './relayed.js';
import { replacesOf } from './replaces.js';
import { weighingIn } from './roles.js';
import {
  AUTH_WORDS,
  CALLER_KEYS,
  CREDENTIAL_NAMES,
  CREDENTIALS,
  HEADERS,
  JAVA_PRINCIPAL,
  LOGIN_PAGE,
  MADE_ANSWERS,
  PRINCIPAL,
  STATUS_CALLS,
  STATUS_FIELDS,
  VALIDATORS,
  VERIFIERS,
} from './signs.js';
import { Statuses } from './statuses.js';
import { namesOf } from './steps.js';
import type { Answer, Behavior, Expr, Handed } from './types.js';
import { vetsBody } from './vetted.js';

const MAX_HELPERS = 12;

/** Headers and cookies of the answer say nothing of who is calling. */
const ANSWERED = /\bres\w*\s*\.\s*(?:set|header|setHeader|append|cookie)\s*\(\s*(['"`])[^'"`]*\1/g;

/** Refuses by a fault that is made elsewhere. */
const FAILS = /\bthrow\b|\bnext\(\s*\w/;

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
  const spoken = new Statuses(body, [roles?.request, roles?.response], reading);
  const holders = holdersIn(body, roles, reading);
  const checks: CodeNode[] = [];
  let [validates, vets] = [false, false];
  const sent = once(() => sentNames(body, roles, reading));
  for (const node of walk(body, (inner) => isHandler(inner, reading) || isAside(inner, reading))) {
    const name = node.type === 'call_expression' ? calleeName(node, reading) : '';
    statuses.push(...spoken.answered(node, name));
    for (const answer of answersAt(node, name, spoken, roles, reading)) answers.add(answer);
    if (node.type !== 'call_expression') continue;
    if (isVerifier(node, name, reading)) checks.push(node);
    if (VALIDATORS.test(name) && mentions(node, sent(), reading)) validates = true;
    else if (vetsBody(node, roles, reading)) vets = true;
    const handed = handedBy(node, roles, holders, reading) ?? toldBy(node, spoken, roles, reading);
    if (handed !== undefined) hands.push({ ...handed, ...spoken.handed(node) });
    else if (isHelper(node, name, roles, reading))
      helpers.push(expression(field(node, 'function'), reading, 8));
  }
  const plain = withoutComments(body, reading.text);
  validates ||= vets && (answers.has('4xx') || FAILS.test(plain));
  const { denies, ...alone } = anonymously(body, roles, reading);
  if (denies) answers.add('401');
  return {
    answers: [...answers].sort(),
    ...(checks.length > 0 || identifies(plain, roles, frameworks, reading) ? { identity: true } : {}),
    ...(CREDENTIALS.test(plain) ? { credentials: true } : {}),
    ...alone,
    ...(isLenient(body, roles, reading, checks) ? { lets: true } : {}),
    ...(checksPassword(body, reading) ? { proves: true } : triesIn(body, roles, reading)),
    ...purposeIn(body, roles, reading),
    ...(checks.length > 0 ? { verifies: true } : {}),
    ...(validates ? { validates } : {}),
    ...weighingIn(body, reading),
    ...(decidesByOwner(body, roles, frameworks, reading) ? { owns: true } : {}),
    ...passageOf(body, roles, reading),
    ...listed(statuses, hands, helpers),
    ...replacesOf(body, roles, plain, reading),
    ...relayedBy(body, roles, plain, hands, frameworks, reading),
  };
}

/** What is worked out when it is first asked for. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** As many as are followed. */
function listed(
  statuses: readonly Expr[],
  hands: readonly Handed[],
  helpers: readonly Expr[],
): Pick<Behavior, 'statuses' | 'hands' | 'helpers' | 'more'> {
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

function answersAt(
  node: CodeNode,
  name: string,
  told: Statuses,
  roles: Roles | undefined,
  reading: Reading,
): readonly Answer[] {
  const found = [...written(node, name, roles, reading), ...namedFaults(node, name, told, roles)];
  return found.length > 0 && goesOn(node, reading) ? [] : found;
}

/** Refusals that stand where something is answered, thrown or handed to `next`. */
function written(
  node: CodeNode,
  name: string,
  roles: Roles | undefined,
  reading: Reading,
): readonly Answer[] {
  if (node.type === 'throw_statement') return raised(node, reading);
  if (node.type === 'assignment_expression') {
    const property = field(unwrap(field(node, 'left')), 'property');
    const status = property !== undefined && STATUS_FIELDS.test(textOf(property, reading));
    return status ? faults(field(node, 'right'), reading) : [];
  }
  if (node.type !== 'call_expression') return [];
  const list = field(node, 'arguments');
  // What Python makes in order to raise or to return it.
  if (reading.language === 'python' && MADE_ANSWERS.test(name)) return faults(list, reading);
  if (name === 'redirect' || name === 'RedirectResponse')
    return LOGIN_PAGE.test(withoutComments(node, reading.text)) ? ['login'] : [];
  const member = unwrap(field(node, 'function'))?.type === 'member_expression';
  if (member && STATUS_CALLS.test(name)) return faults(list, reading);
  if (name === roles?.next || name === 'next' || name === 'reject' || name === 'assert')
    return faults(list, reading);
  if (!member) return [];
  if (argumentsOf(node).length <= 2 && /^(?:unauthori[sz]ed|forbidden|tooManyRequests)$/i.test(name))
    return answersNamed(name);
  const own = rootName(unwrap(field(node, 'function')) ?? node, reading) === roles?.response;
  return own ? toldIn(node, reading) : [];
}

/** Refusals that an answer holds: `res.problem(401)`, `res.json({ code: 403 })`. */
function toldIn(call: CodeNode, reading: Reading): readonly Answer[] {
  const pairs = argumentsOf(call).flatMap((one) => (one.type === 'object' ? named(one) : []));
  const told = pairs.flatMap((pair) => {
    const key = field(pair, 'key');
    return key !== undefined && /^\W?(?:status|code|statusCode|errno)\W?$/.test(textOf(key, reading))
      ? (field(pair, 'value') ?? [])
      : [];
  });
  return [...argumentsOf(call), ...told].flatMap((one): readonly Answer[] => {
    const status = statusIn(one, reading);
    return status === '401' || status === '403' ? [status] : [];
  });
}

/** Faults with a name of their own that are thrown or handed to `next`. */
function namedFaults(
  node: CodeNode,
  name: string,
  told: Statuses,
  roles: Roles | undefined,
): readonly Answer[] {
  if (node.type === 'call_expression' && told.local(node).length > 0) return told.local(node);
  const next = name !== '' && (name === roles?.next || name === 'next' || name === 'reject');
  const [fault] = next ? argumentsOf(node) : node.type === 'throw_statement' ? named(node) : [];
  return fault === undefined ? [] : told.named(fault);
}

/** A call that is given a refusal, or handed one on, and nothing of the request: `fail(401)`. */
function toldBy(
  call: CodeNode,
  told: Statuses,
  roles: Roles | undefined,
  reading: Reading,
): Handed | undefined {
  const callee = unwrap(field(call, 'function'));
  if (callee === undefined || !isScript(reading.language)) return undefined;
  const root = rootName(callee, reading);
  if ([roles?.request, roles?.response, roles?.next, 'console', 'next'].includes(root)) return undefined;
  const refuses = told.refuses(call) && !goesOn(call, reading);
  if (!refuses && !(roles === undefined && told.passesOn(call))) return undefined;
  return { f: expression(callee, reading, 6), to: '' };
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

/** Whether the call is to a function whose name says that it checks a caller. */
function isHelper(call: CodeNode, name: string, roles: Roles | undefined, reading: Reading): boolean {
  if (name === '' || name === roles?.next) return false;
  const root = rootName(unwrap(field(call, 'function')) ?? call, reading);
  if (root === roles?.request || root === roles?.response || root === 'console') return false;
  const own =
    reading.language === 'python' &&
    (root === 'self' || argumentsOf(call).some((one) => CREDENTIAL_NAMES.test(textOf(one, reading))));
  return own || AUTH_WORDS.test(name) || (isScript(reading.language) && handsToken(call, reading));
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

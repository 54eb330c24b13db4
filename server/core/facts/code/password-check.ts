import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, named, unwrap, walk } from '../../syntax/code-read.js';
import { isScript } from '../../text/leaf.js';
import { provesPassword } from '../../words/passwords.js';
import { calleeName, calleeText } from './called-name.js';
import { expression, type Reading, textOf } from './expression.js';
import { isHandler } from './handler-roles.js';
import { type Roles, rootName } from './passage.js';
import { isHashing } from './sign-up.js';
import type { Behavior } from './types.js';

const PASSWORD = /pass(?:word|wd)|pwd/i;
/** Names of a password that is handed on, and of all that came with it. */
const HANDED =
  /(?:^|[._])(?:\w*pass(?:word|wd|phrase|code)?|pwd|\w*secret|pin|body|credentials?|creds|payload|dto|input|data)$/i;
/** What the text has of a function that hands on any of these. */
const MAY_HAND =
  /pass(?:word|wd|phrase|code)|pwd|secret|\bpin\b|\b(?:body|credentials?|creds|payload|dto|input|data)\s*[,)}]/i;
/** What makes another form of a value, answers or writes it down. */
const KEEPS = /^(?:console|res(?:ponse)?|JSON|Object|String|Number|next|log(?:ger)?)\b/;
const MOST_TRIES = 6;
/** The second one of a form, which is typed so that the first has no mistakes. */
const AGAIN = /confirm|repeat|again|verif|retype|2$/i;
const EQUAL = /^(?:[=!]==?|timingSafeEqual|compare_digest|isEqual|equals)$/;

/** Whether a function compares a password, or the hash of one, with what is kept. */
export function checksPassword(body: CodeNode, reading: Reading): boolean {
  return provesIn(body, reading) || comparesHash(body, reading);
}

/** Calls that are handed a password, or all of the body, and may compare it: `people.enter(req.body.email, req.body.secret)`. */
export function triesIn(body: CodeNode, roles: Roles | undefined, reading: Reading): Pick<Behavior, 'tries'> {
  if (!mayHand(body, reading)) return {};
  const whole = roles?.request === undefined ? '' : `${roles.request}.body`;
  const holds = (node: CodeNode): boolean => {
    const value = unwrap(node.type === 'pair' ? field(node, 'value') : node);
    if (value === undefined) return false;
    if (value.type === 'object') return named(value).some(holds);
    const text = textOf(value, reading);
    return text === whole || (!/[(\s]/.test(text) && HANDED.test(text));
  };
  const calls = [...walk(body, (inner) => isHandler(inner, reading))].filter(
    (node) =>
      node.type === 'call_expression' &&
      !KEEPS.test(calleeText(node, reading)) &&
      argumentsOf(node).some(holds),
  );
  const tries = calls.slice(0, MOST_TRIES).map((one) => expression(field(one, 'function'), reading, 8));
  return tries.length === 0 ? {} : { tries };
}

/** Where Java leads is told by types alone; in Python tables of data are handed on all the time. */
function mayHand(body: CodeNode, reading: Reading): boolean {
  const words = isScript(reading.language) ? MAY_HAND : PASSWORD;
  return reading.language !== 'java' && words.test(textOf(body, reading));
}

function provesIn(body: CodeNode, reading: Reading): boolean {
  return [...walk(body, (inner) => isHandler(inner, reading))].some(
    (node) =>
      node.type === 'call_expression' &&
      argumentsOf(node).length > 0 &&
      provesPassword(calleeName(node, reading), calleeText(node, reading)),
  );
}

function comparesHash(body: CodeNode, reading: Reading): boolean {
  if (!PASSWORD.test(textOf(body, reading))) return false;
  const hashes = new Set<string>();
  for (const node of walk(body)) {
    const value = node.type === 'variable_declarator' ? field(node, 'value') : undefined;
    const name = field(node, 'name');
    if (value !== undefined && name !== undefined && holdsHash(value, hashes, reading))
      hashes.add(textOf(name, reading));
  }
  for (const node of walk(body)) {
    const sides = comparedBy(node, reading);
    if (sides.some((side) => holdsHash(side, hashes, reading)) || isPlainCheck(sides, reading)) return true;
  }
  return false;
}

/** Both sides of an equality, or what is handed to a function that compares. */
function comparedBy(node: CodeNode, reading: Reading): readonly CodeNode[] {
  if (node.type === 'binary_expression')
    return EQUAL.test(field(node, 'operator')?.type ?? '')
      ? [field(node, 'left'), field(node, 'right')].filter((side) => side !== undefined)
      : [];
  const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
  const name = field(callee, 'property') ?? callee;
  if (name === undefined || !EQUAL.test(textOf(name, reading))) return [];
  const object = field(callee, 'object');
  const args = named(field(node, 'arguments'));
  return args.length === 1 && object !== undefined ? [object, ...args] : args;
}

function holdsHash(node: CodeNode, hashes: ReadonlySet<string>, reading: Reading): boolean {
  return [...walk(node)].some(
    (one) =>
      (one.type === 'call_expression' && isHashing(one, reading)) ||
      (one.type === 'identifier' && hashes.has(textOf(one, reading))),
  );
}

/** `user.password === req.body.password`: of two objects, and none of both is typed again. */
function isPlainCheck(sides: readonly CodeNode[], reading: Reading): boolean {
  const texts = sides.map((side) => textOf(side, reading));
  const roots = new Set(sides.map((side) => rootName(unwrap(side) ?? side, reading)));
  return (
    sides.length === 2 &&
    roots.size === 2 &&
    sides.some((side) => unwrap(side)?.type === 'member_expression') &&
    sides.every((side) => !/^(?:string|number|null|undefined|none)$/.test(side.type)) &&
    texts.every((text) => PASSWORD.test(text) && !AGAIN.test(text))
  );
}

import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, keywordsOf, stringValue, unwrap, walk } from '../../syntax/code-read.js';
import { calleeName } from './called-name.js';
import { type Reading, textOf } from './expression.js';
import { nameOfParam } from './handler-roles.js';
import { paramsOf } from './params.js';
import { isHashing } from './sign-up.js';
import { VERIFIERS } from './signs.js';

/** Names of what is sent to somebody in order to be sent back once. */
const ONE_TIME =
  /^\w*(?:reset|verif\w+|confirm\w*|invit\w+|activat\w+|recover\w*|magic|unsubscribe|forgot\w*|opt_?in)_?\w*?(?:token|code|key|hash|secret|digest)(?:_?(?:hash|digest))?$/i;
/** What may be one where a password is set by it. */
const TOKEN = /^\w*token(?:_?(?:hash|digest))?$/i;
const FINDS = /^(?:find\w*|where|and_?where|filter\w*|first\w*|get_?by\w*|one\w*|count|exists\w*|eq)$/i;
const FINDS_BY = /^(?:find|get|load|read|exists)\w*?By_?(\w*(?:token|code))(?:And\w*)?$/i;
const STATEMENT = /\bwhere\b[\s\S]*?\b(\w*(?:token|code|key|hash))\s*=\s*(?:\?|\$\d|:\w|@\w|%s|\{)/i;
const SETS_PASSWORD = /^(?:set|update|change|reset|save)_?(?:new_?)?pass(?:word|wd)\w*$/i;
const SENT = /\b(?:body|query|params)\b/;
/** The first argument of them says which record is meant. */
const CHANGES = /^(?:update|delete|remove|replace)(?:One|Many|_?where)?$/i;
/** What a token of one use is there for, where a record has it under no other name. */
const OCCASION =
  /^(?:reset|verif\w+|confirm\w*|invit\w+|activation|recovery|magic_?link|unsub(?:scribe)?|opt_?in)$/i;
/** The last name of an expression that holds one: `String(req.params.token)`, `wish.token()`. */
const HELD = /\b(\w*(?:token|code))(?:\(\))?\)?$/i;
const PASSWORD_HELD = /\b\w*(?:password|passwd|pwd)(?:\(\))?\)?$/i;
/** What the caller proves who they are with at every call. */
const OWN =
  /\breq\w*\.(?:token|user|auth|session|headers|cookies)\b|\b(?:access|auth|bearer|jwt|session|csrf|refresh)_?token\b/i;

/** Whether a function is handed what may have been mailed, by the names of its parameters. */
export function takesToken(body: CodeNode, { text }: Reading): boolean {
  const params = body.parent === undefined ? [] : paramsOf(body.parent);
  return params.some((one) => HELD.test(nameOfParam(one, text) ?? ''));
}

/** Whether a call is handed such a token. */
export function handsToken(call: CodeNode, reading: Reading): boolean {
  return argumentsOf(call).some((one) => isToken(one, reading));
}

function isToken(node: CodeNode, reading: Reading): boolean {
  const text = textOf(node, reading);
  return text.length < LONGEST && /token(?:\(\))?\)?$/i.test(text) && !OWN.test(text);
}

const LONGEST = 80;

/** Whether a handler knows who is calling by what was mailed: a record is found by it, or its signature is checked. */
export function isMailed(body: CodeNode, calls: readonly CodeNode[], reading: Reading): boolean {
  if (calls.some((call) => isSigned(call, reading) || setsByToken(call, reading))) return true;
  const names = calls.flatMap((call) => keysOf(call, reading));
  if (names.some((name) => ONE_TIME.test(name))) return true;
  return names.some((name) => TOKEN.test(name)) && setsPassword(body, calls, reading);
}

/** `jwt.verify(req.body.token, key)`; what a header or a cookie holds is the caller's own token. */
function isSigned(call: CodeNode, reading: Reading): boolean {
  const [token] = argumentsOf(call);
  return (
    VERIFIERS.test(calleeName(call, reading)) && token !== undefined && SENT.test(textOf(token, reading))
  );
}

/** `accounts.finishReset(req.params.token, req.body.password)`: what was sent to the owner sets a new one. */
function setsByToken(call: CodeNode, reading: Reading): boolean {
  const args = argumentsOf(call);
  return (
    args.some((one) => isToken(one, reading) && SENT_TO.test(textOf(one, reading))) &&
    args.some((one) => PASSWORD_HELD.test(textOf(one, reading)))
  );
}

/** What came with the request, or is a part of what did. */
const SENT_TO = /\b(?:body|query|params)\b|^[a-z]\w*$|^(?!self\b|this\b)[a-z]\w*\.\w+(?:\(\))?$/;

/** Names of that by which a call finds records. */
function keysOf(call: CodeNode, reading: Reading): readonly string[] {
  const name = calleeName(call, reading);
  const by = FINDS_BY.exec(name)?.[1];
  const statement = STATEMENT.exec(textOf(argumentsOf(call)[0] ?? call, reading))?.[1];
  const [first] = argumentsOf(call);
  const inner = [
    ...(by === undefined ? [] : [by]),
    ...(first?.type === 'string' || first?.type === 'template_string' ? [statement ?? ''] : []),
  ];
  if (CHANGES.test(name) && first?.type === 'object')
    return [...inner, ...[...walk(first)].flatMap((part) => comparedIn(part, reading))];
  return FINDS.test(name) ? [...inner, ...conditionsOf(call, reading)] : inner;
}

function conditionsOf(call: CodeNode, reading: Reading): readonly string[] {
  const column = stringValue(argumentsOf(call)[0], reading.text);
  const keywords = keywordsOf(call, reading.text).map(([key, value]) => tokenIn(key, value, reading));
  return [
    ...(column === undefined || argumentsOf(call).length < 2 ? [] : [column.replace(/^.*\./, '')]),
    ...keywords,
    ...argumentsOf(call).flatMap((one) => [...walk(one)].flatMap((part) => comparedIn(part, reading))),
  ];
}

/** The name of a property of a condition, or of the member that is compared. */
function comparedIn(node: CodeNode, reading: Reading): readonly string[] {
  if (node.type === 'shorthand_property_identifier') return [textOf(node, reading)];
  if (node.type === 'pair') {
    const key = field(node, 'key');
    const name = key && (stringValue(key, reading.text) ?? textOf(key, reading));
    return name === undefined ? [] : [tokenIn(name, field(node, 'value'), reading)];
  }
  if (node.type !== 'binary_expression' || !/^===?$/.test(field(node, 'operator')?.type ?? '')) return [];
  const sides = [field(node, 'left'), field(node, 'right')];
  return sides.flatMap((side, i) => {
    const property = field(unwrap(side), 'property');
    return property === undefined ? [] : [tokenIn(textOf(property, reading), sides[1 - i], reading)];
  });
}

/** The name of a column; that of the token where it only says what for: `{ invite: req.params.token }`. */
function tokenIn(name: string, value: CodeNode | undefined, reading: Reading): string {
  const held = value && OCCASION.test(name) ? HELD.exec(textOf(value, reading))?.[1] : undefined;
  return held === undefined ? name : `${name}_${held}`;
}

/** It hashes one, hands one to a function that sets it, or writes it into a record. */
function setsPassword(body: CodeNode, calls: readonly CodeNode[], reading: Reading): boolean {
  const sets = calls.some(
    (call) => isHashing(call, reading) || SETS_PASSWORD.test(calleeName(call, reading)),
  );
  return (
    sets ||
    [...walk(body)].some((node) => {
      const left = node.type === 'assignment_expression' ? unwrap(field(node, 'left')) : undefined;
      const property = field(left, 'property');
      return property !== undefined && /pass(?:word|wd)/i.test(textOf(property, reading));
    })
  );
}

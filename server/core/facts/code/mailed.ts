import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, keywordsOf, named, stringValue, unwrap, walk } from '../../syntax/code-read.js';
import { calleeName } from './called-name.js';
import { type Reading, textOf } from './expression.js';
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

/** Whether a handler knows who is calling by what was mailed: a record is found by it, or its signature is checked. */
export function isMailed(body: CodeNode, calls: readonly CodeNode[], reading: Reading): boolean {
  if (calls.some((call) => isSigned(call, reading))) return true;
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
  return FINDS.test(name) ? [...inner, ...conditionsOf(call, reading)] : inner;
}

function conditionsOf(call: CodeNode, reading: Reading): readonly string[] {
  const column = stringValue(argumentsOf(call)[0], reading.text);
  const keywords = keywordsOf(call, reading.text).map(([key]) => key);
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
    return key === undefined ? [] : [stringValue(key, reading.text) ?? textOf(key, reading)];
  }
  if (node.type !== 'binary_expression' || !/^===?$/.test(field(node, 'operator')?.type ?? '')) return [];
  return named(node).flatMap((side) => {
    const property = field(unwrap(side), 'property');
    return property === undefined ? [] : [textOf(property, reading)];
  });
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

import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, named, stringValue, unwrap, walk } from '../../syntax/code-read.js';
import { isScript } from '../../text/leaf.js';
import { type Reading, textOf } from './expression.js';
import type { Roles } from './passage.js';
import type { Behavior } from './types.js';

/** Names of fields that hold a password. */
const PASSWORDS = /pass(?:word|wd|phrase|code)?$|^pwd$|^pin$/i;
/** What leaves a text as it was, but for spaces and letters. */
const TIDIES = /(?:\.(?:trim\w*|toString|normalize|to\w+Case|substring|slice)\([^()]*\)|^String\([^()]*\))$/;

/**
 * Passwords of the body in the place of which middleware puts something else, as their hash, by the names of the fields:
 * 'password' of `req.body.password = await hash(req.body.password)`.
 */
export function replacesOf(
  body: CodeNode,
  roles: Roles | undefined,
  plain: string,
  reading: Reading,
): Pick<Behavior, 'replaces'> {
  if (!isScript(reading.language) || roles?.request === undefined || roles.next === undefined) return {};
  if (!/pass|pwd|pin/i.test(plain)) return {};
  const names = bodyNames(body, `${roles.request}.body`, reading);
  const isBody = (node: CodeNode | undefined) => node !== undefined && names.has(textOf(node, reading));
  const found = new Set<string>();
  for (const node of walk(body)) {
    const put =
      node.type === 'assignment_expression' ? assigned(node, isBody, reading) : copied(node, isBody, reading);
    for (const [key, value] of put) if (PASSWORDS.test(key) && isOther(value, names, reading)) found.add(key);
  }
  return found.size === 0 ? {} : { replaces: [...found].sort() };
}

type Put = readonly (readonly [key: string, value: CodeNode])[];

/** `req.body.password = hash`, `req.body = { ...req.body, password: hash }`. */
function assigned(node: CodeNode, isBody: (node: CodeNode | undefined) => boolean, reading: Reading): Put {
  const [left, right] = [unwrap(field(node, 'left')), unwrap(field(node, 'right'))];
  if (left === undefined || right === undefined) return [];
  if (isBody(left)) return pairsOf(right, reading);
  if (!isBody(unwrap(field(left, 'object')))) return [];
  const property = field(left, 'property');
  const key = property ? textOf(property, reading) : stringValue(unwrap(field(left, 'index')), reading.text);
  return key === undefined ? [] : [[key, right]];
}

/** `Object.assign(req.body, { password: hash })`. */
function copied(node: CodeNode, isBody: (node: CodeNode | undefined) => boolean, reading: Reading): Put {
  const callee = node.type === 'call_expression' ? field(node, 'function') : undefined;
  if (callee === undefined || textOf(callee, reading) !== 'Object.assign') return [];
  const [target, ...sources] = argumentsOf(node);
  return isBody(target) ? sources.flatMap((one) => pairsOf(one, reading)) : [];
}

function pairsOf(given: CodeNode, reading: Reading): Put {
  const node = unwrap(given);
  return (node?.type === 'object' ? named(node) : []).flatMap((part) => {
    const [key, value] = part.type === 'pair' ? [field(part, 'key'), field(part, 'value')] : [part, part];
    const isNamed = key !== undefined && value !== undefined && part.type !== 'spread_element';
    return isNamed ? [[textOf(key, reading).replace(/^['"]|['"]$/g, ''), value] as const] : [];
  });
}

/** Names of the body: 'req.body', and `body` of `const { body } = req` or `const body = req.body`. */
function bodyNames(body: CodeNode, whole: string, reading: Reading): ReadonlySet<string> {
  const names = new Set([whole]);
  for (const node of walk(body)) {
    const value = node.type === 'variable_declarator' ? unwrap(field(node, 'value')) : undefined;
    const name = field(node, 'name');
    if (value === undefined || name === undefined) continue;
    const text = textOf(value, reading);
    if (text === whole && name.type === 'identifier') names.add(textOf(name, reading));
    if (`${text}.body` === whole && /^\{[^{}]*\bbody\b(?!\s*:)[^{}]*\}$/.test(textOf(name, reading)))
      names.add('body');
  }
  return names;
}

/** Whether it is something else than what was sent: a text of the body that was tidied is not. */
function isOther(value: CodeNode, names: ReadonlySet<string>, reading: Reading): boolean {
  const text = textOf(unwrap(value) ?? value, reading);
  const isSent = [...names].some((name) => text.startsWith(`${name}.`) || text.startsWith(`${name}[`));
  return !isSent && !TIDIES.test(text);
}

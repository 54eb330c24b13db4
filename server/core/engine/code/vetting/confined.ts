import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, isFunction, stringValue, unwrap } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';

const MAX_LINKS = 3;
/** Takes steps upwards out of a path. */
const SETTLES =
  /^(?:path(?:\.posix)?\.)?(?:normalize|resolve|join)$|^(?:os\.path\.|posixpath\.)?(?:normpath|abspath|join)$|^(?:Paths\.get|Path\.of)$/;
/** Where the last separator of a text stands. */
const LAST = /\.(?:lastIndexOf|rfind|rindex)\(/;

/**
 * What keeps a piece of a path from leading upwards: 'name' is what stands behind the last separator, 'root' was resolved
 * from "/" before it was put behind something else.
 */
export function confinementOf(given: CodeNode, scopes: Scopes): 'name' | 'root' | undefined {
  if (isLast(given, scopes, 0)) return 'name';
  for (let at = given.parent; at !== undefined && !isFunction(at); at = at.parent) {
    if (/_statement$|declarat/.test(at.type)) return undefined;
    const callee = at.type === 'call_expression' ? field(at, 'function') : undefined;
    if (callee === undefined || !SETTLES.test(scopes.textOf(callee))) continue;
    const [first] = argumentsOf(at);
    if (first !== undefined && beginsAtRoot(first, scopes)) return 'root';
  }
  return undefined;
}

function beginsAtRoot(given: CodeNode, scopes: Scopes): boolean {
  const node = unwrap(given);
  if (node === undefined) return false;
  if (node.type === 'binary_expression') {
    const left = field(node, 'left');
    return left !== undefined && beginsAtRoot(left, scopes);
  }
  if (node.type === 'call_expression') {
    const [first] = argumentsOf(node);
    return first !== undefined && beginsAtRoot(first, scopes);
  }
  return stringValue(node, scopes.text) === '/' || /^f?["'`]\/[${]/.test(scopes.textOf(node));
}

/** `name.split('/').pop()`, `name.rsplit("/", 1)[-1]`, `name.slice(name.lastIndexOf('.'))`, or a name of it. */
function isLast(given: CodeNode, scopes: Scopes, links: number): boolean {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return false;
  if (node.type === 'identifier') {
    const declared = scopes.find(node);
    if (declared?.kind !== 'value' || declared.path.length > 0) return false;
    return isLast(declared.value, scopes, links + 1);
  }
  if (node.type === 'subscript_expression') {
    const index = field(node, 'index');
    const text = index === undefined ? '' : scopes.textOf(index);
    return /^-1$|\.length\s*-\s*1$/.test(text)
      ? isSplit(field(node, 'object'), /^r?split|^rpartition$/, scopes)
      : /^[12]$/.test(text) && isSplit(field(node, 'object'), /^rsplit$|^rpartition$/, scopes);
  }
  const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
  if (callee?.type !== 'member_expression') return false;
  const method = lastName(scopes.textOf(callee));
  const object = field(callee, 'object');
  const [first] = argumentsOf(node);
  const text = first === undefined ? '' : scopes.textOf(first);
  if (/^(?:substring|slice|substr)$/.test(method)) return LAST.test(text);
  if (/^(?:toLowerCase|lower|trim|strip|toString)$/.test(method) && object !== undefined)
    return isLast(object, scopes, links + 1);
  if (method === 'pop' || (method === 'at' && text === '-1')) return isSplit(object, /^split$/, scopes);
  return false;
}

/** Whether a text was cut where a part of a path begins, or an ending. */
function isSplit(given: CodeNode | undefined, how: RegExp, scopes: Scopes): boolean {
  const call = unwrap(given);
  const callee = call?.type === 'call_expression' ? unwrap(field(call, 'function')) : undefined;
  if (call === undefined || callee === undefined || !how.test(lastName(scopes.textOf(callee)))) return false;
  const [separator] = argumentsOf(call);
  return separator !== undefined && /[/.]|\bsep$/.test(scopes.textOf(separator));
}

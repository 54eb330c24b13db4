import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, named, stringValue, unwrap } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';
import { isSame } from './same-value.js';

const MAX_LINKS = 4;
const HOSTS = /^(?:host|hostname|origin|netloc|getHost|getAuthority)$/;
/** A host in other letters is the same host. */
const LETTERS = /^(?:toLowerCase|toUpperCase|lower|upper|trim|strip)$/;

/** Whether the expression is the host of the address, which may be taken apart already: `new URL(value).hostname`. */
export function isHost(given: CodeNode | undefined, text: string, scopes: Scopes, links = 0): boolean {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return false;
  if (node.type === 'identifier') {
    const declared = scopes.find(node);
    if (declared?.kind !== 'value') return false;
    const [key, ...more] = declared.path;
    if (key === undefined) return isHost(declared.value, text, scopes, links + 1);
    return more.length === 0 && HOSTS.test(key) && isSame(declared.value, text, scopes);
  }
  // `uri.getHost()`.
  const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : node;
  if (callee?.type !== 'member_expression') return false;
  const part = field(callee, 'property');
  if (part !== undefined && node !== callee && LETTERS.test(scopes.textOf(part)))
    return isHost(field(callee, 'object'), text, scopes, links + 1);
  if (part === undefined || !HOSTS.test(scopes.textOf(part))) return false;
  return isSame(field(callee, 'object'), text, scopes);
}

/**
 * `url.startsWith('https://cdn.example.com/')`: the host is complete, so that nothing can follow that belongs to it. What
 * a text is compared with that is not in sight may be that.
 */
export function beginsWithHost(call: CodeNode, scopes: Scopes): boolean {
  const prefix = unwrap(argumentsOf(call)[0]);
  if (prefix === undefined) return false;
  const value = meantBy(prefix, scopes);
  const text = value === undefined ? '' : scopes.textOf(value);
  // `${ORIGIN}/` and `ORIGIN + '/'`: what the name holds is complete where a path begins.
  if (/^(?:f["']\{|`\$\{)[^{}]+\}\/|^[\w$.]+\s*\+\s*["'`]\//.test(text)) return true;
  return /^[a-z]?["'`]/i.test(text)
    ? /^[a-z]?["'`]https?:\/\/[^/"'`${}]+\//i.test(text)
    : prefix.type === 'identifier' || prefix.type === 'member_expression';
}

/** `host.endsWith('.example.com')`: what is written out begins with a dot, so that it is no piece of another name. */
export function endsWithHost(given: CodeNode | undefined, scopes: Scopes): boolean {
  const text = stringValue(meantBy(given, scopes), scopes.text);
  return text === undefined || /^\.|\/\//.test(text);
}

/** Whether the value, or each of a list, is a text that stands in this file. */
export function isWrittenOut(given: CodeNode | undefined, scopes: Scopes): boolean {
  const node = meantBy(given, scopes);
  if (node === undefined) return false;
  if (node.type === 'array') return named(node).every((item) => stringValue(item, scopes.text) !== undefined);
  const [first, ...more] = argumentsOf(node);
  if (first === undefined) return stringValue(node, scopes.text) !== undefined;
  // `new Set(['localhost'])` and `Set.of("localhost")`.
  const callee = field(node, 'constructor') ?? field(node, 'function');
  const isSet =
    callee !== undefined &&
    /^(?:Set|set|frozenset|(?:Set|List|Arrays)\.(?:of|asList))$/.test(scopes.textOf(callee));
  return isSet && [first, ...more].every((item) => isWrittenOut(item, scopes));
}

/** The value that a name of the file was given, else the expression itself. */
function meantBy(given: CodeNode | undefined, scopes: Scopes): CodeNode | undefined {
  const node = unwrap(given);
  const declared = node?.type === 'identifier' ? scopes.find(node) : undefined;
  return declared?.kind === 'value' && declared.path.length === 0 ? unwrap(declared.value) : node;
}

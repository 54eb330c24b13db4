import { paramsOf } from '../../../facts/code/params.js';
import type { CodeNode } from '../../../syntax/code.js';
import {
  argumentsOf,
  decoratorsOf,
  field,
  keywordsOf,
  stringValue,
  unwrap,
} from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';

/** Constants of Spring, of JAX-RS and of Guava for names of headers, and the one that most import by itself. */
const CONSTANTS = /^(?:[\w.]+\.)?HttpHeaders\.([A-Z][A-Z_]+)$|^(AUTHORIZATION)$/;
/** What hands a header or a cookie to a parameter. */
const HANDS = /^(?:\w+\.)*(?:RequestHeader|CookieValue|Header|Cookie)$/;

/** The name that an expression gives of what is looked up: a text, or a constant for a header. */
export function lookedUp(node: CodeNode | undefined, scopes: Scopes): string | undefined {
  const text = stringValue(node, scopes.text);
  if (text !== undefined || node === undefined) return text;
  const constant = CONSTANTS.exec(scopes.textOf(node));
  return (constant?.[1] ?? constant?.[2])?.toLowerCase().replaceAll('_', '-');
}

/** The header or the cookie that a parameter holds under another name: `@RequestHeader("Authorization") String sent`. */
export function headerIn(of: CodeNode, index: number, scopes: Scopes): string | undefined {
  const param = paramsOf(of)[index];
  const value = unwrap(field(param, 'value'));
  const calls = [
    ...(param === undefined ? [] : decoratorsOf(param)),
    ...(value === undefined ? [] : [value]),
  ];
  for (const call of calls) {
    const callee = unwrap(field(call, 'function'));
    if (callee === undefined || !HANDS.test(scopes.textOf(callee))) continue;
    const named = keywordsOf(call, scopes.text).find(([key]) => /^(?:value|name|alias)$/.test(key));
    return lookedUp(named?.[1] ?? argumentsOf(call)[0], scopes)?.toLowerCase();
  }
  return undefined;
}

import type { Change } from '../../server/core/rule/change.js';
import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, CodeSpot } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import { lineBreak, quoted } from '../code-text.js';
import { variableIn } from '../environment.js';
import { keysIn } from './signed-keys.js';

/**
 * Verifies what was only decoded, with the key that the file has for its tokens. `verify` is the key of the rule's fix. It
 * throws where `decode` gave null: where nothing catches that, a bad token is answered as it was before, or with 401.
 */
export function verifying(call: CallView): readonly FixOffer[] {
  const token = call.argument(0);
  if (call.callee !== 'jwt.decode' || call.module !== 'jsonwebtoken' || token === undefined) return [];
  const key = keyFor(call);
  if (key === undefined || token.text.includes('\n')) return [];
  const options = key.options ?? `{ algorithms: [${quoted('HS256', call.node, call.language)}] }`;
  const by = `jwt.verify(${token.text}, ${key.text}, ${options})`;
  const change = isCaught(call.node) ? { text: call.node, by } : caught(call, token.statement, by);
  const changes: readonly Change[] = change === undefined ? [] : [change];
  return changes.length === 0
    ? []
    : [{ fix: 'verify', data: { key: shorten(key.text, 40) }, changes: () => changes }];
}

interface Key {
  readonly text: string;
  readonly options: string | undefined;
}

/** The one key that the file checks its tokens with, else signs them with; of a file that has none the usual variable. */
function keyFor({ node, language }: CallView): Key | undefined {
  const { text } = node.leaf;
  const uses = keysIn(text);
  const checks = uses.filter(({ verifies }) => verifies);
  const found = checks.length > 0 ? checks : uses;
  const [first] = found;
  if (first === undefined) return { text: variableIn('JWT_SECRET', language), options: undefined };
  const { key } = first;
  if (found.some((one) => one.key !== key) || !isOfModule(key, text)) return undefined;
  // What is checked with a public key says by which algorithm.
  if (first.options === undefined && /public|cert|pem|jwk/i.test(key)) return undefined;
  return { text: key, options: first.verifies ? first.options : undefined };
}

/** Whether the name is there for all of the file. */
function isOfModule(key: string, text: string): boolean {
  const [root = ''] = /^[A-Za-z_]\w*(?=(?:!?\.\w+)*!?$)/.exec(key) ?? [];
  if (root === 'process') return true;
  return (
    root !== '' && new RegExp(`^(?:export |const |let |var |import )[^;\\n]*\\b${root}\\b`, 'm').test(text)
  );
}

/** Whether the call stands in the block of a `try`, in its own function. */
function isCaught({ leaf, start }: CodeSpot): boolean {
  let depth = 0;
  for (let at = start - 1; at >= Math.max(0, start - 2000); at -= 1) {
    const sign = leaf.text[at];
    if (sign === '}') depth += 1;
    if (sign !== '{' || depth-- > 0) continue;
    depth = 0;
    const head = leaf.text.slice(Math.max(0, at - 200), at).trimEnd();
    if (/\btry$/.test(head)) return true;
    if (/=>$/.test(head) || (/\)$/.test(head) && !/\b(?:if|for|while|switch|catch)\b[^\n]*$/.test(head)))
      return false;
  }
  return false;
}

const GIVES = /^return jwt\.decode\(/;
const KEEPS = /^(?:(const|let|var)\s+)?([\w$.]+)\s*=\s*jwt\.decode\(/;

/** The statement with what catches: undefined where it does more than to give the claims back, or to keep them. */
function caught(
  { node, handler }: CallView,
  statement: CodeSpot | undefined,
  by: string,
): Change | undefined {
  if (statement === undefined) return undefined;
  const { text } = statement;
  const behind = text.slice(node.end - statement.start);
  if (!/^;?$/.test(behind)) return undefined;
  const line = lineBreak(statement);
  const step = `${line}${/\n([ \t]+)[^\s*]/.exec(node.leaf.text)?.[1] ?? '  '}`;
  const tried = (does: string, otherwise: string) =>
    `try {${step}${does}${behind}${line}} catch {${step}${otherwise}${behind}${line}}`;
  if (GIVES.test(text)) return { text: statement, by: tried(`return ${by}`, 'return null') };
  const [, declares, name = ''] = KEEPS.exec(text) ?? [];
  if (name === '') return undefined;
  const refused =
    handler?.direct === true && handler.response !== undefined
      ? `return ${handler.response}.status(401).end()`
      : undefined;
  const otherwise = isAsked(name, statement) ? `${name} = null` : refused;
  if (otherwise === undefined) return undefined;
  const declared = declares === undefined ? '' : `let ${name}${behind}${line}`;
  return { text: statement, by: declared + tried(`${name} = ${by}`, otherwise) };
}

/** Whether what follows asks first whether there are claims. */
function isAsked(name: string, { leaf, end }: CodeSpot): boolean {
  const after = leaf.text.slice(end, end + 300);
  const use = new RegExp(`\\b${name.replace(/[$.]/g, '\\$&')}\\b`).exec(after);
  if (use === null) return false;
  const before = after.slice(0, use.index).trimEnd();
  const behind = after.slice(use.index + use[0].length).trimStart();
  if (/^(?:\?|&&|\|\||[!=]==?\s*(?:null|undefined)\b)/.test(behind)) return true;
  return before.endsWith('!') || (/\bif\s*\($/.test(before) && behind.startsWith(')'));
}

import type { CodeNode } from '../../syntax/code.js';
import { field } from '../../syntax/code-read.js';
import type { Scopes } from './scopes.js';

/** What is called as one word, without the comments between the calls of a chain. */
export function calleeText(target: CodeNode, scopes: Scopes): string {
  const text = scopes.textOf(target);
  return (/\/[/*]|#/.test(text) ? withoutComments(target, scopes) : text).replace(/\s+/g, '');
}

/** Between the parts of a chain no text stands, so that what begins like a comment is one. */
function withoutComments(node: CodeNode, scopes: Scopes): string {
  const inner =
    field(node, 'object') ?? (node.type === 'call_expression' ? field(node, 'function') : undefined);
  if (inner === undefined) return scopes.textOf(node);
  const next = field(node, 'property')?.start ?? inner.end;
  const gap = scopes.text.slice(inner.end, next).replace(/\/\/.*|#.*|\/\*[\s\S]*?\*\//g, '');
  return `${withoutComments(inner, scopes)}${gap}${scopes.text.slice(next, node.end)}`;
}

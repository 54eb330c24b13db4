import assert from 'node:assert/strict';
import type { Node, Plain } from '../../server/core/syntax/node.js';

/** All that a tree says of its text, for comparison. */
export function described(node: Node | undefined): unknown {
  if (node === undefined) return undefined;
  const { kind, start, end } = node;
  if (node.kind === 'scalar') return { kind, start, end, value: node.value, style: node.style };
  const parts =
    node.kind === 'sequence' ? node.items : node.entries.flatMap(({ key, value }) => [key, value]);
  assert.ok(parts.every(({ parent }) => parent === node));
  return { kind, start, end, style: node.style, parts: parts.map(described) };
}

/** The value that a tree stands for. */
export function plainOf(node: Node | undefined): Plain {
  if (!node) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(plainOf);
  return Object.fromEntries(node.entries.map(({ key, value }) => [String(key.value), plainOf(value)]));
}

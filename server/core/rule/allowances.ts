import type { CodeNode } from '../syntax/code.js';
import { entryOf, isMap, type Node, stringOf } from '../syntax/node.js';
import type { Spot } from '../syntax/spot.js';
import { nodeAt } from '../syntax/tree.js';
import type { Document } from '../text/document.js';
import type { Leaf } from '../text/leaf.js';
import type { PathStep } from '../text/span.js';
import { ALLOW_KEY, ALLOW_WORD, readAllowance, type Suppression } from './allow.js';

/** An entry or an item that begins in the leaf. */
interface Place {
  readonly start: number;
  readonly path: readonly PathStep[];
  readonly node: Node;
}

/** What one leaf of a document allows: its YAML comments and its extensions. */
export function allowancesInLeaf(document: Document, leaf: Leaf): readonly Suppression[] {
  const places = placesIn(document, leaf);
  const found = places.flatMap(({ path, node }) =>
    path.at(-1) === ALLOW_KEY ? extension(node, path.slice(0, -1)) : [],
  );
  if (leaf.syntax !== 'yaml') return found;
  return [...comments(leaf, places), ...found];
}

/** What the comments of code allow: each covers the statement below it. */
export function allowancesInCode(leaf: Leaf, root: CodeNode): readonly Suppression[] {
  const found: Suppression[] = [];
  const todo = [root];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    const { children } = node;
    for (const [index, child] of children.entries()) {
      if (child.type !== 'comment') continue;
      const below = children.slice(index + 1).find(({ type }) => type !== 'comment');
      if (below !== undefined) found.push(...inComment(leaf, child, below));
    }
    todo.push(...children);
  }
  return found.sort((a, b) => a.at.start - b.at.start);
}

function inComment(leaf: Leaf, comment: CodeNode, below: CodeNode): readonly Suppression[] {
  const text = leaf.text.slice(comment.start, comment.end);
  const allowances = text.split('\n').flatMap((line, index) => {
    return readAllowance(index === 0 ? line : `* ${line.replace(/^\s*\*?/, '')}`) ?? [];
  });
  const at: Spot = { leaf, start: comment.start, endLeaf: leaf, end: comment.end };
  const covers: Spot = { leaf, start: below.start, endLeaf: leaf, end: below.end };
  return allowances.map((allowance) => ({ ...allowance, at, node: at, path: undefined, covers }));
}

/** Entries of `x-portcullis-allow`, by rule: a reason, or a reason with a last day. */
function extension(value: Node, path: readonly PathStep[]): readonly Suppression[] {
  if (!isMap(value)) return [];
  return value.entries.map((entry) => {
    const held = entry.value;
    const [reason, until] = isMap(held)
      ? [stringOf(held.get('reason')), stringOf(held.get('until'))]
      : [stringOf(held), undefined];
    return {
      glob: String(entry.key.value),
      reason: reason?.trim() ?? '',
      until,
      at: entry.key,
      node: held,
      path,
      covers: held,
    };
  });
}

function comments(leaf: Leaf, places: readonly Place[]): readonly Suppression[] {
  const { text } = leaf;
  const found: Suppression[] = [];
  for (let at = text.indexOf(ALLOW_WORD); at >= 0; at = text.indexOf(ALLOW_WORD, at + 1)) {
    const line = text.lastIndexOf('\n', at) + 1;
    const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
    const raw = text.slice(line, end).trimEnd();
    const start = line + raw.length - raw.trimStart().length;
    const allowance = text[start] === '#' ? readAllowance(raw) : undefined;
    const below = allowance && placeBelow(text, end, places);
    if (allowance === undefined || below === undefined || isInScalar(places, leaf, start)) continue;
    const spot: Spot = { leaf, start, endLeaf: leaf, end: line + raw.length };
    found.push({ ...allowance, at: spot, node: spot, path: below.path, covers: below.node });
  }
  return found;
}

/** The outermost entry or item that begins on the first line below that is neither empty nor a comment. */
function placeBelow(text: string, from: number, places: readonly Place[]): Place | undefined {
  const below = /(?:[ \t]*(?:#[^\n]*)?\r?\n)*/y;
  below.lastIndex = from;
  below.exec(text);
  const line = below.lastIndex;
  const end = text.indexOf('\n', line) < 0 ? text.length : text.indexOf('\n', line);
  return places.find(({ start }) => start >= line && start < end);
}

function isInScalar(places: readonly Place[], leaf: Leaf, offset: number): boolean {
  return places.some(({ node }) => {
    return node.kind === 'scalar' && node.leaf === leaf && node.start <= offset && offset < node.end;
  });
}

/** Every entry and item that begins in the leaf, outer ones first, in the order of the text. */
function placesIn(document: Document, leaf: Leaf): readonly Place[] {
  const path = leaf.key === undefined ? leaf.path : [...leaf.path, leaf.key];
  const top = nodeAt(document, path);
  if (top === undefined) return [];
  const found: Place[] = [];
  const seen = new Set<Node>();
  const visit = (node: Node, at: readonly PathStep[], start: number, depth: number): void => {
    found.push({ start, path: at, node });
    if (node.kind === 'scalar' || seen.has(node) || depth > 300) return;
    seen.add(node);
    if (node.kind === 'map') {
      for (const { key, value } of node.entries) {
        if (key.leaf === leaf) visit(value, [...at, String(key.value)], key.start, depth + 1);
      }
      return;
    }
    for (const [index, item] of node.items.entries()) {
      if (item.leaf === leaf) visit(item, [...at, index], item.start, depth + 1);
    }
  };
  visit(top, path, leaf.key === undefined ? -1 : keyStart(leaf, top), 0);
  return found.sort((a, b) => a.start - b.start || a.path.length - b.path.length);
}

/** Where the leaf's own entry begins: at its key, or at its dash. */
function keyStart(leaf: Leaf, node: Node): number {
  const key = entryOf(node)?.key;
  if (key !== undefined && key.leaf === leaf) return key.start;
  return /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*/.exec(leaf.text)?.[0].length ?? 0;
}

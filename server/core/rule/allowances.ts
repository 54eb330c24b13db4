import type { CodeNode } from '../syntax/code.js';
import { entryOf, isMap, type Node, stringOf } from '../syntax/node.js';
import type { Spot } from '../syntax/spot.js';
import { leafTree, nodeAt } from '../syntax/tree.js';
import type { Document } from '../text/document.js';
import type { Leaf } from '../text/leaf.js';
import type { PathStep } from '../text/span.js';
import { ALLOW_KEY, ALLOW_WORD, type Named, readAllowances, type Suppression } from './allow.js';

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

/** What the comments of code allow: each covers the statement below it, or the step of a chain of calls. */
export function allowancesInCode(leaf: Leaf, root: CodeNode): readonly Suppression[] {
  const found: Suppression[] = [];
  const todo = [root];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    const { children } = node;
    for (const [index, child] of children.entries()) {
      if (child.type !== 'comment') continue;
      const below = children.slice(index + 1).find(({ type }) => type !== 'comment');
      const covered = isBeside(leaf.text, child)
        ? undefined
        : below && { start: below.start, end: endOf(below) };
      if (covered || !node.broken) found.push(...inComment(leaf, child, covered));
    }
    todo.push(...children);
  }
  return found.sort((a, b) => a.at.start - b.at.start);
}

/** Where what begins with a node ends: of the last name of what is called, with what it is handed. */
function endOf(below: CodeNode): number {
  const { parent } = below;
  const isCalled =
    parent?.type === 'member_expression' && parent.field === 'function' && below.end === parent.end;
  return isCalled ? (parent.parent?.end ?? below.end) : below.end;
}

/** Whether a comment ends a line of code: it is about that line, if anything, and not above what follows. */
function isBeside(text: string, { start, end }: CodeNode): boolean {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return before.trim() !== '' && /^[ \t]*(?:\r?\n|$)/.test(text.slice(end, end + 200));
}

function inComment(
  leaf: Leaf,
  comment: CodeNode,
  below: { readonly start: number; readonly end: number } | undefined,
): readonly Suppression[] {
  const text = leaf.text.slice(comment.start, comment.end);
  const covers = below && { leaf, start: below.start, endLeaf: leaf, end: below.end };
  const found: Suppression[] = [];
  let from = comment.start;
  for (const [index, line] of text.split('\n').entries()) {
    const bare = index === 0 ? line : line.replace(/^\s*\*?/, '');
    const shift = from + line.length - bare.length - (index === 0 ? 0 : MARK.length);
    const named = readAllowances(index === 0 ? line : MARK + bare);
    found.push(...placed(leaf, named, comment, shift, { path: undefined, covers }));
    from += line.length + 1;
  }
  return found;
}

/** What a line inside a comment begins with. */
const MARK = '* ';

/** The rules of a comment: one that is alone stands for the whole of it, and each of several for itself. */
export function placed(
  leaf: Leaf,
  named: readonly Named[],
  comment: { readonly start: number; readonly end: number },
  shift: number,
  below: Pick<Suppression, 'path' | 'covers'>,
): readonly Suppression[] {
  const spotOf = (start: number, end: number): Spot => ({ leaf, start, endLeaf: leaf, end });
  const whole = spotOf(comment.start, comment.end);
  return named.map(({ start, end, ...allowance }, index) => {
    const next = named[index + 1];
    const last = named[index - 1];
    const at = named.length === 1 ? whole : spotOf(shift + start, shift + end);
    // With the comma that parts it from a neighbor.
    const comma = last ? spotOf(shift + last.end, at.end) : spotOf(at.start, shift + (next?.start ?? end));
    return { ...allowance, at, node: named.length === 1 ? whole : comma, ...below };
  });
}

/** Entries of `x-portcullis-allow`, by rule: a reason, or a reason with a last day. */
function extension(value: Node, path: readonly PathStep[]): readonly Suppression[] {
  if (!isMap(value)) {
    // What is still to be written is no fault.
    if (value.kind === 'scalar' && value.value === null) return [];
    return [
      {
        glob: '',
        reason: '',
        until: undefined,
        at: value,
        node: value,
        path,
        covers: value,
        misshapen: true,
      },
    ];
  }
  return value.entries.map((entry) => {
    const held = entry.value;
    const [reason, until] = isMap(held)
      ? [stringOf(held.get('reason')), textOf(held.get('until'))]
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

function textOf(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  return node.kind === 'scalar' ? String(node.value) : '';
}

function comments(leaf: Leaf, places: readonly Place[]): readonly Suppression[] {
  const { text } = leaf;
  const found: Suppression[] = [];
  for (let at = text.indexOf(ALLOW_WORD); at >= 0; at = text.indexOf(ALLOW_WORD, at + 1)) {
    const start = commentStart(text, at);
    if (start === undefined || isInScalar(places, leaf, start)) continue;
    const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
    const raw = text.slice(start, end).trimEnd();
    const alone = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
    const below = alone ? placeBelow(text, end, places) : undefined;
    // What stands below may be what cannot be read.
    if (!below && leafTree(leaf).problems.length > 0) continue;
    const comment = { start, end: start + raw.length };
    const covered = { path: below?.path, covers: below?.node };
    found.push(...placed(leaf, readAllowances(raw), comment, start, covered));
  }
  return found;
}

/** Where the comment begins whose first word stands at the offset; undefined when no comment begins with it. */
function commentStart(text: string, word: number): number | undefined {
  let at = word;
  while (text[at - 1] === ' ' || text[at - 1] === '\t') at -= 1;
  if (text[at - 1] !== '#') return undefined;
  return at === 1 || /\s/.test(text.charAt(at - 2)) ? at - 1 : undefined;
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

import type { Document } from '../text/document.js';
import type { Leaf } from '../text/leaf.js';
import type { PathStep } from '../text/span.js';
import type { Node, ScalarNode } from './node.js';
import { leafTree } from './tree.js';

/** A key or a scalar value that stands at an offset. */
export interface Standing {
  readonly node: ScalarNode;
  /** Steps from the root of the document to the entry whose key or value it is. */
  readonly path: readonly PathStep[];
  readonly key: boolean;
  /** The value of the entry; the scalar itself when it is the value. */
  readonly value: Node;
}

/** What a person points at; undefined between entries, and in code. Reads the leaf there and nothing else. */
export function standingAt(document: Document, offset: number): Standing | undefined {
  const leaf = document.leaves.findLast((one) => {
    const start = document.offsetOf(one);
    return start <= offset && offset < start + one.text.length;
  });
  const root = leaf && leafTree(leaf).root;
  if (!leaf || !root) return undefined;
  const search = { leaf, at: offset - document.offsetOf(leaf), seen: new Set<Node>() };
  return inside(root, root.kind === 'scalar' || isItem(leaf) ? whole(leaf) : leaf.path, search);
}

interface Search {
  readonly leaf: Leaf;
  readonly at: number;
  /** An alias can stand inside what it names. */
  readonly seen: Set<Node>;
}

function inside(node: Node, path: readonly PathStep[], search: Search): Standing | undefined {
  if (search.seen.has(node)) return undefined;
  search.seen.add(node);
  if (node.kind === 'scalar')
    return holds(node, search) ? { node, path, key: false, value: node } : undefined;
  if (node.kind === 'sequence') {
    const first = typeof search.leaf.key === 'number' && node === leafTree(search.leaf).root;
    return firstOf(node.items, (item, index) =>
      inside(item, first && search.leaf.syntax !== 'json' ? whole(search.leaf) : [...path, index], search),
    );
  }
  return firstOf(node.entries, ({ key, value }) => {
    const steps = [...path, String(key.value)];
    if (holds(key, search)) return { node: key, path: steps, key: true, value };
    return inside(value, steps, search);
  });
}

/** A leaf of JSON that is an item of a list holds the item and no list. */
function isItem({ key, syntax }: Leaf): boolean {
  return typeof key === 'number' && syntax === 'json';
}

function whole({ path, key }: Leaf): readonly PathStep[] {
  return key === undefined ? path : [...path, key];
}

function holds({ leaf, endLeaf, start, end }: ScalarNode, search: Search): boolean {
  return leaf === search.leaf && endLeaf === leaf && start <= search.at && search.at <= end;
}

function firstOf<T, R>(list: readonly T[], find: (item: T, index: number) => R | undefined): R | undefined {
  for (const [index, item] of list.entries()) {
    const found = find(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

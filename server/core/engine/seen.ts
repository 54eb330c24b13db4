import type { At } from '../rule/rule.js';
import { entryOf, entryOfKey, isNode, type Node } from '../syntax/node.js';
import type { Spot } from '../syntax/spot.js';
import { nodeAt, pathOf, rangeOf, unitKeyAt } from '../syntax/tree.js';
import type { Document } from '../text/document.js';
import { computed } from '../text/multimap.js';
import type { Anchor, PathStep, Range } from '../text/span.js';
import { isCode } from './code/read.js';
import { rootOf } from './code/roots.js';
import { codeSpotAt } from './code/spots.js';
import { isAnchor, type Seen } from './outcome.js';

/** Remembers a place in both ways: by its spot, exact while the leaf lives, and by its path. */
export function seenAt(at: At): Seen {
  if (isAnchor(at)) return seenFrom(at);
  return isNode(at) ? new SeenNode(at) : { uri: at.leaf.uri, spot: at, path: undefined, key: false };
}

/** Facts keep their anchors, which are seen again at every key. */
const anchors = new WeakMap<Anchor, Seen>();

function seenFrom(at: Anchor): Seen {
  return computed(anchors, at, () => ({ uri: at.uri, spot: undefined, path: at.path, key: at.key ?? false }));
}

/** The steps to a node are looked for when somebody asks: what is seen far outnumbers what is shown. */
class SeenNode implements Seen {
  #way: Pick<Seen, 'path' | 'key'> | undefined;

  constructor(readonly spot: Node) {}

  get uri(): string {
    return this.spot.leaf.uri;
  }

  get path(): Seen['path'] {
    return this.#toHere().path;
  }

  get key(): boolean {
    return this.#toHere().key;
  }

  #toHere(): Pick<Seen, 'path' | 'key'> {
    this.#way ??= wayTo(this.spot);
    return this.#way;
  }
}

function wayTo(node: Node): Pick<Seen, 'path' | 'key'> {
  const key = keyPath(node);
  return { path: key ?? pathOf(node), key: key !== undefined };
}

/** Where it stands in this version; undefined when it is gone. */
export function rangeOfSeen(document: Document, seen: Seen): Range | undefined {
  const known = seen.spot && liveRange(document, seen.spot);
  if (known) return known;
  if (!seen.path) return undefined;
  const spot = spotAtPath(document, seen.path, seen.key);
  return spot && rangeOf(document, spot);
}

/** Undefined when the spot's text is no longer there. */
function liveRange(document: Document, { leaf, start, endLeaf, end }: Spot): Range | undefined {
  const from = document.offsetOf(leaf);
  const to = leaf === endLeaf ? from : document.offsetOf(endLeaf);
  return from < 0 || to < 0 ? undefined : { start: from + start, end: to + end };
}

/** The value, or the key of the last step, at a path. */
export function spotAtPath(document: Document, path: readonly PathStep[], key: boolean): Spot | undefined {
  if (isCode(document)) return codeSpot(document, path);
  const unitKey = key ? unitKeyAt(document, path) : undefined;
  if (unitKey) return unitKey;
  const node = nodeAt(document, path);
  return key && node ? (entryOf(node)?.key ?? node) : node;
}

function codeSpot(document: Document, path: readonly PathStep[]): Spot | undefined {
  const leaf = document.leaves[0];
  const root = leaf && rootOf(leaf);
  return root && codeSpotAt(root, leaf, path);
}

/** Steps to the entry whose key this node is; undefined when it is no key. */
function keyPath(node: Node): readonly PathStep[] | undefined {
  const entry = node.kind === 'scalar' ? entryOfKey(node) : undefined;
  return entry && node.parent && [...pathOf(node.parent), String(entry.key.value)];
}

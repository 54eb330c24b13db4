import type { Leaf } from '../text/leaf.js';
import type { PathStep } from '../text/span.js';
import { type Parts, positionOf } from './position.js';
import type { Spot } from './spot.js';

/** What JSON can say. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

interface NodeBase {
  /** The leaf that `start` is an offset of. */
  readonly leaf: Leaf;
  /** Offset of the first character of the value; a quoted scalar starts at its quote. */
  readonly start: number;
  /** Offset behind the last character of the value, in `endLeaf`. */
  readonly end: number;
  /** Differs from `leaf` for containers whose entries are leaves of their own. */
  readonly endLeaf: Leaf;
  /** The container that holds this node; undefined at the root of a document. */
  readonly parent: MapNode | SequenceNode | undefined;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
}

export interface Entry {
  readonly key: ScalarNode;
  readonly value: Node;
}

/** A mapping. Merge keys (`<<`) and aliases are resolved; a repeated key keeps the last entry in `get`. */
export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly style: 'block' | 'flow';
  readonly entries: readonly Entry[];
  get(key: string): Node | undefined;
  entry(key: string): Entry | undefined;
}

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence';
  readonly style: 'block' | 'flow';
  readonly items: readonly Node[];
}

/**
 * What every parser offers. An alias is the node of its anchor itself, so a graph of nodes may hold cycles: whoever
 * walks keeps a set of the nodes that it has seen.
 */
export type Node = ScalarNode | MapNode | SequenceNode;

/** Whether a stretch of text is a node of a document and no piece of code. */
export function isNode(spot: Spot): spot is Node {
  return 'kind' in spot && 'parent' in spot;
}

/** Whether the node may stand in several places, or in itself: JSON knows no aliases. */
export function mayRepeat({ leaf }: Node): boolean {
  return leaf.syntax !== 'json';
}

export function isMap(node: Node | undefined): node is MapNode {
  return node?.kind === 'map';
}

export function isSequence(node: Node | undefined): node is SequenceNode {
  return node?.kind === 'sequence';
}

export function isScalar(node: Node | undefined): node is ScalarNode {
  return node?.kind === 'scalar';
}

/** Whether the bracket that closes a map or a list is still to be written: there may be more in it than it holds. */
export function isUnclosed(node: Node): boolean {
  if (node.kind === 'scalar' || node.style !== 'flow') return false;
  const last = node.endLeaf.text.charAt(node.end - 1);
  return last !== (node.kind === 'map' ? '}' : ']');
}

/** The node's text value; undefined when it is no scalar or not a string. */
export function stringOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

export function numberOf(node: Node | undefined): number | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined;
}

export function booleanOf(node: Node | undefined): boolean | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'boolean' ? node.value : undefined;
}

/** A child by key or index. */
export function child(node: Node | undefined, step: PathStep): Node | undefined {
  if (node?.kind === 'map') return node.get(String(step));
  if (node?.kind === 'sequence' && typeof step === 'number') return node.items[step];
  return undefined;
}

/** The entry of its parent map whose value is this node. */
export function entryOf(node: Node): Entry | undefined {
  const entry = entryWith(node);
  return entry?.value === node ? entry : undefined;
}

/** The entry of its parent map whose key this node is. */
export function entryOfKey(node: Node): Entry | undefined {
  const entry = entryWith(node);
  return entry?.key === node ? entry : undefined;
}

/** Its index in the sequence, or -1. */
export function indexIn({ items }: SequenceNode, node: Node): number {
  return positionOf(items, node, itself);
}

function entryWith(node: Node): Entry | undefined {
  if (node.parent?.kind !== 'map') return undefined;
  const { entries } = node.parent;
  return entries[positionOf(entries, node, bothOf)];
}

const itself: Parts<Node> = { of: (item) => [item], has: (item, part) => item === part };
const bothOf: Parts<Entry> = {
  of: ({ key, value }) => [key, value],
  has: ({ key, value }, part) => key === part || value === part,
};

/** Strings of a sequence, or of a lone string: `type: string` and `type: [string, 'null']` alike. */
export function stringsOf(node: Node | undefined): readonly string[] {
  if (node?.kind === 'sequence') return node.items.flatMap((item) => stringOf(item) ?? []);
  const one = stringOf(node);
  return one === undefined ? [] : [one];
}

import type { Document } from '../../text/document.js';
import type { PathStep } from '../../text/span.js';
import { child, type MapNode, type Node, type Plain, type SequenceNode } from '../node.js';
import type { Change } from './change.js';
import type { Pending } from './component.js';
import { samePlain } from './plain.js';
import { isPlainList, isPlainMap } from './print.js';
import type { Sheet } from './sheet.js';
import type { Work } from './work.js';

export type TextualChange = Extract<
  Change,
  { comment: unknown } | { text: unknown } | { importName: unknown }
>;

/** Changes of one document, put in order by container; those of text are kept as they came. */
export interface FileWork {
  readonly document: Document;
  readonly sheet: Sheet;
  readonly root: Node | undefined;
  readonly work: Work;
  readonly pending: Pending;
  readonly texts: TextualChange[];
}

/** A node in the tree of its whole document, with the nodes from the root to it and the steps between them. */
export interface Held<N extends Node = Node> {
  readonly file: FileWork;
  readonly node: N;
  readonly chain: readonly Node[];
  readonly path: readonly PathStep[];
}

export function uriOf(change: TextualChange): string {
  if ('comment' in change) return change.comment.leaf.uri;
  return 'importName' in change ? change.inFile.leaf.uri : change.text.leaf.uri;
}

export function isMapHeld(held: Held | undefined): held is Held<MapNode> {
  return held?.node.kind === 'map';
}

export function below(held: Held, step: PathStep): Held | undefined {
  const next = child(held.node, held.node.kind === 'sequence' ? Number(step) : step);
  return next && { file: held.file, node: next, chain: [...held.chain, next], path: [...held.path, step] };
}

export function parentOf(held: Held): Held<MapNode | SequenceNode> | undefined {
  const node = held.chain.at(-2);
  if (node === undefined || node.kind === 'scalar') return undefined;
  return { file: held.file, node, chain: held.chain.slice(0, -1), path: held.path.slice(0, -1) };
}

export function occurrences(map: MapNode, key: string): number {
  return map.entries.filter((entry) => String(entry.key.value) === key).length;
}

/** The value of an entry in block style: brackets that are filled there become lines. */
export function isInBlock(held: Held): boolean {
  const above = parentOf(held)?.node;
  return above?.kind === 'map' && above.style === 'block';
}

/** Two values for one key: their union when they are lists, or maps that agree; undefined when they contradict. */
export function joined(a: Plain, b: Plain): Plain | undefined {
  if (samePlain(a, b)) return a;
  if (isPlainList(a) && isPlainList(b))
    return [...a, ...b.filter((item) => !a.some((one) => samePlain(one, item)))];
  if (!isPlainMap(a) || !isPlainMap(b)) return undefined;
  const made = new Map<string, Plain>(Object.entries(a));
  for (const [key, value] of Object.entries(b)) {
    const before = made.get(key);
    const both = before === undefined ? value : joined(before, value);
    if (both === undefined) return undefined;
    made.set(key, both);
  }
  return Object.fromEntries(made);
}

import { isMap, type MapNode, type Node } from '../../syntax/node.js';
import { referenceOf } from './traverse.js';
import type { Or } from './types.js';

/** `{ [key]: value }`, or nothing when there is no value. */
export function only<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  const result: { [key in K]?: V } = {};
  if (value !== undefined) result[key] = value;
  return result;
}

/** Keys of a map, each once. */
export function keysOf(map: MapNode): readonly string[] {
  return [...new Set(map.entries.map(({ key }) => String(key.value)))];
}

/** Plain records would take `__proto__` for something else than a key. */
export function recordOf<T>(entries: Iterable<readonly [string, T]>): Readonly<Record<string, T>> {
  return Object.fromEntries(entries);
}

/** The summary of an object, the reference that stands for it, or null. */
export function summaryOr<T>(node: Node, summarize: (map: MapNode) => T | undefined): Or<T> {
  const ref = referenceOf(node);
  if (ref) return { ref: String(ref.value) };
  return (isMap(node) ? summarize(node) : undefined) ?? null;
}

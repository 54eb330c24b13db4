import type { ScalarNode } from './node.js';

/** Entries of a map, as far as their keys matter. */
export type Keyed = readonly { readonly key: ScalarNode }[];

const FEW = 8;

/** Whether a key stands twice. Most maps are small enough to compare each key with all before it. */
export function hasEqualKeys(entries: Keyed): boolean {
  if (entries.length > FEW) return new Set(entries.map(({ key }) => key.value)).size < entries.length;
  for (let at = 1; at < entries.length; at++) {
    const name = entries[at]?.key.value;
    for (let before = 0; before < at; before++) {
      const other = entries[before]?.key.value;
      // What is no number is not even equal to itself.
      if (other === name || Object.is(other, name)) return true;
    }
  }
  return false;
}

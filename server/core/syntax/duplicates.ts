import type { Leaf } from '../text/leaf.js';
import { type Built, isMerge, type SyntaxProblem } from './build.js';
import type { ScalarNode } from './node.js';
import { toPointer } from './pointer.js';
import type { Spot } from './spot.js';

/** What is said of a key that stands twice in one map. */
export const DUPLICATE = 'This key is given twice; only one of the two is read';

const FEW = 8;
const LIMITED = 'This brings in more than is read here';

/** Keys that stand twice in one map of a leaf, and merge keys that name too much; once aliases are resolved. */
export function faultyMaps(root: Built | undefined): readonly SyntaxProblem[] {
  const found: SyntaxProblem[] = [];
  const todo: Built[] = root ? [root] : [];
  const seen = new Set<Built>();
  for (let node = todo.pop(); node; node = todo.pop()) {
    // What an alias brings from another leaf is that leaf's own.
    if (node.kind === 'scalar' || node.leaf !== root?.leaf || seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'sequence') {
      for (const item of node.items) todo.push(item);
      continue;
    }
    let merges: Spot | undefined;
    const isRepeated = repeatsIn(node.own);
    for (const [index, { key, value }] of node.own.entries()) {
      if (isMerge(key)) merges = key;
      if (key.value !== '<<' && isRepeated(index)) found.push({ message: DUPLICATE, spot: key });
      if (value.kind !== 'scalar') todo.push(value);
    }
    if (merges && node.limited) found.push({ message: LIMITED, spot: merges });
  }
  return found;
}

type Own = readonly { readonly key: ScalarNode }[];

/** Tells whether the key at an index stands before it already. Most maps are small enough to look. */
function repeatsIn(own: Own): (index: number) => boolean {
  if (own.length <= FEW) return (index) => standsBefore(own, index);
  const firsts = new Map<unknown, number>();
  for (const [index, { key }] of own.entries()) if (!firsts.has(key.value)) firsts.set(key.value, index);
  return (index) => firsts.get(own[index]?.key.value) !== index;
}

function standsBefore(own: Own, index: number): boolean {
  const name = own[index]?.key.value;
  for (let at = 0; at < index; at++) {
    const other = own[at]?.key.value;
    // Not even itself is equal to what is no number.
    if (other === name || Object.is(other, name)) return true;
  }
  return false;
}

/** Keys that stand twice in a map whose entries are leaves of one unit. */
export function repeatedEntries(
  leaves: readonly Leaf[],
  keyOf: (leaf: Leaf) => Spot | undefined,
): readonly SyntaxProblem[] {
  if (leaves.length < 2) return [];
  const seen = new Set<string>();
  return leaves.flatMap((leaf) => {
    if (typeof leaf.key !== 'string') return [];
    const place = toPointer([...leaf.path, leaf.key]);
    const spot = seen.has(place) ? keyOf(leaf) : undefined;
    seen.add(place);
    return spot && leaf.key !== '<<' ? [{ message: DUPLICATE, spot }] : [];
  });
}

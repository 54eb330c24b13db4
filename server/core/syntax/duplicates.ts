import type { Leaf } from '../text/leaf.js';
import { type Built, isMerge, type SyntaxProblem } from './build.js';
import { toPointer } from './pointer.js';
import type { Spot } from './spot.js';

/** What is said of a key that stands twice in one map. */
export const DUPLICATE = 'This key is given twice; only one of the two is read';

const LIMITED = 'This brings in more than is read here';

/** A leaf whose aliases mean something else is another leaf, so that each is looked through once. */
const known = new WeakMap<Built, readonly SyntaxProblem[]>();

/** Keys that stand twice in one map of a leaf, and merge keys that name too much; once aliases are resolved. */
export function faultyMaps(root: Built | undefined): readonly SyntaxProblem[] {
  if (!root) return [];
  const made = known.get(root) ?? faultsBelow(root);
  known.set(root, made);
  return made;
}

function faultsBelow(root: Built): readonly SyntaxProblem[] {
  const found: SyntaxProblem[] = [];
  const todo: Built[] = [root];
  const seen = new Set<Built>();
  for (let node = todo.pop(); node; node = todo.pop()) {
    // What an alias brings from another leaf is that leaf's own.
    if (node.kind === 'scalar' || node.leaf !== root.leaf || seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'sequence') {
      for (const item of node.items) todo.push(item);
      continue;
    }
    const names = new Set<unknown>();
    let merges: Spot | undefined;
    for (const { key, value } of node.own) {
      if (isMerge(key)) merges = key;
      if (names.has(key.value) && key.value !== '<<') found.push({ message: DUPLICATE, spot: key });
      names.add(key.value);
      todo.push(value);
    }
    if (merges && node.limited) found.push({ message: LIMITED, spot: merges });
  }
  return found;
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

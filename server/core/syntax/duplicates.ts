import type { Leaf } from '../text/leaf.js';
import type { Built, SyntaxProblem } from './build.js';
import { toPointer } from './pointer.js';
import type { Spot } from './spot.js';

/** What is said of a key that stands twice in one map. */
export const DUPLICATE = 'This key is given twice; only one of the two is read';

/** Keys that stand twice in one map of a leaf. */
export function duplicates(root: Built | undefined): readonly SyntaxProblem[] {
  const found: SyntaxProblem[] = [];
  const todo: Built[] = root ? [root] : [];
  const seen = new Set<Built>();
  for (let node = todo.pop(); node; node = todo.pop()) {
    if (node.kind === 'scalar' || seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'sequence') {
      for (const item of node.items) todo.push(item);
      continue;
    }
    const names = new Set<unknown>();
    for (const { key, value } of node.own) {
      if (names.has(key.value) && key.value !== '<<') found.push({ message: DUPLICATE, spot: key });
      names.add(key.value);
      todo.push(value);
    }
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

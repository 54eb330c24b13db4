import type { Leaf } from '../text/leaf.js';
import { mayConflict } from '../text/merge-marks.js';
import { type Built, isMerge, type SyntaxProblem } from './build.js';
import { hasEqualKeys, type Keyed } from './equal-keys.js';
import { mayRepeat, type ScalarNode } from './node.js';
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
  const seen = mayRepeat(root) ? new Set<Built>() : undefined;
  for (let node = todo.pop(); node; node = todo.pop()) {
    // What an alias brings from another leaf is that leaf's own.
    if (node.kind === 'scalar' || node.leaf !== root.leaf || seen?.has(node)) continue;
    seen?.add(node);
    if (node.kind === 'sequence') {
      for (const item of node.items) if (item.kind !== 'scalar') todo.push(item);
      continue;
    }
    for (const { value } of node.own) if (value.kind !== 'scalar') todo.push(value);
    if (hasEqualKeys(node.own)) found.push(...repeatedKeys(node.own));
    const merges = node.own.findLast(({ key }) => isMerge(key));
    if (merges && node.limited) found.push({ message: LIMITED, spot: merges.key });
  }
  return found;
}

function repeatedKeys(own: Keyed): readonly SyntaxProblem[] {
  const names = new Map<unknown, ScalarNode>();
  return own.flatMap(({ key }) => {
    const first = names.get(key.value);
    const isNew = first === undefined || key.value === '<<' || parts(first, key);
    names.set(key.value, key);
    return isNew ? [] : [{ message: DUPLICATE, spot: key }];
  });
}

/** Whether the two are what two versions of a text say that could not be merged. */
function parts(first: ScalarNode, second: ScalarNode): boolean {
  const { text } = second.leaf;
  return (
    mayConflict(text) && mayConflict(text.slice(first.leaf === second.leaf ? first.end : 0, second.start))
  );
}

/** Whether two versions of a text could not be merged, each of which has keys of its own. */
export function holdsConflict(leaves: readonly Leaf[]): boolean {
  return leaves.some(({ text }) => mayConflict(text));
}

/** Keys that stand twice in a map whose entries are leaves of one unit. */
export function repeatedEntries(
  leaves: readonly Leaf[],
  keyOf: (leaf: Leaf) => Spot | undefined,
): readonly SyntaxProblem[] {
  if (leaves.length < 2 || holdsConflict(leaves)) return [];
  const seen = new Set<string>();
  return leaves.flatMap((leaf) => {
    if (typeof leaf.key !== 'string') return [];
    const place = toPointer([...leaf.path, leaf.key]);
    const spot = seen.has(place) ? keyOf(leaf) : undefined;
    seen.add(place);
    return spot && leaf.key !== '<<' ? [{ message: DUPLICATE, spot }] : [];
  });
}

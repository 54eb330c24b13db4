import type { Leaf } from './leaf.js';
import { append } from './multimap.js';

/** Names behind `&` and `*` in a leaf: all of its anchors and aliases, and words of its prose that look like them. */
interface Names {
  readonly anchors: ReadonlySet<string>;
  readonly aliases: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();
const known = new WeakMap<Leaf, Names>();

/** Whether a leaf may hold an anchor or an alias of YAML. */
export function mayLink(leaf: Leaf): boolean {
  const { anchors, aliases } = namesIn(leaf);
  return anchors.size > 0 || aliases.size > 0;
}

/** Whether some anchor of the leaves may be named by an alias in them. */
export function mayAlias(leaves: readonly Leaf[]): boolean {
  const names = leaves.map(namesIn);
  const aliases = new Set(names.flatMap((one) => (one.aliases.size > 0 ? [...one.aliases] : [])));
  return aliases.size > 0 && names.some(({ anchors }) => [...anchors].some((name) => aliases.has(name)));
}

/**
 * The leaves of a version with new ones in the place of those that name an anchor whose meaning may have changed, and
 * of those that name an anchor of such a leaf: what they say depends on others, and a leaf is what it says. `gone` and
 * `come` are leaves of the version before and of this one.
 */
export function relinked(
  leaves: readonly Leaf[],
  gone: readonly Leaf[],
  come: readonly Leaf[],
): readonly Leaf[] {
  const todo = [...gone, ...come].flatMap((leaf) => [...namesIn(leaf).anchors]);
  if (todo.length === 0) return leaves;
  const before = new Set(gone);
  const fresh = new Set(come.filter((leaf) => !before.has(leaf)));
  const users = new Map<string, number[]>();
  for (const [index, leaf] of leaves.entries()) {
    if (fresh.has(leaf)) continue;
    for (const name of namesIn(leaf).aliases) {
      append(users, name, index);
    }
  }
  let next: Leaf[] | undefined;
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    for (const index of users.get(name) ?? []) {
      const leaf = leaves[index];
      if (leaf === undefined || (next && next[index] !== leaf)) continue;
      next ??= [...leaves];
      next[index] = { ...leaf };
      todo.push(...namesIn(leaf).anchors);
    }
    users.delete(name);
  }
  return next ?? leaves;
}

function namesIn(leaf: Leaf): Names {
  const before = known.get(leaf);
  if (before) return before;
  const made =
    leaf.syntax === 'yaml'
      ? { anchors: behind(leaf.text, '&', ANCHORS), aliases: behind(leaf.text, '*', ALIASES) }
      : { anchors: NONE, aliases: NONE };
  known.set(leaf, made);
  return made;
}

const ANCHORS = /&([^\s,[\]{}]+)/g;
const ALIASES = /\*([^\s,[\]{}]+)/g;

function behind(text: string, sign: string, names: RegExp): ReadonlySet<string> {
  if (!text.includes(sign)) return NONE;
  return new Set(Array.from(text.matchAll(names), ([, name = '']) => name));
}

import { sameMembers } from '../../text/members.js';
import { append } from '../../text/multimap.js';

/**
 * Schemas that may stand wherever another one is named: it has a discriminator, and they extend it through `allOf`, with or
 * without a mapping (OpenAPI 3.1.1 section 4.8.25). Invariant: after `refresh` it is what one filled anew would be.
 */
export class Subtypes<T extends { readonly index: number }, L extends { readonly same: readonly T[] }> {
  readonly #bases = new Map<T, readonly T[]>();
  readonly #roots = new Set<T>();
  /** Links of schemas that have subtypes, with what they were made of. */
  readonly #wide = new Map<T, { readonly own: L; readonly wide: L }>();
  #below: ReadonlyMap<T, readonly T[]> = new Map();
  #stale = false;

  /** What a schema extends, and whether it has a discriminator itself. */
  set(node: T, bases: readonly T[], isRoot: boolean): void {
    const before = this.#bases.get(node) ?? [];
    if (sameMembers(before, bases) && this.#roots.has(node) === isRoot) return;
    this.#stale = true;
    if (bases.length > 0) this.#bases.set(node, bases);
    else this.#bases.delete(node);
    if (isRoot) this.#roots.add(node);
    else this.#roots.delete(node);
  }

  /** Takes in what was set; the schemas that have other subtypes than before. `moved`: schemas may stand in another order. */
  refresh(moved: boolean): readonly T[] {
    if (!this.#stale && !moved) return [];
    this.#stale = false;
    const before = this.#below;
    if (this.#roots.size === 0 && before.size === 0) return [];
    this.#below = this.#compute();
    const isSame = (node: T) => sameMembers(before.get(node) ?? [], this.#below.get(node) ?? []);
    const changed = [...new Set([...before.keys(), ...this.#below.keys()])].filter((node) => !isSame(node));
    for (const node of changed) this.#wide.delete(node);
    return changed;
  }

  /** The links of a schema with those to what extends it directly; what extends that is found through it. */
  widen(node: T, own: L): L {
    const below = this.#below.get(node);
    if (!below) return own;
    const known = this.#wide.get(node);
    if (known?.own === own) return known.wide;
    const wide = { ...own, same: [...own.same, ...below] };
    this.#wide.set(node, { own, wide });
    return wide;
  }

  #compute(): ReadonlyMap<T, readonly T[]> {
    const extending = new Map<T, T[]>();
    for (const [node, bases] of [...this.#bases].sort(([a], [b]) => a.index - b.index)) {
      for (const base of bases) {
        append(extending, base, node);
      }
    }
    const below = new Map<T, readonly T[]>();
    const todo = [...this.#roots];
    for (let node = todo.pop(); node; node = todo.pop()) {
      const direct = extending.get(node);
      if (!direct || below.has(node)) continue;
      below.set(node, direct);
      todo.push(...direct);
    }
    return below;
  }
}

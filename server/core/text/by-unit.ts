import type { Document } from './document.js';
import type { Unit } from './leaf.js';

/**
 * The same function of one unit for all units of a document, in their order. Units are the same objects in version after
 * version, most at the same index, so that what was made of them in the last version is made no more; where they all are,
 * so is the list.
 */
export function byUnit<T extends object>(
  make: (document: Document, unit: Unit) => T,
): (document: Document) => readonly T[] {
  const known = new WeakMap<Unit, T>();
  const lists = new WeakMap<readonly Unit[], readonly T[]>();
  let last = new WeakRef<readonly Unit[]>([]);
  const made = (document: Document, unit: Unit): T => {
    const one = known.get(unit) ?? make(document, unit);
    known.set(unit, one);
    return one;
  };
  return (document) => {
    const { units } = document;
    const before = lists.get(units);
    if (before) return before;
    const old = last.deref() ?? [];
    const values = lists.get(old) ?? [];
    const list = units.map((unit, index) => {
      const value = unit === old[index] ? values[index] : undefined;
      return value ?? made(document, unit);
    });
    lists.set(units, list);
    last = new WeakRef(units);
    return list;
  };
}

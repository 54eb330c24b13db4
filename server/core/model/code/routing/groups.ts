import { append } from '../../../text/multimap.js';

/** Items by what they share, in the order of the first of each. */
export function grouped<T>(list: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) append(groups, keyOf(one), one);
  return groups;
}

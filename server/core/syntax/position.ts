/** Up to this length looking through a list costs less than an index of it. */
const SHORT = 16;

interface Index {
  /** How long the list was; a list that has grown is read again. */
  readonly length: number;
  readonly positions: ReadonlyMap<unknown, number>;
}

const indexes = new WeakMap<readonly unknown[], Index>();

/** What an element consists of, and whether something is a part of it: asked far more often, and makes no list. */
export interface Parts<T> {
  of(one: T): readonly unknown[];
  has(one: T, part: unknown): boolean;
}

/**
 * The index of the first element that has the part, or -1. Many questions about one long list cost its length together
 * and not each. `parts` must be the same whenever the list is.
 */
export function positionOf<T>(list: readonly T[], part: unknown, parts: Parts<T>): number {
  if (list.length <= SHORT) return scan(list, part, parts);
  const at = indexOf(list, parts).positions.get(part);
  const one = at === undefined ? undefined : list[at];
  // What stands in the list may have been put there after it was read.
  const isThere = at !== undefined && one !== undefined && parts.has(one, part);
  return isThere ? at : scan(list, part, parts);
}

function scan<T>(list: readonly T[], part: unknown, parts: Parts<T>): number {
  let at = 0;
  for (const one of list) {
    if (parts.has(one, part)) return at;
    at += 1;
  }
  return -1;
}

function indexOf<T>(list: readonly T[], parts: Parts<T>): Index {
  const known = indexes.get(list);
  if (known?.length === list.length) return known;
  const positions = new Map<unknown, number>();
  for (const [at, one] of list.entries()) {
    for (const part of parts.of(one)) if (!positions.has(part)) positions.set(part, at);
  }
  const made = { length: list.length, positions };
  indexes.set(list, made);
  return made;
}

/** Up to this length looking through a list costs less than an index of it. */
const SHORT = 16;

interface Index {
  /** How long the list was; a list that has grown is read again. */
  readonly length: number;
  readonly positions: ReadonlyMap<unknown, number>;
}

const indexes = new WeakMap<readonly unknown[], Index>();

/**
 * The index of the first element that has the part, or -1. Many questions about one long list cost its length together
 * and not each. `partsOf` must be the same function whenever the list is.
 */
export function positionOf<T>(
  list: readonly T[],
  part: unknown,
  partsOf: (one: T) => readonly unknown[],
): number {
  const scan = () => list.findIndex((one) => partsOf(one).includes(part));
  if (list.length <= SHORT) return scan();
  const at = indexOf(list, partsOf).positions.get(part);
  const one = at === undefined ? undefined : list[at];
  // What stands in the list may have been put there after it was read.
  return at !== undefined && one !== undefined && partsOf(one).includes(part) ? at : scan();
}

function indexOf<T>(list: readonly T[], partsOf: (one: T) => readonly unknown[]): Index {
  const known = indexes.get(list);
  if (known?.length === list.length) return known;
  const positions = new Map<unknown, number>();
  for (const [at, one] of list.entries()) {
    for (const part of partsOf(one)) if (!positions.has(part)) positions.set(part, at);
  }
  const made = { length: list.length, positions };
  indexes.set(list, made);
  return made;
}

import type { At, Report } from '../server/core/rule/rule.js';

/**
 * A fault of several places, told once: `tell` says it of those that are not allowed where they stand, of which there is
 * one at least. Undefined where there is no place.
 */
export function gathered<T>(
  places: readonly T[],
  placeOf: (place: T) => At,
  tell: (first: T, rest: readonly T[]) => Report | undefined,
): Report | undefined {
  const [first, ...rest] = places;
  const report = first === undefined ? undefined : tell(first, rest);
  if (report === undefined) return undefined;
  const without = (gone: ReadonlySet<number>) =>
    gathered(
      places.filter((_, index) => !gone.has(index)),
      placeOf,
      tell,
    );
  return { ...report, gathers: { covers: places.map(placeOf), without } };
}

/** Tells it, where there is anything to tell. */
export function reportGathered<T>(
  report: (finding: Report) => void,
  ...of: Parameters<typeof gathered<T>>
): void {
  const found = gathered(...of);
  if (found) report(found);
}

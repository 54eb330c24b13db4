/** The stretch in which two lists differ, from the first place to before the last. */
export interface Difference {
  readonly from: number;
  readonly toOld: number;
  readonly toNew: number;
}

/** Where two lists begin and end to differ; an empty stretch at the end of both when they do not. */
export function differenceOf<A, B>(
  old: readonly A[],
  now: readonly B[],
  isSame: (one: A | undefined, other: B | undefined) => boolean,
): Difference {
  const shorter = Math.min(old.length, now.length);
  let from = 0;
  while (from < shorter && isSame(old[from], now[from])) from += 1;
  let toOld = old.length;
  let toNew = now.length;
  while (toOld > from && toNew > from && isSame(old[toOld - 1], now[toNew - 1])) {
    toOld -= 1;
    toNew -= 1;
  }
  return { from, toOld, toNew };
}

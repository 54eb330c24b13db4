/**
 * Whether every text that a regular expression accepts is of limited length: it is anchored at both ends and repeats
 * nothing without a ceiling. `^[A-Z]{3}$` is finite, `^[A-Z]+$` and `[A-Z]{3}` are not.
 */
export function isFinitePattern(pattern: string): boolean {
  if (!pattern.startsWith('^') || !/(?:^|[^\\])(?:\\\\)*\$$/.test(pattern)) return false;
  const outside = skeletonOf(pattern);
  return !/[*+]|\{\d+,\}/.test(outside) && !hasOuterAlternative(outside);
}

/** `^a|b$` anchors each branch on one side only. */
function hasOuterAlternative(pattern: string): boolean {
  let depth = 0;
  for (const character of pattern) {
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === '|' && depth === 0) return true;
  }
  return false;
}

/**
 * Whether it is plain to see that no text keeps a backtracking matcher busy: there are few ways to match, and at most one
 * part of an anchored pattern repeats without a ceiling. Of others a checker has to tell.
 */
export function isPlainPattern(pattern: string): boolean {
  if (/\(\?(?!:)|\\[1-9k]/.test(pattern)) return false;
  const outside = skeletonOf(pattern);
  if (/\)(?:[*+]|\{)/.test(outside)) return false;
  const endless = outside.match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  const isAnchored = outside.startsWith('^') && !hasOuterAlternative(outside);
  if (endless > (isAnchored ? 1 : 0)) return false;
  return waysOf(outside) <= MOST_WAYS;
}

const MOST_WAYS = 500;

/** How many ways there are at most to match from one place on, without what repeats endlessly. */
function waysOf(outside: string): number {
  const ranges = [...outside.matchAll(/\{(\d+),(\d+)\}/g)].map(
    ([, low, high]) => Number(high) - Number(low) + 1,
  );
  const optional = (outside.match(/[^*+?}(]\?/g) ?? []).map(() => 2);
  const alternatives = (outside.match(/\|/g) ?? []).map(() => 2);
  return [...ranges, ...optional, ...alternatives].reduce((ways, one) => ways * one, 1);
}

/** The pattern with one letter for each escape and each class of characters. */
function skeletonOf(pattern: string): string {
  return pattern.replace(/\\./gs, 'x').replace(/\[[^\]]*\]/g, 'x');
}

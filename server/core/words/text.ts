/** The text cut to a length that fits into a message, on one line; an ellipsis shows the cut. */
export function shorten(text: string, max: number): string {
  if (text.length <= max && !/\s/.test(text)) return text;
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= max ? line : `${line.slice(0, max - 1)}…`;
}

/** The path cut between its first and its last segments, which say most: '/identity/…/user/reset-password'. */
export function shortenPath(path: string, max: number): string {
  if (path.length <= max) return path;
  const segments = path.split('/').slice(1);
  for (let kept = segments.length - 1; kept > 0; kept--) {
    const tail = segments.slice(-kept).join('/');
    const cut = `/${segments[0]}/…/${tail}`;
    if (cut.length <= max) return cut;
    if (tail.length + 2 <= max) return `…/${tail}`;
  }
  return shorten(path, max);
}

/** 'a, b and 3 more': the first names of a list, no longer than `max` characters before the count. */
export function listed(names: readonly string[], max: number): string {
  const shown: string[] = [];
  for (const name of names) {
    if ([...shown, name].join(', ').length > max) break;
    shown.push(name);
  }
  const first = shown.length > 0 ? shown.join(', ') : shorten(names[0] ?? '', max);
  const more = names.length - Math.max(shown.length, 1);
  return more > 0 ? `${first} +${more}` : first;
}

/** The candidate that a misspelled name was meant to be: at most a third of its letters differ, and no other is as near. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [best, second] = ranked;
  if (best === undefined || best.distance > Math.max(1, Math.floor(name.length / 3))) return undefined;
  return second !== undefined && second.distance === best.distance ? undefined : best.candidate;
}

/** Levenshtein distance of the first 64 characters. */
function distance(a: string, b: string): number {
  const from = a.slice(0, 64);
  const to = b.slice(0, 64);
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

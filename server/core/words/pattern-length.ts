/** How long the texts are that a pattern matches. */
export interface Lengths {
  readonly least: number;
  /** Infinity when nothing limits it. */
  readonly most: number;
}

/**
 * The lengths of the texts that a regular expression matches as a whole: one that is anchored at both ends and made of
 * characters, classes and repetitions. Undefined for groups, alternatives and everything else that needs more thought.
 */
export function lengthsOf(pattern: string): Lengths | undefined {
  const body = /^\^(.*)\$$/s.exec(pattern)?.[1];
  if (body === undefined) return undefined;
  let [least, most, at] = [0, 0, 0];
  while (at < body.length) {
    const atom = ATOM.exec(body.slice(at))?.[0];
    if (atom === undefined) return undefined;
    at += atom.length;
    const repeat = REPEAT.exec(body.slice(at));
    at += repeat?.[0].length ?? 0;
    const [low, high] = timesOf(repeat?.[1]);
    least += low;
    most += high;
  }
  return { least, most };
}

/** A class, an escape that stands for one character, or a character that means itself. */
const ATOM = /^(?:\[(?:\\.|[^\]\\])+\]|\\[dDwWsS.\-/^$+*?|()[\]{}\\]|[^\\()[\]{}|^$*+?])/s;

const REPEAT = /^(\*|\+|\?|\{\d+(?:,\d*)?\})\??/;

function timesOf(repeat: string | undefined): readonly [low: number, high: number] {
  if (repeat === undefined) return [1, 1];
  if (repeat === '?') return [0, 1];
  if (repeat === '*') return [0, Number.POSITIVE_INFINITY];
  if (repeat === '+') return [1, Number.POSITIVE_INFINITY];
  const [, low = '', comma = '', high = ''] = /^\{(\d+)(,?)(\d*)\}$/.exec(repeat) ?? [];
  if (comma === '') return [Number(low), Number(low)];
  return [Number(low), high === '' ? Number.POSITIVE_INFINITY : Number(high)];
}

import type { Spot } from '../syntax/spot.js';
import type { PathStep } from '../text/span.js';

/** What an allow comment or an entry of `x-portcullis-allow` says. */
export interface Allowance {
  /** A rule id, or a glob of them. */
  readonly glob: string;
  /** Empty: none was given. */
  readonly reason: string;
  /** Last day on which it holds, 'YYYY-MM-DD'; undefined: it never ends. */
  readonly until: string | undefined;
}

/** An allow comment, or an entry of `x-portcullis-allow`, with what it covers. */
export interface Suppression extends Allowance {
  /** The comment, or the key of the entry. */
  readonly at: Spot;
  /** The comment, or the value of the entry: what a fix edits. */
  readonly node: Spot;
  /** Steps to the node that it covers with everything inside; undefined in code, and where it covers nothing. */
  readonly path: readonly PathStep[] | undefined;
  /** In code, the statement that it covers; undefined where it covers nothing. */
  readonly covers: Spot | undefined;
  /** It stands where rules and their reasons are expected and says neither. */
  readonly misshapen?: boolean;
}

/** A rule that a comment names, and where: offsets in the comment's line. */
export interface Named extends Allowance {
  readonly start: number;
  readonly end: number;
  /** No rule stands where one is expected. */
  readonly misshapen?: boolean;
}

/** The key that a JSON document allows with. */
export const ALLOW_KEY = 'x-portcullis-allow';

/** The word that an allow comment begins with. */
export const ALLOW_WORD = 'portcullis-allow';

/** Every part is bounded by what cannot follow it, so that a hostile line costs no more than its length. */
const COMMENT =
  /^(?:#|\/\/|\/?\*+)[ \t]*portcullis-allow[ \t]+([^\s:,]+(?:[ \t]*,[ \t]*[^\s:,]+)*)([^:]*)(?::(.*))?$/d;
/** A reason where the rule was forgotten. */
const NAMELESS = /^(?:#|\/\/|\/?\*+)[ \t]*portcullis-allow[ \t]*:/;
/** A last day wherever it stands in the text; what is no date of the calendar is one that has passed. */
const UNTIL = /(?:^|[ \t(])until[ \t]+(\d[\w./-]*)\)?/g;
/** What stands where a reason is still to be written. */
const TO_DO = /^(?:todo|fixme)\b/i;

/** Reads one line of a comment, its `#` or `//` included: what it allows, one for each rule that it lists. */
export function readAllowances(line: string): readonly Named[] {
  const lead = line.length - line.trimStart().length;
  const trimmed = line.trim();
  if (NAMELESS.test(trimmed)) {
    const start = lead + trimmed.indexOf(ALLOW_WORD);
    const end = start + ALLOW_WORD.length;
    return [{ glob: '', reason: '', until: undefined, start, end, misshapen: true }];
  }
  const match = COMMENT.exec(trimmed.endsWith('*/') ? trimmed.slice(0, -2).trimEnd() : trimmed);
  const [, list = '', before = '', after = ''] = match ?? [];
  // Prose about allow comments names no rule.
  if (!match || !/^[^,]*[/*]/.test(list)) return [];
  // Only what follows the colon is a reason; before it a last day may stand.
  const early = split(before);
  const { reason, until } = split(after);
  const from = lead + (match.indices?.[1]?.[0] ?? 0);
  return Array.from(list.matchAll(/[^\s,]+/g))
    .filter(([name], index) => index === 0 || /[/*]/.test(name) || early.reason === '')
    .map(({ 0: glob, index }) => {
      const start = from + index;
      return { glob, reason, until: early.until ?? until, start, end: start + glob.length };
    });
}

/** The reason, and the last day that it names. */
function split(text: string): { readonly reason: string; readonly until: string | undefined } {
  const match = [...text.matchAll(UNTIL)].at(-1);
  if (match?.[1] === undefined) return { reason: text.trim(), until: undefined };
  const rest = text.slice(0, match.index) + text.slice(match.index + match[0].length);
  return { reason: rest.replace(/[.\s]+$/, '').trim(), until: match[1].replace(/[./-]+$/, '') };
}

/** Whether nobody has said yet why. */
export function lacksReason({ reason }: Allowance): boolean {
  return reason === '' || TO_DO.test(reason);
}

/** The comment's text without its `#` or `//`. */
export function writeAllowance({ glob, reason, until }: Allowance): string {
  return `${ALLOW_WORD} ${glob}: ${reason}${until === undefined ? '' : ` until ${until}`}`;
}

/** Whether the last day is one that no calendar knows. */
export function hasNoDay({ until }: Allowance): boolean {
  return until !== undefined && !isDay(until);
}

/** Whether the last day has passed; a day that the calendar does not know has passed too, so that it is seen. */
export function isExpired({ until }: Allowance, today: string): boolean {
  return until !== undefined && (!isDay(until) || until < today);
}

function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const [year, month, day] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  if (match === null || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

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
  /** Steps to the node that it covers with everything inside; undefined in code. */
  readonly path: readonly PathStep[] | undefined;
  /** In code, the statement that it covers. */
  readonly covers: Spot;
}

/** The key that a JSON document allows with. */
export const ALLOW_KEY = 'x-portcullis-allow';

/** The word that an allow comment begins with. */
export const ALLOW_WORD = 'portcullis-allow';

const COMMENT =
  /^\s*(?:#|\/\/|\/\*+|\*)\s*portcullis-allow\s+([^\s:]+)\s*(?:until\s+(\d{4}-\d{2}-\d{2})\s*)?(?::(.*))?$/;
const UNTIL = /\s*\(?\buntil\s+(\d{4}-\d{2}-\d{2})\)?\s*\.?\s*$/;

/** Reads one line of a comment, its `#` or `//` included; undefined when it is no allow comment. */
export function readAllowance(line: string): Allowance | undefined {
  const match = COMMENT.exec(line.replace(/\s*\*\/\s*$/, ''));
  const glob = match?.[1];
  if (match === null || glob === undefined) return undefined;
  const text = (match[3] ?? '').trim();
  const end = UNTIL.exec(text);
  return { glob, reason: end ? text.slice(0, end.index).trim() : text, until: match[2] ?? end?.[1] };
}

/** The comment's text without its `#` or `//`. */
export function writeAllowance({ glob, reason, until }: Allowance): string {
  return `${ALLOW_WORD} ${glob}: ${reason}${until === undefined ? '' : ` until ${until}`}`;
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

/**
 * What a line is that a version control system leaves where two versions of a text could not be merged: 'begin' and
 * 'side' stand above what one of them says, 'base' above what both came from, 'end' below the last.
 */
export type MergeMark = 'begin' | 'base' | 'side' | 'end';

const MARKS: ReadonlyMap<string, MergeMark> = new Map([
  ['<', 'begin'],
  ['|', 'base'],
  ['=', 'side'],
  ['>', 'end'],
]);

const LENGTH = 7;
/** To look for these is many times faster than to look at every line. */
const BASE_SIGNS = ['|', '='].map((sign) => sign.repeat(LENGTH));
const SIGNS = [...BASE_SIGNS, ...['<', '>'].map((sign) => sign.repeat(LENGTH))];
/** A few of these stand in every text, and seldom seven of them at the start of a line. */
const LINE = /([<|=>])\1{6}(?![^ \t\r\n])[^\r\n]*/y;
const NEXT = /\n(?=([<|=>])\1{6}(?:[ \t\r\n]|$))/g;

/** The mark in a line that starts at an offset; undefined when it is none. */
export function mergeMark(text: string, start: number): MergeMark | undefined {
  const mark = MARKS.get(text.charAt(start));
  if (mark === undefined) return undefined;
  LINE.lastIndex = start;
  const line = LINE.exec(text)?.[0];
  // Words behind equals signs make them something else.
  return line === undefined || (mark === 'side' && line.length > LENGTH) ? undefined : mark;
}

/** Whether some line may be such a mark. */
export function mayConflict(text: string): boolean {
  return SIGNS.some((sign) => text.includes(sign)) && /^([<|=>])\1{6}/m.test(text);
}

/** Whether some line may begin or end what both versions came from, in which nothing is read. */
export function mayHoldBase(text: string): boolean {
  return BASE_SIGNS.some((sign) => text.includes(sign)) && /^([|=])\1{6}/m.test(text);
}

/**
 * Offset of the line below a mark. What both versions came from is passed over up to the mark that ends it, where it
 * stands before `limit`.
 */
export function behindMark(text: string, start: number, limit = text.length): number {
  const feed = text.indexOf('\n', start);
  const below = feed < 0 || feed >= limit ? limit : feed + 1;
  if (text.charAt(start) !== '|' || below === limit) return below;
  NEXT.lastIndex = feed;
  const next = NEXT.exec(text)?.index;
  const at = next === undefined ? limit : next + 1;
  return at < limit && mergeMark(text, at) === 'side' ? at : below;
}

/** The text with spaces in the place of marks and of what both versions came from, and where conflicts begin. */
export function withoutMarks(text: string): { readonly text: string; readonly conflicts: readonly number[] } {
  const conflicts: number[] = [];
  if (!mayConflict(text)) return { text, conflicts };
  const kept: string[] = [];
  for (let start = 0; start < text.length; ) {
    const mark = mergeMark(text, start);
    if (mark === 'begin') conflicts.push(start);
    const feed = text.indexOf('\n', start);
    const end = mark !== undefined ? behindMark(text, start) : feed < 0 ? text.length : feed + 1;
    const own = text.slice(start, end);
    kept.push(mark === undefined ? own : own.replace(/[^\r\n]/g, ' '));
    start = end;
  }
  return { text: kept.join(''), conflicts };
}

/** How much of a line tells that a conflict begins there. */
export const MARK_LENGTH = LENGTH;

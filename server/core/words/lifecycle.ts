/** Extensions in which an operation says on what day it ends. */
export const SUNSET_KEYS: readonly string[] = [
  'x-sunset',
  'x-sunset-date',
  'x-sunset-on',
  'x-removal-date',
  'x-removed-on',
  'x-end-of-life',
  'x-eol',
];

/** The day, as 'YYYY-MM-DD', of an ISO 8601 date or time or of an HTTP date (RFC 9110); undefined for anything else. */
export function dayOf(text: string): string | undefined {
  const iso = /^\s*(\d{4}-\d{2}-\d{2})(?:[T ]|\s*$)/.exec(text)?.[1];
  if (iso !== undefined) return isDay(iso) ? iso : undefined;
  const [, day = '', month = '', year = ''] =
    /^\s*(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})\b/.exec(text) ?? [];
  const at = MONTHS.indexOf(month.toLowerCase());
  if (at < 0) return undefined;
  const made = `${year}-${String(at + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(made) ? made : undefined;
}

/** The day some days after another; both 'YYYY-MM-DD'. */
export function daysAfter(day: string, days: number): string {
  const time = Date.parse(`${day}T00:00:00Z`) + days * 86_400_000;
  return new Date(time).toISOString().slice(0, 10);
}

/**
 * Whether prose about something that is deprecated says when it ends or what to use instead: a date, a version in which
 * it goes, or a successor.
 */
export function saysWhatFollows(text: string): boolean {
  return FOLLOWS.test(text);
}

/** Whether prose about an object says that something else has taken its place. */
export function saysSuperseded(text: string): boolean {
  return /\b(?:deprecated|renamed to)\b/i.test(text) && saysWhatFollows(text);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const FOLLOWS = new RegExp(
  [
    String.raw`\b(?:19|20)\d{2}\b`,
    String.raw`\b(?:sunset|end[- ]of[- ]life|retire[ds]?|closing down|(?:be|was|been|is) removed|removal|no longer (?:available|supported))\b`,
    String.raw`\binstead\b|\b(?:replaced|superseded|succeeded|obsoleted) (?:by|with)\b|\brenamed to\b|\breplacement\b|\bin favou?r of\b`,
    String.raw`\b(?:use|see|migrate|move|switch|upgrade|prefer|refer|call)\b[^.]{0,80}(?:\]\(|\/|\bendpoint|\bAPI\b|\bv\d|\`|\bmethod|\boperation)`,
  ].join('|'),
  'i',
);

function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

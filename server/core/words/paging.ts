import { remembered } from './remembered.js';
import { isExactly, terms, tokensOf } from './tokens.js';

/** Whether a parameter of this name says how many items a page has, whatever stands beside it. */
export const isPageSizeName = remembered((name) => isExactly(tokensOf(name), SIZES));

/** Names that say so only where a list is paged: `count`, `size`, `top`. */
export const isLoosePageSizeName = remembered((name) => isExactly(tokensOf(name), LOOSE_SIZES));

/** Whether a parameter of this name says which page is asked for. */
export const isPageName = remembered((name) => isExactly(tokensOf(name), PAGES));

/** Whether prose about a page size says how large it may be: 'max 100', 'between 1 and 50', 'up to 200', '(1-100)'. */
export function saysLargest(text: string): boolean {
  return LARGEST.test(text);
}

const SIZES: ReadonlySet<string> = new Set(
  terms(`limit, page limit, page size, per page, items per page, results per page, records per page, entries per page,
    max results, max items, max records, max page size, number of results, num results, result limit`),
);

const LOOSE_SIZES: ReadonlySet<string> = new Set(
  terms('size, count, top, take, first, last, rows, max, maximum, page length'),
);

const PAGES: ReadonlySet<string> = new Set(
  terms(`page, page number, page no, page index, page num, offset, skip, start, start index, cursor, after, before,
    page token, next token, next page token, continuation token, starting after, from, marker, since id`),
);

/** Always with a number: 'the maximum number of items to return' is what every page size is. */
const LARGEST =
  /\b(?:max(?:imum)?|up to|at most|no(?:t|t be|)\s(?:exceed|greater|more|larger|higher)|between|capped|range|highest|largest|(?:less|fewer) than|exceed(?:s|ing)?|limit(?:ed)? (?:to|of|is))\b[^.;]{0,60}?\d|\b\d+\s*(?:-|–|to|through|and|\.\.)\s*\d+|(?:<=|≤|<)\s*\d|\d+\s*(?:\(?max\b|or (?:less|fewer)|at most|is (?:also )?the max)/i;

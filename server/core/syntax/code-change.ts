import type { Range } from '../text/span.js';

/** One stretch of a text that differs from the text before: what stood in `old` gave way to what stands in `now`. */
export interface TextDifference {
  readonly old: Range;
  readonly now: Range;
}

/** The smallest stretch that holds every difference of two texts; it parts no pair of surrogates. */
export function differenceOf(before: string, after: string): TextDifference {
  const most = Math.min(before.length, after.length);
  let start = 0;
  // Most of two versions is the same: pieces are compared much faster than what they are made of.
  while (start + PIECE <= most && samePiece(before, start, after, start)) start += PIECE;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  while (
    end + PIECE <= most - start &&
    samePiece(before, before.length - end - PIECE, after, after.length - end - PIECE)
  )
    end += PIECE;
  while (
    end < most - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end += 1;
  if (start > 0 && isHigh(before.charCodeAt(start - 1))) start -= 1;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end -= 1;
  return {
    old: { start, end: before.length - end },
    now: { start, end: after.length - end },
  };
}

const PIECE = 1_024;

function samePiece(before: string, from: number, after: string, at: number): boolean {
  return before.slice(from, from + PIECE) === after.slice(at, at + PIECE);
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

import { copied } from '../text/copied.js';

/** Slots for keys that were met before, a power of two. */
const SLOTS = 4096;

const met: string[] = new Array<string>(SLOTS).fill('');

/**
 * A stretch of a text as a string. Keys repeat a thousandfold, so that one string serves them all: it needs no memory of
 * its own, and is compared with itself at once.
 */
export function nameIn(text: string, start: number, end: number): string {
  const length = end - start;
  const first = text.charCodeAt(start);
  const middle = text.charCodeAt(start + (length >> 1));
  const last = text.charCodeAt(end - 1);
  const slot = (length + first * 31 + middle * 1009 + last * 269) & (SLOTS - 1);
  const known = met[slot] ?? '';
  if (known.length === length && text.startsWith(known, start)) return known;
  // It outlives the text.
  const name = copied(text.slice(start, end));
  met[slot] = name;
  return name;
}

import type { Node } from '../node.js';
import type { Sheet } from './sheet.js';

/** Where anchors stand that an alias of the document names; a document is asked many times. */
const anchors = new WeakMap<Sheet, readonly { readonly start: number; readonly end: number }[]>();

/**
 * Whether the last node of the chain, which begins at the root, stands in text that an alias repeats elsewhere. A change there would change those places too, so no
 * edit is planned in it: a person decides.
 */
export function isShared(sheet: Sheet, chain: readonly Node[]): boolean {
  const found = anchorsOf(sheet);
  if (found.length === 0) return false;
  return chain.some((at) => {
    const from = sheet.document.offsetOf(at.leaf);
    const start = from + at.start;
    return from < 0 || found.some(({ end }) => end <= start && isBlank(sheet.text.slice(end, start)));
  });
}

function anchorsOf(sheet: Sheet): readonly { readonly start: number; readonly end: number }[] {
  const known = anchors.get(sheet);
  if (known !== undefined) return known;
  const made = sheet.json ? [] : findAnchors(sheet.text);
  anchors.set(sheet, made);
  return made;
}

function findAnchors(text: string): readonly { readonly start: number; readonly end: number }[] {
  const named = new Set(Array.from(text.matchAll(/(?<=[\s[{,:])\*([^\s,[\]{}]+)/g), (match) => match[1]));
  if (named.size === 0) return [];
  return Array.from(text.matchAll(/(?<=[\s[{,:])&([^\s,[\]{}]+)/g)).flatMap((match) =>
    named.has(match[1]) ? [{ start: match.index, end: match.index + match[0].length }] : [],
  );
}

/** White space, comments and a tag may stand between an anchor and its node. */
function isBlank(between: string): boolean {
  return between.length < 2_000 && /^(?:\s|#[^\n]*\n|![^\s!#]*)*$/.test(between);
}

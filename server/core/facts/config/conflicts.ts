import type { Spot } from '../../syntax/spot.js';
import type { Document } from '../../text/document.js';
import { createDocument } from '../../text/open.js';

/** The lines with which git marks where two sides of a merge begin to differ. */
export function conflicts({ leaves }: Document): readonly Spot[] {
  return leaves.flatMap((leaf) =>
    Array.from(leaf.text.matchAll(BEGINS), ({ 0: line, index }) => {
      return { leaf, start: index, endLeaf: leaf, end: index + line.length };
    }),
  );
}

/** The text with both sides of each difference, and without the marks and what both sides came from. */
export function unmarked(document: Document): Document {
  const kept: string[] = [];
  let common = false;
  for (const line of document.text().split('\n')) {
    const mark = MARK.exec(line)?.[1];
    if (mark !== undefined) common = mark === '|';
    else if (!common) kept.push(line);
  }
  return createDocument(document.uri, document.language, document.version, kept.join('\n'));
}

const BEGINS = /^<{7}(?: [^\r\n]*)?$/gm;
/** Seven of one of the four; what is common to both sides stands behind `|||||||`. */
const MARK = /^([<=>|])\1{6}(?: .*)?\r?$/;

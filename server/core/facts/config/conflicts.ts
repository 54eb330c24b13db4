import type { Spot } from '../../syntax/spot.js';
import type { Document } from '../../text/document.js';
import { withoutMarks } from '../../text/merge-marks.js';
import { createDocument } from '../../text/open.js';

/** The lines with which git marks where two sides of a merge begin to differ. */
export function conflicts({ leaves }: Document): readonly Spot[] {
  return leaves.flatMap((leaf) =>
    withoutMarks(leaf.text).conflicts.map((start) => {
      const line = /[^\r\n]*/y;
      line.lastIndex = start;
      return { leaf, start, endLeaf: leaf, end: start + (line.exec(leaf.text)?.[0].length ?? 0) };
    }),
  );
}

/** The text with both sides of each difference, and without the marks and what both sides came from. */
export function unmarked(document: Document): Document {
  const { text } = withoutMarks(document.text());
  return createDocument(document.uri, document.language, document.version, text);
}

import type { Leaf } from '../text/leaf.js';
import type { LeafTree } from './build.js';

/** Text nested deeper than this is not read: recursive parsers could not survive it. */
export const DEPTH = 256;

const WORDS = { deep: 'Nested too deeply to be read' };

/**
 * Whether brackets, dashes or indentation nest too deeply, without recursion and before any parser sees the text.
 * Brackets inside strings count too, which errs on the safe side.
 */
export function isTooDeep(text: string): boolean {
  let brackets = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 91 || c === 123) {
      if (++brackets > DEPTH) return true;
    } else if (c === 93 || c === 125) brackets = Math.max(0, brackets - 1);
  }
  return blockDepth(text) > DEPTH;
}

/** How many columns are open at once, counting each dash or question mark that opens one on its own line. */
function blockDepth(text: string): number {
  const columns: number[] = [];
  let deepest = 0;
  for (const line of text.split('\n')) {
    const lead = /^[ ]*((?:[-?:][ \t]+)*)/.exec(line);
    const indent = line.length - line.trimStart().length;
    if (!lead || indent === line.length) continue;
    while (columns.length > 0 && (columns[columns.length - 1] ?? 0) >= indent) columns.pop();
    columns.push(indent);
    deepest = Math.max(deepest, columns.length + (lead[1]?.length ?? 0) / 2);
  }
  return deepest;
}

export function tooDeep(leaf: Leaf): LeafTree {
  const spot = { leaf, start: 0, endLeaf: leaf, end: Math.min(1, leaf.text.length) };
  return { root: undefined, problems: [{ message: WORDS.deep, spot }], marks: [] };
}

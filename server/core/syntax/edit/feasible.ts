import type { Document } from '../../text/document.js';
import { isDocument, type Leaf } from '../../text/leaf.js';
import { mayAlias } from '../../text/links.js';
import { computed } from '../../text/multimap.js';
import { looseProblems, unitTree } from '../tree.js';
import type { Change, EditEnv } from './change.js';
import { Collector } from './collect.js';
import { draftEdits } from './plan.js';
import type { Sheet } from './sheet.js';

/** Documents change seldom while somebody looks at them. */
const known = new WeakMap<Document, boolean>();

/**
 * Whether something in the text may keep a change from being made: an alias that repeats it, a fault of the text, or a
 * way of writing that few know.
 */
export function mayRefuse(document: Document): boolean {
  const before = known.get(document);
  if (before !== undefined) return before;
  const made =
    isDocument(document.language) &&
    (document.leaves.some(isOdd) ||
      mayAlias(document.leaves) ||
      looseProblems(document).length > 0 ||
      document.units.some((unit) => unitTree(document, unit).problems.length > 0));
  known.set(document, made);
  return made;
}

const odd = new WeakMap<Leaf, boolean>();

/** Whether a leaf may hold a tag, an anchor, or a key behind a question mark. */
function isOdd(leaf: Leaf): boolean {
  return computed(
    odd,
    leaf,
    () => leaf.syntax === 'yaml' && /(?<![^\s,[{:-])(?:[!&]\S|\?\s)/.test(leaf.text),
  );
}

/**
 * Tells of many lists of changes, each alone, whether `planEdits` would have to refuse it for where it stands, without
 * writing the edits. What holds is kept for all of them: ask while the documents stay the same.
 */
export function feasibility(env: EditEnv): (changes: readonly Change[]) => boolean {
  const sheets = new Map<string, Sheet>();
  return (changes) => draftEdits(changes, env, new Collector(env, sheets)) !== undefined;
}

import type { CodeNode } from '../syntax/code.js';
import type { Document } from '../text/document.js';
import type { Leaf, Unit } from '../text/leaf.js';
import { ALLOW_KEY, ALLOW_WORD, type Suppression } from './allow.js';
import { allowancesInCode, allowancesInLeaf } from './allowances.js';

export type { Suppression } from './allow.js';
export { writeSuppression } from './write-suppression.js';

const inUnits = new WeakMap<Unit, readonly Suppression[]>();
const inLeaves = new WeakMap<Leaf, readonly Suppression[]>();

/** Every allow comment and extension of a document; of code with its tree. Leaves that did not change are not read again. */
export function suppressionsOf(document: Document, code?: CodeNode): readonly Suppression[] {
  const found: Suppression[] = [];
  for (const unit of document.units) {
    let held = inUnits.get(unit);
    if (held === undefined) {
      held = unit.leaves.flatMap((leaf) => inLeaf(document, leaf, code));
      inUnits.set(unit, held);
    }
    if (held.length > 0) found.push(...held);
  }
  return found;
}

function inLeaf(document: Document, leaf: Leaf, code: CodeNode | undefined): readonly Suppression[] {
  const known = inLeaves.get(leaf);
  if (known !== undefined) return known;
  const made = mentions(leaf.text) ? read(document, leaf, code) : [];
  inLeaves.set(leaf, made);
  return made;
}

/** Whether a rule is about allowances themselves, which nothing can silence. */
export function isAboutAllowances(rule: string): boolean {
  return rule.startsWith('testing/suppression-');
}

function mentions(text: string): boolean {
  return text.includes(ALLOW_WORD) || text.includes(ALLOW_KEY);
}

function read(document: Document, leaf: Leaf, code: CodeNode | undefined): readonly Suppression[] {
  return leaf.syntax === 'code'
    ? code
      ? allowancesInCode(leaf, code)
      : []
    : allowancesInLeaf(document, leaf);
}

import type { CodeNode } from '../syntax/code.js';
import { byUnit } from '../text/by-unit.js';
import type { Document } from '../text/document.js';
import { isProperties, type Leaf } from '../text/leaf.js';
import { ALLOW_KEY, ALLOW_WORD, type Suppression } from './allow.js';
import { allowancesInCode, allowancesInLeaf } from './allowances.js';
import { allowancesInProperties } from './allowances-properties.js';

export type { Suppression } from './allow.js';
export { writeExtension, writeSuppression } from './write-suppression.js';

const inLeaves = new WeakMap<Leaf, readonly Suppression[]>();
const NONE: readonly Suppression[] = [];

/** Every allow comment and extension of a document; of code with its tree. Leaves that did not change are not read again. */
export function suppressionsOf(document: Document, code?: CodeNode): readonly Suppression[] {
  if (code) return document.leaves.flatMap((leaf) => inLeaf(document, leaf, code));
  const held = inUnits(document);
  return held.every((some) => some.length === 0) ? NONE : held.flat();
}

const inUnits = byUnit((document, unit): readonly Suppression[] =>
  unit.leaves.flatMap((leaf) => inLeaf(document, leaf, undefined)),
);

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
      : isProperties(document.language)
        ? allowancesInProperties(leaf, document.language)
        : []
    : allowancesInLeaf(document, leaf);
}

import { isDocument, type LanguageId, type Leaf, type Unit } from './leaf.js';
import { toPointer } from './pointer.js';
import type { PathStep } from './span.js';

interface Draft {
  readonly id: string;
  readonly kind: Unit['kind'];
  readonly path: readonly PathStep[];
  readonly leaves: Leaf[];
}

/** Units of a text, and for each leaf the index of the one that holds it. */
export interface Grouping {
  readonly drafts: readonly Unit[];
  readonly unitOf: readonly number[];
}

/** Groups leaves into units. */
export function groupUnits(leaves: readonly Leaf[], language: LanguageId, openapi: boolean): Grouping {
  const drafts: Draft[] = [];
  const unitOf: number[] = [];
  const open = new Map<string, number>();
  const parted = openapi && leaves.length > 1 && isDocument(language);
  for (const leaf of leaves) {
    const { kind, path, id } = parted ? placeOf(leaf) : wholeOf(language);
    let index = open.get(id);
    if (index === undefined || begins(leaf, path)) {
      index = drafts.length;
      // A key that is repeated in the text begins a unit of its own.
      drafts.push({ id: open.has(id) ? `${id}#${index}` : id, kind, path, leaves: [] });
      open.set(id, index);
    }
    drafts[index]?.leaves.push(leaf);
    unitOf.push(index);
  }
  return { drafts, unitOf };
}

/** The unit, or the one that it would be equal to. */
export function reuse(draft: Unit, old: Unit | undefined): Unit {
  if (old === undefined || old.kind !== draft.kind || old.leaves.length !== draft.leaves.length) return draft;
  return old.leaves.every((leaf, index) => leaf === draft.leaves[index]) ? old : draft;
}

/** Whether no path leads to the unit: brackets around a document, or a key that an entry before it has already. */
export function isApart({ id, kind, path }: Unit): boolean {
  return (kind === 'section' && path.length === 0) || (id.includes('#') && id !== toPointer(path));
}

function begins(leaf: Leaf, path: readonly PathStep[]): boolean {
  return leaf.key !== undefined && leaf.path.length === path.length - 1;
}

type Place = Pick<Unit, 'id' | 'kind' | 'path'>;

function wholeOf(language: LanguageId): Place {
  return { id: '', kind: isDocument(language) ? 'file' : 'code', path: [] };
}

/** Leaves never change, and most are grouped again and again. */
const places = new WeakMap<Leaf, Place>();

function placeOf(leaf: Leaf): Place {
  const known = places.get(leaf);
  if (known) return known;
  const steps = leaf.key === undefined ? leaf.path : [...leaf.path, leaf.key];
  const { depth, kind } = sortOf(steps);
  const path = steps.slice(0, depth);
  const made: Place = { id: toPointer(path), kind: steps.length < depth ? 'section' : kind, path };
  places.set(leaf, made);
  return made;
}

/** Steps to the unit of an OpenAPI document that holds, or is, what these steps lead to. */
export function stepsToUnit(steps: readonly PathStep[]): readonly PathStep[] {
  return steps.slice(0, sortOf(steps).depth);
}

function sortOf([first = '']: readonly PathStep[]): Sort {
  return SORTS.get(first) ?? SECTION;
}

/** How many steps lead to units of one kind. */
interface Sort {
  readonly depth: number;
  readonly kind: Unit['kind'];
}

const SECTION: Sort = { depth: 1, kind: 'section' };

const SORTS: ReadonlyMap<PathStep, Sort> = new Map([
  ['paths', { depth: 2, kind: 'path' }],
  ['webhooks', { depth: 2, kind: 'webhook' }],
  ['components', { depth: 3, kind: 'component' }],
  ['definitions', { depth: 2, kind: 'component' }],
  ['responses', { depth: 2, kind: 'component' }],
  ['parameters', { depth: 2, kind: 'component' }],
  ['securityDefinitions', { depth: 2, kind: 'component' }],
]);

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
  for (const leaf of leaves) {
    const { kind, path } = placeOf(leaf, language, openapi && leaves.length > 1);
    const id = toPointer(path);
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

function placeOf(leaf: Leaf, language: LanguageId, parted: boolean): Pick<Unit, 'kind' | 'path'> {
  if (!isDocument(language)) return { kind: 'code', path: [] };
  if (!parted) return { kind: 'file', path: [] };
  const steps = leaf.key === undefined ? leaf.path : [...leaf.path, leaf.key];
  const [first] = steps;
  switch (first) {
    case 'paths':
      return steps.length > 1 ? { kind: 'path', path: steps.slice(0, 2) } : { kind: 'section', path: steps };
    case 'webhooks':
      return steps.length > 1
        ? { kind: 'webhook', path: steps.slice(0, 2) }
        : { kind: 'section', path: steps };
    case 'components':
      return steps.length > 2
        ? { kind: 'component', path: steps.slice(0, 3) }
        : { kind: 'section', path: steps };
    case 'definitions':
    case 'responses':
    case 'parameters':
    case 'securityDefinitions':
      return steps.length > 1
        ? { kind: 'component', path: steps.slice(0, 2) }
        : { kind: 'section', path: steps };
    default:
      return { kind: 'section', path: steps.slice(0, 1) };
  }
}

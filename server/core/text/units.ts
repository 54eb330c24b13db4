import type { Leaf, Unit } from './leaf.js';
import { MARKERS } from './outline.js';
import { toPointer } from './pointer.js';
import type { PathStep } from './span.js';

const MAPS = new Set<PathStep>(['definitions', 'responses', 'parameters', 'securityDefinitions']);

/** Groups leaves into units; a unit of the version before is taken over when all its leaves are. */
export function unitsOf(
  leaves: readonly Leaf[],
  code: boolean,
  before: ReadonlyMap<string, Unit>,
): ReadonlyMap<string, Unit> {
  const openapi =
    !code && leaves.some(({ path, key }) => path.length === 0 && key !== undefined && MARKERS.has(key));
  const groups = new Map<
    string,
    { readonly path: readonly PathStep[]; readonly kind: Unit['kind']; leaves: Leaf[] }
  >();
  let lastPath: readonly PathStep[] | undefined;
  let lastId = '';
  for (const leaf of leaves) {
    const path = openapi ? unitPath(leaf) : [];
    const id = path === lastPath ? lastId : toPointer(path);
    lastPath = path;
    lastId = id;
    const group = groups.get(id);
    if (group) group.leaves.push(leaf);
    else groups.set(id, { path, kind: code ? 'code' : openapi ? kindOf(path) : 'file', leaves: [leaf] });
  }
  return new Map(
    [...groups].map(([id, group]) => {
      const old = before.get(id);
      return [id, old && sameLeaves(old, group) ? old : { id, ...group }];
    }),
  );
}

function sameLeaves(
  old: Unit,
  group: { readonly kind: Unit['kind']; readonly leaves: readonly Leaf[] },
): boolean {
  return (
    old.kind === group.kind &&
    old.leaves.length === group.leaves.length &&
    old.leaves.every((leaf, index) => leaf === group.leaves[index])
  );
}

/** Steps to the unit that a leaf of an OpenAPI document belongs to; a head belongs to the section that it opens. */
function unitPath({ path, key }: Leaf): readonly PathStep[] {
  const steps = key === undefined ? path : [...path, key];
  const [first] = steps;
  if (first === undefined) return [];
  if (first === 'components') return steps.slice(0, 3);
  if (first === 'paths' || first === 'webhooks' || MAPS.has(first)) return steps.slice(0, 2);
  return steps.slice(0, 1);
}

function kindOf(path: readonly PathStep[]): Unit['kind'] {
  const [first] = path;
  if (first === 'paths' && path.length === 2) return 'path';
  if (first === 'webhooks' && path.length === 2) return 'webhook';
  if (first === 'components' && path.length === 3) return 'component';
  return first !== undefined && MAPS.has(first) && path.length === 2 ? 'component' : 'section';
}

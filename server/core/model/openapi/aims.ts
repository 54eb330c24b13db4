import { edgesOf } from '../../facts/openapi/facts.js';
import type { Edge, PartFacts } from '../../facts/openapi/types.js';
import type { PartNode } from './part-node.js';
import { type Target, targetOf } from './reference.js';

/** A reference of a part and what it names. */
export interface Aim extends Edge {
  readonly target: Target | string;
}

/** Facts are immutable and belong to one part, so what their references name is worked out once. */
const known = new WeakMap<PartFacts, { readonly file: PartNode['file']; readonly aims: readonly Aim[] }>();

export function aimsOf({ part, facts, file }: Pick<PartNode, 'part' | 'facts' | 'file'>): readonly Aim[] {
  const before = known.get(facts);
  if (before?.file.uri === file.uri && before.file.self === file.self) return before.aims;
  const aims = edgesOf(facts, part).map((edge) => ({
    ...edge,
    target: targetOf(file.uri, edge.ref, file.self),
  }));
  known.set(facts, { file, aims });
  return aims;
}

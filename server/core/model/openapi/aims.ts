import { edgesOf } from '../../facts/openapi/facts.js';
import type { Edge, Part, PartFacts } from '../../facts/openapi/types.js';
import { type Target, targetOf } from './reference.js';

/** A reference of a part and what it names. */
export interface Aim extends Edge {
  readonly target: Target | string;
}

/** Facts are immutable and belong to one part, so what their references name is worked out once. */
const aims = new WeakMap<PartFacts, { readonly uri: string; readonly aims: readonly Aim[] }>();

export function aimsOf({ part, facts }: { readonly part: Part; readonly facts: PartFacts }): readonly Aim[] {
  const known = aims.get(facts);
  if (known?.uri === part.uri) return known.aims;
  const made = edgesOf(facts, part).map((edge) => ({ ...edge, target: targetOf(part.uri, edge.ref) }));
  aims.set(facts, { uri: part.uri, aims: made });
  return made;
}

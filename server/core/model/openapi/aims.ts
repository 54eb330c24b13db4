import { edgesOf } from '../../facts/openapi/facts.js';
import type { Edge, PartFacts } from '../../facts/openapi/types.js';
import type { Names } from '../types.js';
import { fullName } from './names.js';
import type { PartNode } from './part-node.js';
import { type Target, targetOf } from './reference.js';

/** A reference of a part and what it names. */
export interface Aim extends Edge {
  readonly target: Target | string;
}

/** What was worked out, and of what else than the facts. */
interface Worked {
  readonly file: PartNode['file'];
  readonly names: Names;
  readonly aims: readonly Aim[];
}

/** Facts are immutable and belong to one part, so what their references name is worked out once. */
const known = new WeakMap<PartFacts, Worked>();

export function aimsOf(
  { part, facts, file }: Pick<PartNode, 'part' | 'facts' | 'file'>,
  names: Names,
): readonly Aim[] {
  const before = known.get(facts);
  if (before?.file.uri === file.uri && before.file.self === file.self && before.names === names)
    return before.aims;
  const { uri, self } = file;
  const id = facts.id === undefined ? undefined : fullName(facts.id, self ?? uri);
  const home = { self, id, named: (name: string) => names.get(name) };
  const aims = edgesOf(facts, part).map((edge) => ({ ...edge, target: targetOf(uri, edge.ref, home) }));
  known.set(facts, { file, names, aims });
  return aims;
}

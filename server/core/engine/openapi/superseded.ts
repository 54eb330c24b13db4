import { traverse } from '../../facts/openapi/traverse.js';
import type { Look } from './env.js';

/**
 * Whether a schema that the operation answers with, or the one that its path is named after, says that something else has
 * taken its place.
 */
export function isSuperseded({ site, part, env }: Look, path: string): boolean {
  const says = (ref: string): boolean => {
    const traits = env.traits(part.uri, ref, 'schema');
    return traits.known && traits.value.includes('superseded');
  };
  if (namesakes(path).some(says)) return true;
  let found = false;
  traverse(site, {
    reference: ({ shape, way }, _target, ref) => {
      if (shape === 'schema' && way === 'response') found ||= says(ref);
    },
  });
  return found;
}

/** `/recipients/{id}` is about the schema `recipient`, or `Recipient`. */
function namesakes(path: string): readonly string[] {
  const noun = path.split('/').findLast((segment) => segment !== '' && !segment.includes('{')) ?? '';
  const one = noun.replace(/(?<=[^s])s$/, '');
  const names = [one, one.slice(0, 1).toUpperCase() + one.slice(1)];
  return names.flatMap((name) => [`#/components/schemas/${name}`, `#/definitions/${name}`]);
}

import { type Trait, traitsOf } from '../../facts/openapi/traits.js';
import { traverse } from '../../facts/openapi/traverse.js';
import { NOT_LISTED } from '../../words/sensitive.js';
import type { Look } from './env.js';

/** Whether the body of the operation, or a component that it refers to, holds a password. */
export function takesPassword({ site, part, env }: Look): boolean {
  let found = false;
  traverse(site, {
    enter: (one) => {
      if (one.way !== 'response') found ||= traitsOf(one, NOT_LISTED).some(isPassword);
      return !found && one.way !== 'response';
    },
    reference: ({ shape, way }, _target, ref) => {
      if (shape !== 'schema' || way !== 'request' || found) return;
      const traits = env.traits(part.uri, ref, 'schema');
      found = traits.known && traits.value.some(isPassword);
    },
  });
  return found;
}

/** One that is only shown is not sent. */
function isPassword(trait: Trait): boolean {
  return /^(?:q:)?password<?$/.test(trait);
}

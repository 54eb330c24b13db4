import type { Known } from '../../facts/api.js';
import { known, UNKNOWN } from '../../facts/api.js';

/** Characters that make a segment a pattern, which only the router itself can decode. */
const PATTERN = /[*?+(){}[\]|\\^$]/;

/** A segment that stands for all that follows: '*', '*rest', '(.*)', '{*rest}'. */
const REST = /^(?:\*\w*|\(\.?\*\)|\{\*\w*\}|:\w+\*|:\w+\(\.?\*\))$/;

const PARAMETER = /^:[A-Za-z_]\w*$/;

/**
 * Whether every request to a route passes what was registered for the path `guard`. Express compares without regard to
 * case; a parameter of the guard's path covers anything, one of the route's only itself. Unknown where a pattern decides.
 */
export function covers(guard: string, route: string, exact: boolean): Known<boolean> {
  const wanted = segments(guard);
  const given = segments(route);
  let certain = true;
  for (const [i, segment] of wanted.entries()) {
    if (REST.test(segment)) return certain ? known(true) : UNKNOWN;
    const at = given[i];
    if (at === undefined) return known(false);
    const fits = fitsSegment(segment, at);
    if (!fits.known) certain = false;
    else if (!fits.value) return fits;
  }
  if (exact && wanted.length !== given.length) return known(false);
  return certain ? known(true) : UNKNOWN;
}

/** Whether the path holds the parameter: '/users/:id' holds 'id'. */
export function hasParameter(path: string, name: string): boolean {
  return [...path.matchAll(/[:*]([A-Za-z_$][\w$]*)/g)].some(([, found]) => found === name);
}

/** What all paths that a pattern matches begin with; undefined when the path is no pattern. */
export function beforePattern(path: string): string | undefined {
  const all = segments(path);
  const at = all.findIndex((segment) => PATTERN.test(segment) && !/^:\w+(?:\([^()]*\))?$/.test(segment));
  return at < 0 ? undefined : `/${all.slice(0, at).join('/')}`;
}

function fitsSegment(guard: string, route: string): Known<boolean> {
  if (PARAMETER.test(guard)) return known(true);
  if (guard.toLowerCase() === route.toLowerCase()) return known(true);
  if (PATTERN.test(guard) || guard.includes(':') || PATTERN.test(withoutConstraint(route))) return UNKNOWN;
  return known(false);
}

/** ':id(\\d+)' is one parameter like any other. */
function withoutConstraint(segment: string): string {
  return segment.replace(/^(:\w+)\(.*\)$/, '$1');
}

function segments(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

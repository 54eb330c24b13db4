import type { Known } from '../../../facts/api.js';
import { known, UNKNOWN } from '../../../facts/api.js';
import { remembered } from '../../../words/remembered.js';

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
    if (segment.isRest) return certain ? known(true) : UNKNOWN;
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
  const at = all.findIndex(({ text }) => PATTERN.test(text) && !/^:\w+(?:\([^()]*\))?$/.test(text));
  if (at < 0) return undefined;
  const before = all.slice(0, at).map(({ text }) => text);
  return `/${before.join('/')}`;
}

function fitsSegment(guard: Segment, route: Segment): Known<boolean> {
  if (guard.isParameter || guard.lower === route.lower) return FITS;
  return guard.isPattern || route.varies ? UNKNOWN : FITS_NOT;
}

const FITS = known(true);
const FITS_NOT = known(false);

/** ':id(\\d+)' is one parameter like any other. */
function withoutConstraint(segment: string): string {
  return segment.replace(/^(:\w+)\(.*\)$/, '$1');
}

/** What stands between two slashes, as a guard and as a route. */
interface Segment {
  readonly text: string;
  readonly lower: string;
  readonly isRest: boolean;
  readonly isParameter: boolean;
  /** Of a guard: only the router itself can decode it. */
  readonly isPattern: boolean;
  /** Of a route: the same, but for what keeps a parameter to some values. */
  readonly varies: boolean;
}

/** Every guard is held against every route. */
const segments = remembered((path): readonly Segment[] =>
  path
    .split('/')
    .filter((text) => text !== '')
    .map((text) => ({
      text,
      lower: text.toLowerCase(),
      isRest: REST.test(text),
      isParameter: PARAMETER.test(text),
      isPattern: PATTERN.test(text) || text.includes(':'),
      varies: PATTERN.test(withoutConstraint(text)),
    })),
);

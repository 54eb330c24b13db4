import { type Endpoint, UNKNOWN } from '../../facts/api.js';
import type { FunctionFact } from '../../facts/code/types.js';
import { computed } from '../../text/multimap.js';
import { joinPaths, shapeOf } from '../shape.js';
import { areAlike, functionIn } from './alike.js';
import { type Area, servedByPattern } from './areas.js';
import { lasting } from './epoch.js';
import { admitsTo, handler, inFrontOf, looksAtCaller, passesOn, responds, weighing } from './guards.js';
import { beneath, isSamePassed, onTheWay, type Passed, passing } from './passed.js';
import type { Runtime } from './runtime.js';
import { type Surroundings, surroundingsOf } from './surroundings.js';
import type { Layer, Router } from './values.js';

/** Stands for a path that cannot be known. */
export const UNKNOWN_PATH = '…';

export type RouteLayer = Extract<Layer, { readonly kind: 'route' }>;

/** How a router is reached. */
export interface Approach {
  /** From the application, or from the nearest mount on the way that cannot be known. */
  readonly prefix: string;
  readonly known: boolean;
  readonly passed: readonly Passed[];
}

/** One path of a registration, as it is reached on one way. */
export interface Registration {
  readonly layer: RouteLayer;
  readonly path: string | undefined;
  /** Which of its paths that is. */
  readonly index: number;
  readonly router: Router;
  readonly way: Approach;
}

/** What a registration serves. */
export interface Serving {
  readonly served: readonly { readonly endpoint: Endpoint; readonly mounted: boolean }[];
  readonly areas: readonly Area[];
  /** What it puts in front of later ones. */
  readonly later: readonly Passed[];
}

/** A registration, and what it was found to serve. */
interface Known {
  readonly registration: Registration;
  readonly serving: Serving;
}

/** By what handles its requests; under where it stands, since several may name one function. */
const known = lasting(() => new WeakMap<FunctionFact, Map<string, Known>>());

/** The very same as before where nothing differs that decides about it, though its module ran again. */
export function serve(registration: Registration, runtime: Runtime): Serving {
  const { layer, index, way } = registration;
  const anchor = functionIn(layer.handlers.at(-1)?.value);
  if (anchor === undefined || layer.maybe === true) return follow(registration, runtime);
  const places = computed(known(runtime), anchor, () => new Map<string, Known>());
  const place = `${layer.uri}#${layer.site} ${index} ${way.prefix}`;
  const before = places.get(place);
  const isKnown = before !== undefined && isSame(before.registration, registration, runtime);
  const serving = isKnown ? before.serving : follow(registration, runtime);
  // What stands in front of others holds values of this run, and of earlier ones nothing is held on to.
  if (serving.later.length > 0) places.delete(place);
  else
    places.set(place, {
      registration: { ...registration, way: { ...way, passed: [...way.passed] } },
      serving,
    });
  return serving;
}

function isSame(a: Registration, b: Registration, runtime: Runtime): boolean {
  return (
    a.path === b.path &&
    a.way.known === b.way.known &&
    a.router.framework === b.router.framework &&
    a.layer.method === b.layer.method &&
    a.layer.paths.length === b.layer.paths.length &&
    areSamePassed(a.way.passed, b.way.passed) &&
    areAlike(a.layer.handlers, b.layer.handlers, runtime)
  );
}

export function areSamePassed(a: readonly Passed[], b: readonly Passed[]): boolean {
  return a.length === b.length && a.every((one, index) => isSamePassed(one, b[index]));
}

function follow(registration: Registration, runtime: Runtime): Serving {
  const { layer, path, router, way } = registration;
  const { framework } = router;
  const full = beneath(way.prefix, path);
  const last = layer.handlers.at(-1);
  const passes = last !== undefined && passesOn(last.value, framework, runtime);
  const hidden = last?.value.kind === 'unknown';
  const later = passes || hidden ? passing(layer, full, router, runtime) : [];
  // `app.post('/login', passport.authenticate('local', { successRedirect }))` answers itself.
  const ends = last?.value.kind === 'external' && layer.method !== 'ANY';
  if (passes && !ends && !responds(last.value, runtime)) return { served: [], areas: [], later };
  const areas = way.known && full !== undefined ? servedByPattern(layer, full, router, runtime) : [];
  const inside = inline(layer, router, runtime);
  const served = (full === undefined ? [full] : (framework.variants?.(full) ?? [full])).map((one) => {
    const passed = [...onTheWay(way.passed, layer.method, one), ...inside];
    const hides = !way.known || one === undefined || isOneOfSeveral(layer, path, router);
    const seen = surroundingsOf(passed, hides, runtime);
    const shown = one ?? joinPaths(way.prefix, UNKNOWN_PATH);
    return {
      endpoint: endpointOf(registration, shown, seen),
      mounted: way.known && one !== undefined,
    };
  });
  return { served, areas, later };
}

function inline({ handlers }: RouteLayer, { framework }: Router, runtime: Runtime): readonly Passed[] {
  const end = handlers.at(-1)?.value;
  return handlers.map((guard, i) => {
    const last = i === handlers.length - 1;
    const verdict = last
      ? handler(guard.value, framework, runtime)
      : inFrontOf(end, guard, framework, runtime);
    // What looks at the caller here may leave a decision for the handler.
    const looks = framework.decorating === undefined && looksAtCaller(guard.value, runtime);
    const open = looks && admitsTo(guard.value, end, framework, runtime);
    const maybe = !last && verdict === 'none' && looks && !open;
    return { path: '', exact: true, verdict, guard, ...weighing(guard.value, runtime), maybe, own: false };
  });
}

/** Whether the code chooses between this registration and another of the same route. */
function isOneOfSeveral(layer: RouteLayer, path: string | undefined, { layers }: Router): boolean {
  if (layer.maybe !== true) return false;
  return layers.some(
    (other) =>
      other !== layer &&
      other.kind === 'route' &&
      other.maybe === true &&
      other.method === layer.method &&
      other.paths.includes(path),
  );
}

export function endpointOf(
  { layer, index, router }: Pick<Registration, 'layer' | 'index' | 'router'>,
  path: string,
  seen: Surroundings,
): Endpoint {
  const name = layer.handlers.at(-1)?.name;
  const part = layer.paths.length > 1 ? ['path', index] : [];
  return {
    source: 'code',
    method: layer.method,
    path,
    shape: shapeOf(path),
    framework: router.framework.name,
    ...(name === undefined || name === 'inline' ? {} : { handler: name }),
    security: UNKNOWN,
    ...seen,
    deprecated: false,
    at: { uri: layer.uri, path: ['route', layer.site, ...part] },
  };
}

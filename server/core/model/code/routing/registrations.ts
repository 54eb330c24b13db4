import { type Endpoint, UNKNOWN } from '../../../facts/api.js';
import type { FunctionFact } from '../../../facts/code/types.js';
import { sameMembers } from '../../../text/members.js';
import { computed } from '../../../text/multimap.js';
import { joinPaths, shapeOf } from '../../shape.js';
import {
  admitsTo,
  handler,
  inFrontOf,
  looksAtCaller,
  passesOn,
  responds,
  weighing,
} from '../guarding/guards.js';
import { areAlike, functionIn } from '../running/alike.js';
import { lasting } from '../running/epoch.js';
import type { Runtime } from '../running/runtime.js';
import type { Layer, Router, Value } from '../running/values.js';
import { answeringIn, functionsIn } from './answering.js';
import { type Area, servedByPattern } from './areas.js';
import { beneath, isSamePassed, onTheWay, type Passed, passing } from './passed.js';
import { type Surroundings, surroundingsOf } from './surroundings.js';

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

/** One way in which one registration can be reached. */
export interface Reached {
  readonly uri: string;
  readonly site: number;
  /** '<uri>#<site>'. */
  readonly key: string;
  readonly endpoint: Endpoint;
  /** Every mount on the way, and the path itself, is known. */
  readonly mounted: boolean;
  readonly router: string;
  /** What is registered, whatever leads there: a list of paths or a loop registers several things in one place. */
  readonly own: string;
  /** Keys of the functions that answer requests there. */
  readonly answering: readonly string[];
}

/** What a registration serves. */
export interface Serving {
  readonly reached: readonly Reached[];
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
  const answering = answeringIn([...valuesIn(layer), ...loadersOf(registration, runtime)], runtime);
  const anchor = functionIn(layer.handlers.at(-1)?.value);
  if (anchor === undefined || layer.maybe === true) return follow(registration, answering, runtime);
  const places = computed(known(runtime), anchor, () => new Map<string, Known>());
  const place = `${layer.uri}#${layer.site} ${index} ${way.prefix}`;
  const before = places.get(place);
  const isKnown = before !== undefined && isSame(before.registration, registration, runtime);
  const serving = isKnown
    ? asReached(before.serving, registration, answering)
    : follow(registration, answering, runtime);
  // What stands in front of others holds values of this run, and of earlier ones nothing is held on to.
  if (serving.later.length > 0) places.delete(place);
  else places.set(place, { registration, serving });
  return serving;
}

/**
 * What looks something up in front of the handlers, wherever that is registered: for a parameter of the path, by
 * `router.param('id', load)`, or because the last handler reads what it leaves, by `router.use(load)`.
 */
function loadersOf({ layer, path, way }: Registration, runtime: Runtime): readonly Value[] {
  const takes = functionIn(layer.handlers.at(-1)?.value)?.behavior?.takes ?? [];
  const loaders = way.passed.filter(
    ({ param, verdict, guard }) =>
      param !== undefined || (!/^auth/.test(verdict) && leavesOne(takes, guard.value, runtime)),
  );
  if (loaders.length === 0) return [];
  return onTheWay(loaders, layer.method, beneath(way.prefix, path)).map(({ guard }) => guard.value);
}

function leavesOne(takes: readonly string[], value: Value, runtime: Runtime): boolean {
  if (takes.length === 0) return false;
  return functionsIn(value, runtime).some(({ fact }) =>
    fact.behavior?.leaves?.some((name) => takes.includes(name)),
  );
}

/** The same endpoints, as they are reached now: the very same where that is as it was. */
function asReached(before: Serving, { router }: Registration, answering: readonly string[]): Serving {
  const isReached = (one: Reached) => one.router === router.id && sameMembers(one.answering, answering);
  if (before.reached.every(isReached)) return before;
  const reached = before.reached.map((one) => ({ ...one, router: router.id, answering }));
  return { ...before, reached };
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

function follow(registration: Registration, answering: readonly string[], runtime: Runtime): Serving {
  const { layer, path, router, way } = registration;
  const { framework } = router;
  const full = beneath(way.prefix, path);
  const last = layer.handlers.at(-1);
  const passes = last !== undefined && passesOn(last.value, framework, runtime);
  const hidden = last?.value.kind === 'unknown';
  const later = passes || hidden ? passing(layer, full, router, runtime) : [];
  // `app.post('/login', passport.authenticate('local', { successRedirect }))` answers itself.
  const ends = last?.value.kind === 'external' && layer.method !== 'ANY';
  if (passes && !ends && !responds(last.value, runtime)) return { reached: [], areas: [], later };
  const areas = way.known && full !== undefined ? servedByPattern(layer, full, router, runtime) : [];
  const inside = inline(layer, router, runtime);
  const own = identity(layer, path, router);
  const reached = (full === undefined ? [full] : (framework.variants?.(full) ?? [full])).map((one) => {
    const passed = [...onTheWay(way.passed, layer.method, one), ...inside];
    const hides = !way.known || one === undefined || isOneOfSeveral(layer, path, router);
    const seen = surroundingsOf(passed, hides, runtime);
    const shown = one ?? joinPaths(way.prefix, UNKNOWN_PATH);
    const mounted = way.known && one !== undefined;
    return { ...own, endpoint: endpointOf(registration, shown, seen), mounted, answering };
  });
  return { reached, areas, later };
}

/** What stands in a registration, in order. */
export function valuesIn({ handlers }: RouteLayer): readonly Value[] {
  return handlers.map(({ value }) => value);
}

/** What is the same of a registration, whatever leads there. */
export function identity(
  { uri, site, method }: RouteLayer,
  path: string | undefined,
  router: Router,
): Pick<Reached, 'uri' | 'site' | 'key' | 'router' | 'own'> {
  const own = `${method} ${path ?? UNKNOWN_PATH}`;
  return { uri, site, key: `${uri}#${site}`, router: router.id, own };
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

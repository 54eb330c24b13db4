import { type Endpoint, type Guard, type Known, known, UNKNOWN } from '../../facts/api.js';
import { joinPaths, shapeOf } from '../shape.js';
import { handler, middleware, passesOn, type Verdict } from './guards.js';
import type { Handler, Layer, Router, Runtime } from './values.js';

/** One way in which one registration can be reached. */
export interface Reached {
  readonly uri: string;
  readonly site: number;
  readonly endpoint: Endpoint;
  /** Every mount on the way, and the path itself, is known. */
  readonly mounted: boolean;
  readonly router: string;
}

/** Something that requests pass on their way, from where it was registered. */
interface Passed {
  /** Undefined: the path cannot be known. */
  readonly path: string | undefined;
  readonly exact: boolean;
  readonly verdict: Verdict;
  readonly guard: Handler;
  readonly maybe: boolean;
  /** It is asked for by the routes of one router, and not by what is mounted apart. */
  readonly own: boolean;
  /** A function for a path parameter: it runs where the path holds it. */
  readonly param?: string;
}

interface Way {
  /** From the application, or from the nearest mount on the way that cannot be known. */
  readonly prefix: string;
  readonly known: boolean;
  readonly passed: readonly Passed[];
  readonly above: readonly Router[];
}

const MAX_MOUNTS = 12;

/** Every route that a router serves, through its mounts, with what stands before it. */
export function reach(router: Router, runtime: Runtime): readonly Reached[] {
  const found: Reached[] = [];
  const start: Way = { prefix: '', known: router.kind === 'application', passed: [], above: [] };
  follow(router, descend(start, router.prefix), runtime, found);
  return found;
}

function follow(router: Router, way: Way, runtime: Runtime, found: Reached[]): void {
  if (way.above.includes(router) || way.above.length > MAX_MOUNTS) return;
  const passed: Passed[] = [...way.passed];
  const above = [...way.above, router];
  for (const layer of router.layers) {
    if (layer.kind === 'use') {
      passed.push(
        ...layer.paths.flatMap((path) => passing(layer, beneath(way.prefix, path), router, runtime)),
      );
    } else if (layer.kind === 'param') {
      const verdict = middleware(layer.handler.value, router.framework, runtime);
      passed.push({
        path: '',
        exact: false,
        verdict,
        guard: layer.handler,
        maybe: false,
        own: false,
        param: layer.name,
      });
    } else if (layer.kind === 'mount') {
      const guards = layer.handlers.map((guard) => judged(guard, router, runtime));
      const before = layer.apart === true ? passed.filter((one) => !one.own) : passed;
      for (const path of layer.paths) {
        const inner = descend({ ...way, passed: [...before, ...guards], above }, path);
        follow(layer.router, descend(inner, layer.router.prefix), runtime, found);
      }
    } else if (layer.kind === 'route') {
      for (const path of layer.paths)
        route(layer, path, { ...way, passed }, router, runtime, { passed, found });
    }
  }
}

/** What stands before everything that is mounted with it. */
function judged(guard: Handler, router: Router, runtime: Runtime): Passed {
  const verdict = middleware(guard.value, router.framework, runtime);
  return { path: '/', exact: false, verdict, guard, maybe: false, own: false };
}

function beneath(prefix: string, path: string | undefined): string | undefined {
  return path === undefined ? undefined : joinPaths(prefix, path);
}

/** The way through a mount. Behind a path that cannot be known, only what stands before every path is certain. */
function descend(way: Way, path: string | undefined): Way {
  if (path !== undefined) return { ...way, prefix: joinPaths(way.prefix, path), passed: [...way.passed] };
  const passed = way.passed.map((one) => (one.path === '/' ? one : { ...one, path: undefined }));
  return { ...way, prefix: '', known: false, passed };
}

function passing(
  layer: Extract<Layer, { readonly handlers: readonly Handler[] }>,
  path: string | undefined,
  router: Router,
  runtime: Runtime,
): readonly Passed[] {
  const exact = layer.kind === 'route';
  const maybe = layer.kind === 'use' && layer.maybe;
  return layer.handlers.map((guard) => {
    const verdict = middleware(guard.value, router.framework, runtime);
    return { path, exact, verdict, guard, maybe, own: layer.kind === 'use' && layer.own === true };
  });
}

function route(
  layer: Extract<Layer, { readonly kind: 'route' }>,
  path: string | undefined,
  way: Way,
  router: Router,
  runtime: Runtime,
  into: { readonly passed: Passed[]; readonly found: Reached[] },
): void {
  const full = beneath(way.prefix, path);
  const last = layer.handlers.at(-1);
  if (layer.method === 'ANY' && last !== undefined && passesOn(last.value, router.framework, runtime)) {
    into.passed.push(...passing(layer, full, router, runtime));
    return;
  }
  const shown = full ?? joinPaths('', path ?? '/');
  const before = way.passed.filter((one) => covers(one, full));
  const inline = layer.handlers.map((guard, i): Passed => {
    const judge = i === layer.handlers.length - 1 ? handler : middleware;
    return {
      path: '',
      exact: true,
      verdict: judge(guard.value, router.framework, runtime),
      guard,
      maybe: false,
      own: false,
    };
  });
  const endpoint: Endpoint = {
    source: 'code',
    method: layer.method,
    path: shown,
    shape: shapeOf(shown),
    framework: router.framework.name,
    ...(last === undefined || last.name === 'inline' ? {} : { handler: last.name }),
    security: UNKNOWN,
    guards: guardsOf([...before, ...inline], !way.known || full === undefined),
    deprecated: false,
    at: { uri: layer.uri, path: ['route', layer.site] },
  };
  const mounted = way.known && full !== undefined;
  into.found.push({ uri: layer.uri, site: layer.site, endpoint, mounted, router: router.id });
}

/** Whether a request to the route passes it; what cannot be decided counts, as something out of sight. */
function covers(one: Passed, full: string | undefined): boolean {
  if (one.param !== undefined) return full === undefined || new RegExp(`:${one.param}\\b`).test(full);
  if (one.path === undefined || full === undefined) return true;
  return matches(one.path, full, one.exact);
}

/** Express compares without regard to case; a parameter of the guard's path covers anything, one of the route's only itself. */
function matches(guard: string, path: string, exact: boolean): boolean {
  const wanted = segments(guard);
  const given = segments(path);
  for (const [i, segment] of wanted.entries()) {
    if (/^\(?[*]|^\{?\/?\*/.test(segment)) return true;
    const at = given[i];
    if (at === undefined) return false;
    if (segment.startsWith(':') || segment.toLowerCase() === at.toLowerCase()) continue;
    return false;
  }
  return !exact || wanted.length === given.length;
}

function segments(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/**
 * Guards in order. Known when everything on the way is in sight, and when an authentication is: what else stands there
 * can only add to it.
 */
function guardsOf(passed: readonly Passed[], hidden: boolean): Known<readonly Guard[]> {
  const guards: Guard[] = [];
  let unseen = hidden;
  for (const { verdict, guard, path, maybe } of passed) {
    if (verdict === 'none' || verdict === 'serves') continue;
    if (verdict === 'unknown' || maybe || path === undefined) unseen = true;
    else if (!guards.some(({ kind, name }) => kind === verdict && name === guard.name))
      guards.push({ kind: verdict, name: guard.name, at: guard.at });
  }
  const authenticated = guards.some((guard) => guard.kind === 'authentication');
  return unseen && !authenticated ? UNKNOWN : known(guards);
}

import { joinPaths } from '../../shape.js';
import { lasting } from '../running/epoch.js';
import type { Runtime } from '../running/runtime.js';
import type { Layer, Router } from '../running/values.js';
import { answeringIn } from './answering.js';
import { type Area, servedBy } from './areas.js';
import { before, beneath, lateGuards, type Passed, passing, passingParameter } from './passed.js';
import {
  type Approach,
  areSamePassed,
  endpointOf,
  identity,
  type Reached,
  type Registration,
  serve,
  UNKNOWN_PATH,
  valuesIn,
} from './registrations.js';
import { NOTHING_SEEN } from './surroundings.js';

/** What a router serves. */
export interface Survey {
  readonly reached: readonly Reached[];
  readonly areas: readonly Area[];
  /** Too many ways lead there. */
  readonly cut?: true;
}

interface Way extends Approach {
  readonly above: readonly Router[];
}

const MAX_MOUNTS = 12;
/** Registrations visited, each as often as ways lead to it. */
const MAX_VISITS = 50_000;

/** Every route that a router serves, through its mounts, with what stands before it. */
export function reach(router: Router, runtime: Runtime): Survey {
  const walk = new Walk(runtime);
  const start: Way = { prefix: '', known: router.kind === 'application', passed: [], above: [] };
  walk.follow(router, descend(start, router.prefix));
  // Where too many ways lead, nothing is certain of any.
  return walk.visits <= MAX_VISITS ? walk : { reached: scattered(router, runtime), areas: [], cut: true };
}

/** What came of following a router on one way. */
interface Followed extends Survey {
  readonly way: Way;
  readonly visits: number;
  /** The router and all that were met behind it. */
  readonly met: ReadonlySet<Router>;
}

/** By router and prefix. */
const followed = lasting(() => new WeakMap<Router, Map<string, Followed>>());

class Walk implements Survey {
  readonly reached: Reached[] = [];
  readonly areas: Area[] = [];
  readonly #runtime: Runtime;
  #met = new Set<Router>();
  visits = 0;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  follow(router: Router, way: Way): void {
    this.#met.add(router);
    if (way.above.includes(router) || way.above.length > MAX_MOUNTS) return;
    const ways = followed(this.#runtime).get(router) ?? new Map<string, Followed>();
    followed(this.#runtime).set(router, ways);
    const known = ways.get(way.prefix);
    if (known !== undefined && isSameWay(known.way, way) && !way.above.some((one) => known.met.has(one)))
      this.#repeat(known);
    else {
      const made = this.#explore(router, way);
      if (this.visits <= MAX_VISITS) ways.set(way.prefix, made);
    }
  }

  #repeat({ reached, areas, visits, met }: Followed): void {
    this.reached.push(...reached);
    this.areas.push(...areas);
    this.visits += visits;
    for (const one of met) this.#met.add(one);
  }

  #explore(router: Router, way: Way): Followed {
    const outer = this.#met;
    const before = [this.reached.length, this.areas.length, this.visits] as const;
    this.#met = new Set([router]);
    this.#pass(router, way);
    const met = this.#met;
    this.#met = outer;
    for (const one of met) outer.add(one);
    const [reached, areas] = [this.reached.slice(before[0]), this.areas.slice(before[1])];
    return { way, reached, areas, visits: this.visits - before[2], met };
  }

  #pass(router: Router, way: Way): void {
    /** What requests have passed in front of the layer; never changed, since what is found there holds on to it. */
    let here = way;
    const pass = (added: readonly Passed[]): void => {
      if (added.length > 0) here = { ...here, passed: [...here.passed, ...added] };
    };
    const first = this.reached.length;
    const above = [...way.above, router];
    for (const layer of router.layers) {
      this.visits += 1;
      if (this.visits > MAX_VISITS) return;
      if (layer.kind === 'use') {
        for (const path of layer.paths) {
          const full = beneath(way.prefix, path);
          const added = passing(layer, full, router, this.#runtime);
          pass(added);
          for (let i = first; i < this.reached.length; i += 1) this.#missed(i, added);
          this.areas.push(...servedBy(layer, way.known ? full : undefined, router, this.#runtime));
        }
      } else if (layer.kind === 'param') {
        pass([passingParameter(layer, router, this.#runtime)]);
      } else if (layer.kind === 'mount') {
        this.#mount(layer, { ...here, above }, router);
      } else if (layer.kind === 'route') {
        layer.paths.forEach((path, index) => {
          pass(this.#route({ layer, path, index, router, way: here }));
        });
      }
    }
  }

  /** What comes behind a route and checks callers of its path. */
  #missed(index: number, added: readonly Passed[]): void {
    const one = this.reached[index];
    if (one === undefined || one.endpoint.obscured) return;
    const late = lateGuards(added, one.endpoint);
    if (late.length === 0) return;
    const all = [...(one.endpoint.late ?? []), ...late];
    this.reached[index] = { ...one, endpoint: { ...one.endpoint, late: all } };
  }

  #mount(layer: Extract<Layer, { readonly kind: 'mount' }>, way: Way, router: Router): void {
    const guards = layer.handlers.map((guard) => before(guard, router, this.#runtime));
    const shared = layer.apart === true ? way.passed.filter((one) => !one.own) : way.passed;
    for (const path of layer.paths) {
      const inner = descend({ ...way, passed: [...shared, ...guards] }, path);
      this.follow(layer.router, descend(inner, layer.router.prefix));
    }
  }

  /** Adds what the registration serves; what it puts in front of later ones is the answer. */
  #route(registration: Registration): readonly Passed[] {
    const { reached, areas, later } = serve(registration, this.#runtime);
    this.areas.push(...areas);
    this.reached.push(...reached);
    return later;
  }
}

/** Whether the same is found behind both; what is above matters only where it is met again. */
function isSameWay(a: Way, b: Way): boolean {
  return (
    a.prefix === b.prefix &&
    a.known === b.known &&
    a.above.length === b.above.length &&
    areSamePassed(a.passed, b.passed)
  );
}

/** The way through a mount. Behind a path that cannot be known, only what stands before every path is certain. */
function descend(way: Way, path: string | undefined): Way {
  if (path !== undefined) return { ...way, prefix: joinPaths(way.prefix, path) };
  const passed = way.passed.map((one) => (one.path === '/' ? one : { ...one, path: undefined }));
  return { ...way, prefix: '', known: false, passed };
}

/** Routes of a router and of all that is mounted on it, of which only the registration itself is known. */
function scattered(
  router: Router,
  runtime: Runtime,
  seen: Set<Router | string> = new Set(),
): readonly Reached[] {
  if (seen.has(router)) return [];
  seen.add(router);
  return router.layers.flatMap((layer): readonly Reached[] => {
    if (layer.kind === 'mount') return scattered(layer.router, runtime, seen);
    if (layer.kind !== 'route' || seen.has(`${layer.uri}#${layer.site}`)) return [];
    seen.add(`${layer.uri}#${layer.site}`);
    return layer.paths.map((path, index) => ({
      ...identity(layer, path, router),
      endpoint: endpointOf({ layer, index, router }, joinPaths('', path ?? UNKNOWN_PATH), NOTHING_SEEN),
      mounted: false,
      answering: answeringIn(valuesIn(layer), runtime),
    }));
  });
}

import { asksCaller, type Guard, type Known, known, type Method, UNKNOWN } from '../../../facts/api.js';
import { sameMembers } from '../../../text/members.js';
import { joinPaths } from '../../shape.js';
import { exceptions, middleware, type Verdict, type Weighing, weighing } from '../guarding/guards.js';
import { toldOf } from '../guarding/told.js';
import type { Runtime } from '../running/runtime.js';
import type { Handler, Layer, Router } from '../running/values.js';
import { covers, hasParameter } from './paths.js';

/** Something that requests pass on their way, from where it was registered. */
export interface Passed extends Weighing {
  /** Undefined: the path cannot be known. */
  readonly path: string | undefined;
  readonly exact: boolean;
  readonly verdict: Verdict;
  readonly guard: Handler;
  readonly maybe: boolean;
  /** It is asked for by the routes of one router, and not by what is mounted apart. */
  readonly own: boolean;
  /** The only method whose requests pass it. */
  readonly method?: Method;
  /** A function for a path parameter: it runs where the path holds it. */
  readonly param?: string;
  /** Paths that it lets through; undefined among them: one that cannot be known. */
  readonly except?: readonly (string | undefined)[];
}

/** Whether both do the same to whatever comes after them. */
export function isSamePassed(a: Passed, b: Passed | undefined): boolean {
  return (
    b !== undefined &&
    a.path === b.path &&
    a.exact === b.exact &&
    a.verdict === b.verdict &&
    a.weighs === b.weighs &&
    a.owns === b.owns &&
    a.maybe === b.maybe &&
    a.own === b.own &&
    a.method === b.method &&
    a.param === b.param &&
    isSameList(a.except, b.except) &&
    isSameGuard(a.guard, b.guard)
  );
}

/** Of what is no function only its verdict is asked. */
function isSameGuard(a: Handler, b: Handler): boolean {
  const isSame = a.value === b.value || (a.value.kind === b.value.kind && a.value.kind !== 'function');
  return isSame && a.name === b.name && a.at.uri === b.at.uri && isSameList(a.at.path, b.at.path);
}

function isSameList(a: readonly unknown[] | undefined, b: readonly unknown[] | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameMembers(a, b);
}

/** What a registration puts in front of what comes after it. */
export function passing(
  layer: Extract<Layer, { readonly kind: 'use' | 'route' }>,
  path: string | undefined,
  router: Router,
  runtime: Runtime,
): readonly Passed[] {
  const { framework } = router;
  const variants = path === undefined ? [path] : (framework.variants?.(path) ?? [path]);
  const use = layer.kind === 'use';
  return layer.handlers.flatMap((guard) => {
    const verdict = middleware(guard.value, framework, runtime, guard.name);
    const except = exceptions(guard.value);
    return variants.map((one) => ({
      path: one,
      exact: !use,
      verdict,
      guard,
      ...weighing(guard.value, runtime),
      // What stops nobody may stand there or not.
      maybe: use && layer.maybe && verdict !== 'none' && verdict !== 'serves',
      own: use && layer.own === true,
      ...(use ? {} : { method: layer.method }),
      ...(except === undefined ? {} : { except }),
    }));
  });
}

/** What runs for every request with the parameter in its path. */
export function passingParameter(
  layer: Extract<Layer, { readonly kind: 'param' }>,
  router: Router,
  runtime: Runtime,
): Passed {
  const verdict = middleware(layer.handler.value, router.framework, runtime);
  const { handler: guard, name: param } = layer;
  const weighed = weighing(guard.value, runtime);
  return { path: '', exact: false, verdict, guard, ...weighed, maybe: false, own: false, param };
}

/** What stands before everything that is mounted with it. */
export function before(guard: Handler, router: Router, runtime: Runtime): Passed {
  const verdict = middleware(guard.value, router.framework, runtime, guard.name);
  return {
    path: '/',
    exact: false,
    verdict,
    guard,
    ...weighing(guard.value, runtime),
    maybe: false,
    own: false,
  };
}

/** Those that a request for the route passes; of what cannot be decided the verdict is unknown. */
export function onTheWay(
  passed: readonly Passed[],
  method: Method,
  full: string | undefined,
): readonly Passed[] {
  return passed.flatMap((one): readonly Passed[] => {
    if (one.method !== undefined && one.method !== 'ANY' && one.method !== method) return [];
    const covered = isCovered(one, full);
    if (covered.known && !covered.value) return [];
    const excepted = isExcepted(one, full);
    if (excepted.known && excepted.value) return [];
    const certain = covered.known && excepted.known;
    return [certain || one.verdict === 'none' ? one : { ...one, verdict: 'unknown' }];
  });
}

function isCovered(one: Passed, full: string | undefined): Known<boolean> {
  if (one.param !== undefined) return full === undefined ? UNKNOWN : known(hasParameter(full, one.param));
  // What stands before every path needs no path to be known.
  if (one.path === '/' && !one.exact) return known(true);
  if (one.path === undefined || full === undefined) return UNKNOWN;
  return covers(one.path, full, one.exact);
}

function isExcepted({ except }: Passed, full: string | undefined): Known<boolean> {
  if (except === undefined) return known(false);
  if (full === undefined) return UNKNOWN;
  const found = except.map((path) => (path === undefined ? UNKNOWN : covers(path, full, true)));
  if (found.some((one) => one.known && one.value)) return known(true);
  return found.every((one) => one.known) ? known(false) : UNKNOWN;
}

type Standing = Pick<Passed, 'verdict' | 'guard' | 'maybe'> & Partial<Weighing>;

/**
 * Guards in order. Known when everything on the way is in sight, and when an authentication is: what else stands there
 * can only add to it.
 */
export function guardsOf(passed: readonly Standing[], hidden: boolean): Known<readonly Guard[]> {
  const guards: Guard[] = [];
  const add = (verdict: Guard['kind'] | 'noting', guard: Handler, weighs: boolean | undefined): void => {
    const { name, at, value } = guard;
    const kind = verdict === 'noting' ? 'validation' : verdict;
    const known = guards.findIndex((one) => one.kind === kind && one.name === name);
    // What refuses in a list says more than what only notes.
    if (known >= 0 && (guards[known]?.lax !== true || verdict === 'noting')) return;
    if (known >= 0) guards.splice(known, 1);
    const personal = guard.narrow === true || (weighs === false && value.kind === 'function');
    const narrow = kind === 'authorization' && personal;
    const asks = kind === 'authorization' || kind === 'authentication' ? toldOf(value) : [];
    guards.push({
      kind,
      name,
      ...(narrow ? { narrow } : {}),
      ...(asks.length > 0 ? { asks } : {}),
      ...(verdict === 'noting' ? { lax: true } : {}),
      ...(kind === 'validation' ? keptBy(value) : {}),
      ...(value.kind === 'external' && value.judged ? { judged: true } : {}),
      at,
    });
  };
  let unseen = hidden;
  for (const { verdict, guard, maybe, weighs, owns } of passed) {
    if (verdict === 'none' || verdict === 'serves') continue;
    // A limiter that only some surroundings switch on hides no check of the caller.
    if (verdict === 'unknown' || (maybe && verdict !== 'rate-limit')) unseen = true;
    else add(verdict, guard, weighs);
    const weighed = weighs === true || owns === true;
    if (verdict === 'authentication' && !maybe && weighed) add('authorization', guard, weighs);
  }
  const authenticated = guards.some((guard) => guard.kind === 'authentication');
  return unseen && !authenticated ? UNKNOWN : known(guards);
}

/** What is left of the body behind a function that checks it. */
function keptBy(value: Handler['value']): Pick<Guard, 'drops' | 'others'> {
  const { drops, others } = (value.kind === 'function' ? value.fact.behavior : undefined) ?? {};
  return { ...(drops ? { drops } : {}), ...(others === undefined ? {} : { others }) };
}

/** Checks of the caller among what comes behind a route that would reach it, had they come first. */
export function lateGuards(
  added: readonly Passed[],
  { method, path }: { readonly method: Method; readonly path: string },
): readonly Guard[] {
  const reaching = onTheWay(added, method, path).filter(
    (one) => !one.maybe && !one.exact && !isCaught(one.path, path),
  );
  const found = guardsOf(reaching, false);
  const checks = found.known ? found.value : [];
  return checks.filter(asksCaller);
}

/** Whether only a parameter of the guard's path takes in the route: `/:team/orders` is not about `/hooks/orders`. */
function isCaught(guard: string | undefined, route: string): boolean {
  const segments = route.split('/');
  return guard?.split('/').some((one, i) => one.startsWith(':') && !segments[i]?.startsWith(':')) ?? false;
}

/** The path under the one that leads to the router. */
export function beneath(prefix: string, path: string | undefined): string | undefined {
  return path === undefined ? undefined : joinPaths(prefix, path);
}

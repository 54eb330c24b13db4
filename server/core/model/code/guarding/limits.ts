import type { Endpoint } from '../../../facts/api.js';
import type { CodeFacts } from '../../../facts/code/types.js';
import { computed } from '../../../text/multimap.js';
import { byText } from '../../../text/order.js';
import { type Layout, packageOf } from '../../layout.js';
import type { FileRoutes } from '../routing/file-routes.js';
import { grouped } from '../routing/groups.js';
import type { Reached } from '../routing/registrations.js';
import type { LimitSurvey } from '../routing/route-fact.js';
import type { Section } from '../routing/sections.js';

interface CodeFile {
  readonly uri: string;
  readonly facts: CodeFacts;
}

/** What limits how often something may be called, by the name of a module, a class or a function. */
const LIMITING = /rate.?limit|limiter|throttl|slow.?(?:api|down)|bucket4j|resilience4j|too.?many.?requests/i;

/**
 * Packages in which something limits calls: what stands in front of an endpoint, or whatever is called so, since a filter
 * that cannot be followed may stand in front of all.
 */
export function limitingIn(
  sections: readonly Pick<Section, 'uri' | 'reached'>[],
  files: readonly CodeFile[],
  layout: Layout,
): ReadonlySet<string> {
  const limiting = new Set<string>();
  for (const { uri, reached } of sections)
    if (reached.some(({ endpoint }) => endpoint.limited)) limiting.add(packageOf(uri, layout));
  for (const file of files) if (namesLimit(file)) limiting.add(packageOf(file.uri, layout));
  return limiting;
}

/** Each told that something in its package limits calls. */
export function toldOfLimits(reached: readonly Reached[]): readonly Reached[] {
  return computed(beside, reached, () => reached.map(besideLimits));
}

/** Lists, and each of them, with what was made of it, so that it goes on to be the very same. */
const beside = new WeakMap<readonly Reached[], readonly Reached[]>();
const oneBeside = new WeakMap<Reached, Reached>();

function besideLimits(one: Reached): Reached {
  return computed(oneBeside, one, () => ({ ...one, endpoint: { ...one.endpoint, limitsBeside: true } }));
}

const naming = new WeakMap<CodeFacts, boolean>();

function namesLimit({ facts }: CodeFile): boolean {
  const named = naming.get(facts) ?? namesLimitIn(facts);
  naming.set(facts, named);
  return named;
}

function namesLimitIn({ modules, classes, functions }: CodeFacts): boolean {
  if (modules.some((name) => LIMITING.test(name))) return true;
  return [...classes.values(), ...functions.values()].some(
    ({ name }) => name !== undefined && LIMITING.test(name),
  );
}

/** By the key of the first registration of each package. */
export function limitSurveys(files: readonly FileRoutes[]): ReadonlyMap<string, LimitSurvey> {
  const surveys = new Map<string, LimitSurvey>();
  for (const all of grouped(files, ({ home }) => home).values()) {
    const routes = all.reduce((sum, one) => sum + one.routes.size, 0);
    surveys.set(firstOf(all), { routes, seen: all.every(({ reached }) => isSeen(reached)) });
  }
  return surveys;
}

function isSeen(reached: readonly Reached[]): boolean {
  return reached.every(({ endpoint, mounted }) => mounted && !mayLimit(endpoint));
}

/** A filter of Spring limits by its name or not at all; its security chain, which may be out of sight, never does. */
function mayLimit({ obscured, framework }: Endpoint): boolean {
  return obscured === true && framework !== 'spring';
}

/** The key of the first registration of the first file: files that lie higher come first, since applications are made there. */
function firstOf(files: readonly FileRoutes[]): string {
  const [first, ...others] = files;
  const file = others.reduce((a, b) => (a !== undefined && isBefore(b, a) ? b : a), first);
  const routes = [...(file?.routes.values() ?? [])];
  return routes.reduce((a, b) => (b.ordinal < a.ordinal ? b : a)).key;
}

function isBefore(a: FileRoutes, b: FileRoutes): boolean {
  return (depthOf(a.uri) - depthOf(b.uri) || byText(a.uri, b.uri)) < 0;
}

function depthOf(uri: string): number {
  let depth = 0;
  for (let at = uri.indexOf('/'); at >= 0; at = uri.indexOf('/', at + 1)) depth += 1;
  return depth;
}

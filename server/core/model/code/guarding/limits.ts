import type { Endpoint } from '../../../facts/api.js';
import type { CodeFacts } from '../../../facts/code/types.js';
import { computed } from '../../../text/multimap.js';
import { byText } from '../../../text/order.js';
import { type Layout, packageOf } from '../../layout.js';
import { grouped } from '../routing/groups.js';
import type { Reached } from '../routing/registrations.js';

/** What all routes of a package say together of limits. */
export interface LimitSurvey {
  /** How many routes there are. */
  readonly routes: number;
  /** All that stands in front of each of them is in sight. */
  readonly seen: boolean;
}

interface CodeFile {
  readonly uri: string;
  readonly facts: CodeFacts;
}

/** What limits how often something may be called, by the name of a module, a class or a function. */
const LIMITING = /rate.?limit|limiter|throttl|slow.?(?:api|down)|bucket4j|resilience4j|too.?many.?requests/i;

/**
 * The endpoints, each told whether something in its package limits calls: what stands in front of another, or whatever
 * is called so, since a filter that cannot be followed may stand in front of all.
 */
export function toldOfLimits(
  reached: readonly Reached[],
  files: readonly CodeFile[],
  layout: Layout,
): readonly Reached[] {
  const limiting = new Set<string>();
  for (const { uri, endpoint } of reached) if (endpoint.limited) limiting.add(packageOf(uri, layout));
  for (const file of files) if (namesLimit(file)) limiting.add(packageOf(file.uri, layout));
  if (limiting.size === 0) return reached;
  return reached.map((one) => (limiting.has(packageOf(one.uri, layout)) ? besideLimits(one) : one));
}

/** Each with what was made of it, so that it goes on to be the very same. */
const beside = new WeakMap<Reached, Reached>();

function besideLimits(one: Reached): Reached {
  return computed(beside, one, () => ({ ...one, endpoint: { ...one.endpoint, limitsBeside: true } }));
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
export function limitSurveys(reached: readonly Reached[], layout: Layout): ReadonlyMap<string, LimitSurvey> {
  const surveys = new Map<string, LimitSurvey>();
  for (const all of grouped(reached, ({ uri }) => packageOf(uri, layout)).values()) {
    const keys = new Set(all.map(({ key }) => key));
    const seen = all.every(({ endpoint, mounted }) => mounted && !mayLimit(endpoint));
    surveys.set(firstOf(all), { routes: keys.size, seen });
  }
  return surveys;
}

/** A filter of Spring limits by its name or not at all; its security chain, which may be out of sight, never does. */
function mayLimit({ obscured, framework }: Endpoint): boolean {
  return obscured === true && framework !== 'spring';
}

/** The key of the first registration of the first file: files that lie higher come first, since applications are made there. */
function firstOf(all: readonly Reached[]): string {
  const uris = [...new Set(all.map(({ uri }) => uri))];
  const [file] = uris.toSorted((a, b) => depthOf(a) - depthOf(b) || byText(a, b));
  const own = all.filter(({ uri }) => uri === file);
  return own.reduce((a, b) => (b.site < a.site ? b : a)).key;
}

function depthOf(uri: string): number {
  let depth = 0;
  for (let at = uri.indexOf('/'); at >= 0; at = uri.indexOf('/', at + 1)) depth += 1;
  return depth;
}

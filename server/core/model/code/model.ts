import type { Endpoint } from '../../facts/api.js';
import { isLeftOut } from '../../facts/code/exclude.js';
import type { CodeFacts, RecordFact } from '../../facts/code/types.js';
import type { Framework } from '../../facts/frameworks/framework.js';
import { sameMembers } from '../../text/members.js';
import { computed } from '../../text/multimap.js';
import { byText } from '../../text/order.js';
import type { CodeLimit } from '../../words/code-limits.js';
import { type Layout, packageOf } from '../layout.js';
import type { Inside } from './guarding/insides.js';
import { type LimitSurvey, limitSurveys, toldOfLimits } from './guarding/limits.js';
import { toldOfSanitizing } from './guarding/sanitizing.js';
import { findersByName } from './records/finders.js';
import { givesBy } from './records/gives.js';
import type { Received } from './records/receipts.js';
import { receivedBy } from './records/received.js';
import { recordsByName } from './records/records.js';
import { rowsByName } from './records/rows.js';
import { type Written, writtenBy } from './records/written.js';
import type { Area } from './routing/areas.js';
import { grouped } from './routing/groups.js';
import { handlersOf } from './routing/handlers.js';
import type { Reached } from './routing/registrations.js';
import { type Served, surveyOf } from './routing/survey.js';
import type { Machine } from './running/machine.js';

/** One registration in a file and everything that it serves. */
export interface RouteFact {
  /** '<uri>#<number>'. */
  readonly key: string;
  readonly uri: string;
  readonly ordinal: number;
  /** The folder of its package. */
  readonly package: string;
  /** By the ways that lead to it: a router may be mounted twice, a registration may name several paths. */
  readonly endpoints: readonly Way[];
  /** Of the first registration of its package: what all of that says of limits. */
  readonly survey?: LimitSurvey;
}

/** One endpoint that a registration serves. */
export interface Way {
  readonly endpoint: Endpoint;
  readonly mounted: boolean;
  /** What is registered, whatever leads there. */
  readonly own: string;
}

/** What is known of a package with routes. */
export interface PackageFact {
  /** Every mount and path in it is known. */
  readonly mountsKnown: boolean;
  /** Paths that something may serve whose routes cannot be seen. */
  readonly areas: readonly Area[];
}

/** All code joined: what is served where, and behind what. Plain data. */
export interface CodeModel {
  /** By key, '<uri>#<number>'. */
  readonly routes: ReadonlyMap<string, RouteFact>;
  /** By key of a route, all that its routers serve, itself included: one list for all routes of the same routers. */
  readonly circles: ReadonlyMap<string, readonly Endpoint[]>;
  /** What functions serve that stand in a registration, by '<uri>#<number>'. */
  readonly handlers: ReadonlyMap<string, readonly Endpoint[]>;
  /** What functions receive from requests by way of their callers, by '<uri>#<number>'. */
  readonly received: ReadonlyMap<string, readonly Received[]>;
  /** Stored records that hand out passwords, by `recordKey`. */
  readonly records: ReadonlyMap<string, RecordFact>;
  /** Why not all of the code is followed, by file. */
  readonly limits: ReadonlyMap<string, CodeLimit>;
  /** Methods that find a record by their one parameter, whoever is calling, by `recordKey`: 'OrderService.getOrder'. */
  readonly finders: ReadonlyMap<string, true>;
  /** Texts that may be keys, by `reachKey` or `recordKey`. */
  readonly written: ReadonlyMap<string, Written>;
  /** Functions that give back a stored record as it is: its name, by `reachKey`. */
  readonly gives: ReadonlyMap<string, string>;
  /** Whether anybody may see how the server runs, by package of Spring. */
  readonly insides: ReadonlyMap<string, Inside>;
  /** Packages with routes, by folder. */
  readonly packages: ReadonlyMap<string, PackageFact>;
}

export interface CodeInput {
  readonly uri: string;
  readonly facts: CodeFacts;
}

/** All that modules which have run serve and receive. */
export function modelOf(machine: Machine, layout: Layout): CodeModel {
  const inputs = [...machine.modules.values()];
  const survey = surveyOf(machine, layout);
  const told = toldOfSanitizing(toldOfLimits(survey.reached, inputs, layout), inputs, layout);
  const served = { ...survey, reached: told };
  return {
    ...routesOf(served.reached, layout),
    packages: packagesOf(served, !machine.exhausted, layout),
    handlers: handlersOf(served.reached),
    received: receivedBy(machine),
    records: new Map([...recordsByName(inputs, layout), ...rowsByName(inputs, layout)]),
    limits: limitsOf(survey, machine, inputs),
    finders: findersByName(inputs, layout),
    written: writtenBy(machine, layout),
    gives: givesBy(machine),
    insides: survey.insides,
  };
}

/** Files of packages in which a framework is used; tests and generated files are left out. */
export function relevant(
  files: readonly CodeInput[],
  layout: Layout,
  frameworks: readonly Framework[],
): readonly CodeInput[] {
  const kept = files.filter(
    ({ uri, facts }) => !facts.skipped && !isLeftOut(uri.slice(packageOf(uri, layout).length)),
  );
  const using = new Set(
    kept.filter(({ facts }) => uses(facts, frameworks)).map(({ uri }) => packageOf(uri, layout)),
  );
  return kept.filter(({ uri }) => using.has(packageOf(uri, layout))).toSorted((a, b) => byText(a.uri, b.uri));
}

const using = new WeakMap<readonly Framework[], WeakMap<CodeFacts, boolean>>();

/** Whether a file uses one of the frameworks. */
function uses(facts: CodeFacts, frameworks: readonly Framework[]): boolean {
  const known = computed(using, frameworks, () => new WeakMap<CodeFacts, boolean>());
  return computed(known, facts, () => {
    const names = frameworks.flatMap((framework) => framework.modules);
    return facts.modules.some((module) => names.some((name) => isWithin(module, name)));
  });
}

function limitsOf(
  { tangled }: Served,
  { exhausted }: Machine,
  [first]: readonly CodeInput[],
): ReadonlyMap<string, CodeLimit> {
  const limits = new Map(tangled.map((uri) => [uri, 'ways' as const]));
  return exhausted && first !== undefined ? new Map([...limits, [first.uri, 'steps' as const]]) : limits;
}

function routesOf(reached: readonly Reached[], layout: Layout): Pick<CodeModel, 'routes' | 'circles'> {
  const byRouter = grouped(reached, (one) => one.router);
  const routes = new Map<string, RouteFact>();
  const circles = new Map<string, readonly Endpoint[]>();
  const known = new Map<string, readonly Endpoint[]>();
  const surveys = limitSurveys(reached, layout);
  for (const [key, ways] of grouped(reached, (one) => one.key)) {
    const [first] = ways;
    if (first === undefined) continue;
    routes.set(key, routeOf(first, ways, packageOf(first.uri, layout), surveys.get(key)));
    const routers = ways.length === 1 ? [first.router] : [...new Set(ways.map((one) => one.router))];
    const id = routers.join('\n');
    const circle = known.get(id) ?? routers.flatMap((router) => byRouter.get(router) ?? []).map(endpointOf);
    known.set(id, circle);
    circles.set(key, circle);
  }
  return { routes, circles };
}

/** A route, and the ways that it was made of. */
interface Told {
  readonly ways: readonly Reached[];
  readonly route: RouteFact;
}

/** By the first way to each. */
const told = new WeakMap<Reached, Told>();

/** The very same as before while the ways that lead there are. */
function routeOf(
  first: Reached,
  ways: readonly Reached[],
  home: string,
  survey: LimitSurvey | undefined,
): RouteFact {
  const known = told.get(first);
  const isKnown = known !== undefined && survey === undefined && known.route.survey === undefined;
  if (isKnown && known.route.package === home && sameMembers(known.ways, ways)) return known.route;
  const endpoints = ways.map(({ endpoint, mounted, own }) => ({ endpoint, mounted, own }));
  const { key, uri, site: ordinal } = first;
  const route = { key, uri, ordinal, package: home, endpoints, ...(survey && { survey }) };
  told.set(first, { ways, route });
  return route;
}

function endpointOf({ endpoint }: Reached): Endpoint {
  return endpoint;
}

function packagesOf(
  { reached, areas, unseen }: Served,
  complete: boolean,
  layout: Layout,
): ReadonlyMap<string, PackageFact> {
  const packages = new Map<string, { mountsKnown: boolean; areas: Area[] }>();
  for (const { uri, mounted } of reached) {
    const at = packageOf(uri, layout);
    const found = packages.get(at) ?? { mountsKnown: complete, areas: [] };
    found.mountsKnown = found.mountsKnown && mounted;
    packages.set(at, found);
  }
  for (const uri of unseen) {
    const found = packages.get(packageOf(uri, layout));
    if (found !== undefined) found.mountsKnown = false;
  }
  for (const area of areas) packages.get(packageOf(area.uri, layout))?.areas.push(area);
  return packages;
}

/** 'fastapi.security' is within 'fastapi'. */
function isWithin(module: string, name: string): boolean {
  return module === name || module.startsWith(`${name}.`);
}

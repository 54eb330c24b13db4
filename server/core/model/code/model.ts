import type { Endpoint } from '../../facts/api.js';
import { isLeftOut } from '../../facts/code/exclude.js';
import type { RecordFact } from '../../facts/code/record-types.js';
import type { CodeFacts } from '../../facts/code/types.js';
import type { Framework } from '../../facts/frameworks/framework.js';
import { computed } from '../../text/multimap.js';
import { byText } from '../../text/order.js';
import type { CodeLimit } from '../../words/code-limits.js';
import { type Layout, packageOf } from '../layout.js';
import type { Inside } from './guarding/insides.js';
import { findersByName } from './records/finders.js';
import { givesBy } from './records/gives.js';
import type { Received } from './records/receipts.js';
import { receivedBy } from './records/received.js';
import { recordsByName } from './records/records.js';
import { rowsByName } from './records/rows.js';
import { shownBy } from './records/shown.js';
import { type Written, writtenBy } from './records/written.js';
import type { Area } from './routing/areas.js';
import type { FileRoutes } from './routing/file-routes.js';
import type { RouteFact } from './routing/route-fact.js';
import type { Shelf } from './routing/route-tables.js';
import { type Served, surveyOf } from './routing/survey.js';
import type { Machine } from './running/machine.js';

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
  /** Stored records that hand out passwords, by `recordKey`; in Python also by `reachKey`. */
  readonly records: ReadonlyMap<string, RecordFact>;
  /** Why not all of the code is followed, by file. */
  readonly limits: ReadonlyMap<string, CodeLimit>;
  /** Methods that find a record by their one parameter, whoever is calling, by `recordKey`: 'OrderService.getOrder'. */
  readonly finders: ReadonlyMap<string, string>;
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

/** All that modules which have run serve and receive; what they serve is put on the shelf. */
export function modelOf(machine: Machine, layout: Layout, shelf: Shelf): CodeModel {
  const inputs = [...machine.modules.values()];
  const survey = surveyOf(machine, layout);
  const { files, routes, circles, handlers } = shelf.put(survey, inputs, layout);
  return {
    routes,
    circles,
    handlers,
    packages: packagesOf(files, survey, !machine.exhausted, layout),
    received: receivedBy(machine),
    records: new Map([...recordsByName(inputs, layout), ...rowsByName(inputs, layout), ...shownBy(machine)]),
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
  const paths = computed(leftOut, layout, () => new Map<string, boolean>());
  const isOut = (uri: string) =>
    computed(paths, uri, () => isLeftOut(uri.slice(packageOf(uri, layout).length)));
  const kept = files.filter(({ uri, facts }) => !facts.skipped && !isOut(uri));
  const using = new Set(
    kept.filter(({ facts }) => uses(facts, frameworks)).map(({ uri }) => packageOf(uri, layout)),
  );
  return kept.filter(({ uri }) => using.has(packageOf(uri, layout))).toSorted((a, b) => byText(a.uri, b.uri));
}

/** Files that are left out, by layout, which is never written to: they are asked for at every join. */
const leftOut = new WeakMap<Layout, Map<string, boolean>>();

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

function packagesOf(
  files: readonly FileRoutes[],
  { areas, unseen }: Served,
  complete: boolean,
  layout: Layout,
): ReadonlyMap<string, PackageFact> {
  const packages = new Map<string, { mountsKnown: boolean; areas: Area[] }>();
  for (const { home, reached } of files) {
    const found = packages.get(home) ?? { mountsKnown: complete, areas: [] };
    found.mountsKnown = found.mountsKnown && reached.every(({ mounted }) => mounted);
    packages.set(home, found);
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

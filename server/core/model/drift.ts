import type { EndpointView } from '../rule/endpoint-view.js';
import { append } from '../text/multimap.js';
import { byText } from '../text/order.js';
import { isServedIn } from './code/areas.js';
import type { CodeModel, PackageFact } from './code/model.js';
import { folderOf, type Layout, packageOf } from './layout.js';
import type { DocumentView } from './openapi/types.js';
import { keyOf } from './shape.js';
import type { ApiModel, Endpoint, EndpointEntry } from './types.js';

/** What is known of one document. */
export interface DriftInput {
  readonly uri: string;
  readonly view: DocumentView;
  readonly endpoints: readonly Endpoint[];
  /** Path prefixes of its servers, without a slash at the end. */
  readonly basePaths: readonly string[];
}

/** How paths of a document and of code are brought together. */
interface Bridge {
  /** The base path under which the code serves it. */
  readonly base: string;
  /** What its paths begin with and the code leaves to its surroundings: a context path, a proxy. */
  readonly root: string;
}

/** A document and the code that serves it. */
interface Relation extends Bridge {
  readonly input: DriftInput;
  readonly package: string;
  readonly routes: readonly Endpoint[];
  readonly facts: PackageFact;
}

/** The part of a document's operations that has to match a route before we believe that the code serves it. */
const ENOUGH = 1 / 3;
/** More has to match where nothing but the paths says what lies in front of the code. */
const ENOUGH_BELOW = 1 / 2;
const LEAST_BELOW = 2;
/** The part of a document's paths that has to begin with what may lie in front. */
const MOST_OF = 2 / 3;

/**
 * Joins documents with the code of the same workspace folder and package, when at least a third of the operations match
 * a route, with or without the server's base path. By '<document uri> <endpoint key>'.
 */
export function relate(
  documents: readonly DriftInput[],
  code: CodeModel,
  layout: Layout,
): ReadonlyMap<string, EndpointView> {
  const relations = relationsOf(documents, code, layout);
  const entries = new Map<string, EndpointView>();
  for (const relation of relations) {
    const others = relations.filter((other) => other !== relation && other.package === relation.package);
    for (const entry of entriesOf(relation, others)) entries.set(`${relation.input.uri} ${entry.key}`, entry);
  }
  return entries;
}

/** What the entries say of the endpoints of a registration, by '<uri>#<number> <endpoint key>'; none of what nothing describes. */
export function documentedOf(
  entries: ReadonlyMap<string, EndpointView>,
): ReadonlyMap<string, readonly Endpoint[]> {
  const found = new Map<string, Endpoint[]>();
  for (const { documented, implemented } of entries.values()) {
    if (documented.length === 0) continue;
    for (const route of implemented) for (const one of documented) append(found, documentedKey(route), one);
  }
  return found;
}

/** Names an endpoint of a registration: '<uri>#<number> <endpoint key>'. */
export function documentedKey({ at, method, shape }: Endpoint): string {
  return `${at.uri}#${at.path[1]} ${keyOf(method, shape)}`;
}

/** Every endpoint of documents and code, sorted by path, then method; joined only where they are related. */
export function apiModel(documents: readonly DriftInput[], code: CodeModel, layout: Layout): ApiModel {
  const entries = new Map<string, Row>();
  const relations = relationsOf(documents, code, layout);
  const served = new Set<Endpoint>();
  for (const input of documents) {
    const relation = relations.find((one) => one.input === input);
    const group = `${relation === undefined ? 'document' : 'code'} ${packageOf(input.uri, layout)}`;
    for (const endpoint of input.endpoints) {
      const row = rowOf(entries, group, keyOf(endpoint.method, endpoint.shape));
      row.documented.push(endpoint);
      for (const route of relation?.routes ?? []) {
        if (relation === undefined || !serves(route, endpoint, relation)) continue;
        served.add(route);
        if (!row.implemented.includes(route)) row.implemented.push(route);
      }
    }
  }
  for (const route of code.routes.values()) {
    for (const { endpoint } of route.endpoints) {
      if (served.has(endpoint)) continue;
      rowOf(entries, `code ${route.package}`, keyOf(endpoint.method, endpoint.shape)).implemented.push(
        endpoint,
      );
    }
  }
  return { endpoints: [...entries.values()].sort((a, b) => byText(sortKey(a.key), sortKey(b.key))) };
}

interface Row extends EndpointEntry {
  readonly documented: Endpoint[];
  readonly implemented: Endpoint[];
}

function rowOf(entries: Map<string, Row>, group: string, key: string): Row {
  const id = `${group} ${key}`;
  const row = entries.get(id) ?? { key, documented: [], implemented: [] };
  entries.set(id, row);
  return row;
}

function relationsOf(documents: readonly DriftInput[], code: CodeModel, layout: Layout): readonly Relation[] {
  return documents.flatMap((input) => relationOf(input, code, layout) ?? []);
}

function relationOf(input: DriftInput, code: CodeModel, layout: Layout): Relation | undefined {
  const home = packageOf(input.uri, layout);
  const facts = code.packages.get(home);
  if (folderOf(input.uri, layout) === '' || facts === undefined || input.endpoints.length === 0)
    return undefined;
  const routes = [...code.routes.values()]
    .filter((route) => route.package === home && folderOf(route.uri, layout) === folderOf(input.uri, layout))
    .flatMap((route) => route.endpoints)
    .filter(({ mounted }) => mounted)
    .map(({ endpoint }) => endpoint);
  const bridge = bridgeOf(input, routes);
  return bridge && { input, package: home, routes, facts, ...bridge };
}

/** The base path of a server that fits best, or what most of the paths begin with where none does. */
function bridgeOf(input: DriftInput, routes: readonly Endpoint[]): Bridge | undefined {
  const all = input.endpoints.length;
  const bases = [...new Set(['', ...input.basePaths])].map((base) => ({ base, root: '' }));
  const best = bestOf(bases, input, routes);
  if (best !== undefined && best.matches / all >= ENOUGH) return best.bridge;
  const roots = rootsOf(input.endpoints).map((root) => ({ base: '', root }));
  const below = bestOf(roots, input, routes);
  const isEnough = below !== undefined && below.matches >= LEAST_BELOW && below.matches / all >= ENOUGH_BELOW;
  return isEnough ? below.bridge : undefined;
}

/** The first of those by which most operations come to a route; undefined when by none of them any does. */
function bestOf(
  bridges: readonly Bridge[],
  { endpoints }: DriftInput,
  routes: readonly Endpoint[],
): { readonly bridge: Bridge; readonly matches: number } | undefined {
  const counted = bridges.map((bridge) => ({
    bridge,
    matches: endpoints.filter((one) => routes.some((route) => serves(route, one, bridge))).length,
  }));
  const best = counted.reduce((a, b) => (b.matches > a.matches ? b : a), { bridge: NO_BRIDGE, matches: 0 });
  return best.matches === 0 ? undefined : best;
}

const NO_BRIDGE: Bridge = { base: '', root: '' };

/** What most of the paths begin with, segment by segment: '/shop' and '/shop/v1'. */
function rootsOf(endpoints: readonly Endpoint[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { shape } of endpoints) {
    const segments = shape.split('/').slice(1, -1);
    const fixed = segments.findIndex((one) => one.includes('{'));
    const all = fixed < 0 ? segments : segments.slice(0, fixed);
    for (const i of all.keys()) {
      const root = `/${all.slice(0, i + 1).join('/')}`;
      counts.set(root, (counts.get(root) ?? 0) + 1);
    }
  }
  return [...counts].flatMap(([root, count]) => (count / endpoints.length >= MOST_OF ? [root] : []));
}

/** Whether a request for the operation comes to the route. */
function serves(route: Endpoint, operation: Endpoint, bridge: Bridge): boolean {
  const method = [route.method, 'ANY'].includes(operation.method) || route.method === 'ANY';
  const shape = full(operation.shape, bridge);
  return method && shape !== undefined && sameShape(route.shape, shape);
}

/** The path by which code knows what a document calls so; undefined when it lies elsewhere. */
function full(shape: string, { base, root }: Bridge): string | undefined {
  if (root !== '') return beneath(shape, root);
  return shape === '/' && base !== '' ? base : `${base}${shape}`;
}

/** The path by which a document would know a route; undefined when it lies elsewhere. */
function documentedPath(path: string, { base, root }: Bridge): string | undefined {
  return root === '' ? beneath(path, base) : `${root}${path === '/' ? '' : path}`;
}

/** Routers compare without regard to case. */
function sameShape(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

function entriesOf(relation: Relation, others: readonly Relation[]): readonly EndpointView[] {
  const { input, routes, facts } = relation;
  const documented = new Map<string, Endpoint[]>();
  for (const endpoint of input.endpoints) {
    append(documented, keyOf(endpoint.method, endpoint.shape), endpoint);
  }
  const entries = [...documented].flatMap(([key, endpoints]): readonly EndpointView[] => {
    const [first] = endpoints;
    if (first === undefined) return [];
    const implemented = routes.filter((route) => serves(route, first, relation));
    const { method, path } = first;
    const shape = full(first.shape, relation);
    const mountsKnown = facts.mountsKnown && shape !== undefined && !isServedElsewhere(shape, facts);
    return [{ key, method, path, documented: endpoints, implemented, mountsKnown, document: input.view }];
  });
  return [...entries, ...undocumented(relation, others)];
}

/** Whether something whose routes cannot be seen may answer. */
function isServedElsewhere(shape: string, { areas }: PackageFact): boolean {
  return areas.some((area) => isServedIn(shape, area));
}

/** Routes under the document's base path that no document of the package describes, and none of them lies nearer to. */
function undocumented(relation: Relation, others: readonly Relation[]): readonly EndpointView[] {
  const { input, routes, facts } = relation;
  const found = new Map<string, EndpointView>();
  for (const route of routes) {
    const shape = documentedPath(route.shape, relation);
    if (shape === undefined || [relation, ...others].some((one) => describes(one, route))) continue;
    if (others.some((other) => isNearer(other, relation, route))) continue;
    const key = keyOf(route.method, shape);
    const before = found.get(key)?.implemented ?? [];
    const path = documentedPath(route.path, relation) ?? route.path;
    found.set(key, {
      key,
      method: route.method,
      path,
      documented: [],
      implemented: [...before, route],
      mountsKnown: facts.mountsKnown,
      document: input.view,
    });
  }
  return [...found.values()];
}

/** Whether a route that nobody describes is rather missing in another document: one with a longer base, or the first. */
function isNearer(other: Relation, relation: Relation, route: Endpoint): boolean {
  if (beneath(route.shape, other.base) === undefined) return false;
  const longer = other.base.length - relation.base.length;
  return longer > 0 || (longer === 0 && byText(other.input.uri, relation.input.uri) < 0);
}

function describes(relation: Relation, route: Endpoint): boolean {
  return relation.input.endpoints.some((endpoint) => serves(route, endpoint, relation));
}

/** The path without the base; undefined when it lies elsewhere. */
function beneath(path: string, base: string): string | undefined {
  if (base === '') return path;
  if (!path.toLowerCase().startsWith(base.toLowerCase())) return undefined;
  const rest = path.slice(base.length);
  if (rest === '') return '/';
  return rest.startsWith('/') ? rest : undefined;
}

function sortKey(key: string): string {
  const [method = '', path = ''] = key.split(' ');
  return `${path} ${method}`;
}

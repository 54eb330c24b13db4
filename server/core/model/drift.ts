import type { EndpointView } from '../rule/endpoint-view.js';
import { append } from '../text/multimap.js';
import { byText } from '../text/order.js';
import type { CodeModel, PackageFact } from './code/model.js';
import { isServedIn } from './code/routing/areas.js';
import { folderOf, type Layout, packageOf } from './layout.js';
import { webhooksOf } from './openapi/endpoints.js';
import type { DocumentView } from './openapi/types.js';
import { keyOf } from './shape.js';
import {
  type ApiModel,
  type Described,
  type Endpoint,
  type EndpointEntry,
  UNKNOWN,
  type Webhook,
} from './types.js';

/** What is known of one document. */
export interface DriftInput {
  readonly uri: string;
  readonly view: DocumentView;
  readonly endpoints: readonly Endpoint[];
  /** Path prefixes of its servers, without a slash at the end. */
  readonly basePaths: readonly string[];
}

/** A document and the code that serves it. */
interface Relation {
  readonly input: DriftInput;
  readonly package: string;
  /** The base path under which the code serves it. */
  readonly base: string;
  readonly routes: readonly Endpoint[];
  readonly facts: PackageFact;
  /** The routes, and the operations as they would be served, by the shape of their paths in lower case. */
  readonly served: ReadonlyMap<string, readonly Endpoint[]>;
  readonly described: ReadonlyMap<string, readonly Endpoint[]>;
}

/** The part of a document's operations that has to match a route before we believe that the code serves it. */
const ENOUGH = 1 / 3;

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
): ReadonlyMap<string, readonly Described[]> {
  const found = new Map<string, Described[]>();
  for (const [compared, { documented, implemented, document }] of entries) {
    for (const one of documented) {
      const operation = document.legible ? one : statedOf(one);
      for (const route of implemented) append(found, documentedKey(route), { operation, compared });
    }
  }
  return found;
}

/** What an operation says by itself: what it takes over from its document cannot be seen where that is broken. */
function statedOf(endpoint: Endpoint): Endpoint {
  const { security } = endpoint;
  return security.known && security.value.from === 'operation'
    ? endpoint
    : { ...endpoint, security: UNKNOWN };
}

/** Names an endpoint of a registration: '<uri>#<number> <endpoint key>'. */
export function documentedKey({ at, method, shape }: Endpoint): string {
  return `${at.uri}#${at.path[1]} ${keyOf(method, shape)}`;
}

/** Every endpoint of documents and code, sorted by path, then method; joined only where they are related. */
export function apiModel(
  documents: readonly DriftInput[],
  code: CodeModel,
  layout: Layout,
): Omit<ApiModel, 'names'> {
  const entries = new Map<string, Row>();
  const relations = relationsOf(documents, code, layout);
  const served = new Set<Endpoint>();
  for (const input of documents) {
    const relation = relations.find((one) => one.input === input);
    const group = `${relation === undefined ? 'document' : 'code'} ${packageOf(input.uri, layout)}`;
    for (const endpoint of input.endpoints) {
      const row = rowOf(entries, group, keyOf(endpoint.method, endpoint.shape));
      row.documented.push(endpoint);
      for (const route of relation === undefined ? [] : servedBy(relation, endpoint)) {
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
  const webhooks = documents.flatMap(({ view }) => webhooksOf(view));
  return {
    endpoints: [...entries.values()].sort((a, b) => byText(sortKey(a.key), sortKey(b.key))),
    webhooks: webhooks.sort((a, b) => byText(nameOf(a), nameOf(b))),
  };
}

function nameOf({ call }: Webhook): string {
  return `${call.path} ${call.method}`;
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
  const served = byShape(routes, '');
  const bases = [...new Set(['', ...input.basePaths])].map((base) => ({
    base,
    matches: input.endpoints.filter((endpoint) => servedBy({ served, base }, endpoint).length > 0).length,
  }));
  const best = bases.reduce((a, b) => (b.matches > a.matches ? b : a));
  if (best.matches === 0 || best.matches / input.endpoints.length < ENOUGH) return undefined;
  const { base } = best;
  const described = byShape(input.endpoints, base);
  return { input, package: home, base, routes, facts, served, described };
}

function byShape(endpoints: readonly Endpoint[], base: string): ReadonlyMap<string, readonly Endpoint[]> {
  const found = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) append(found, placeOf(endpoint, base), endpoint);
  return found;
}

/** Routers compare without regard to case. */
function placeOf({ shape }: Endpoint, base: string): string {
  return full(base, shape).toLowerCase();
}

/** The routes that a request for the operation comes to. */
function servedBy({ served, base }: Pick<Relation, 'served' | 'base'>, operation: Endpoint) {
  return (served.get(placeOf(operation, base)) ?? []).filter((route) => shareMethod(route, operation));
}

function shareMethod(route: Endpoint, operation: Endpoint): boolean {
  return [route.method, 'ANY'].includes(operation.method) || route.method === 'ANY';
}

function full(base: string, shape: string): string {
  return shape === '/' && base !== '' ? base : `${base}${shape}`;
}

function entriesOf(relation: Relation, others: readonly Relation[]): readonly EndpointView[] {
  const { input, base, facts } = relation;
  const documented = new Map<string, Endpoint[]>();
  for (const endpoint of input.endpoints) {
    append(documented, keyOf(endpoint.method, endpoint.shape), endpoint);
  }
  const entries = [...documented].flatMap(([key, endpoints]): readonly EndpointView[] => {
    const [first] = endpoints;
    if (first === undefined) return [];
    const implemented = servedBy(relation, first);
    const { method, path } = first;
    const mountsKnown = facts.mountsKnown && !isServedElsewhere(full(base, first.shape), facts);
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
  const { input, base, routes, facts } = relation;
  const found = new Map<string, EndpointView>();
  for (const route of routes) {
    const shape = beneath(route.shape, base);
    if (shape === undefined || [relation, ...others].some((one) => describes(one, route))) continue;
    if (others.some((other) => isNearer(other, relation, route))) continue;
    const key = keyOf(route.method, shape);
    const before = found.get(key)?.implemented ?? [];
    const path = beneath(route.path, base) ?? route.path;
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

function describes({ described }: Relation, route: Endpoint): boolean {
  return (described.get(placeOf(route, '')) ?? []).some((endpoint) => shareMethod(route, endpoint));
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

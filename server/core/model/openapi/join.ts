import type { PathStep } from '../../text/span.js';
import { shapeOf } from '../shape.js';
import { type Endpoint, type Method, UNKNOWN } from '../types.js';
import { basePathsOf, documentView } from './documents.js';
import { Graph, type PartNode } from './graph.js';
import { type Home, operationFact, type Placed } from './operations.js';
import type { DocumentView, Exposure, OpenApiInput, OpenApiModel, OperationFact } from './types.js';
import { usageOf } from './usage.js';

/** Everything that the facts of documents say together; a plain recompute. */
export function joinOpenApi(inputs: readonly OpenApiInput[]): OpenApiModel {
  const graph = new Graph(inputs);
  const documents = new Map<string, DocumentView>();
  const basePaths = new Map<string, readonly string[]>();
  const operations = new Map<string, OperationFact>();
  const placed: Placed[] = [];
  for (const input of inputs) {
    if (input.version === undefined) continue;
    const mine = placedIn(input, graph);
    const facts = mine.map((place) => ({ place, fact: operationFact(place, graph) }));
    for (const { place, fact } of facts) {
      operations.set(place.id, fact);
      if (place.body !== place.node) operations.set(place.body.part.id, fact);
    }
    placed.push(...mine);
    const view = documentView(
      input,
      input.version,
      facts.map(({ fact }) => fact),
      graph,
    );
    documents.set(input.uri, view);
    basePaths.set(input.uri, basePathsOf(view));
  }
  const byId = new Map(placed.map((place) => [place.id, place]));
  const reach = (id: string) => graph.reach(id, byId.get(id)?.shared?.part.id);
  return {
    documents,
    usage: usageOf(placed, operations, graph),
    demands: graph.demands,
    wanted: [...graph.wanted].sort(),
    operations,
    basePaths,
    endpoints: [...documents.values()].flatMap(({ operations: all }) =>
      all.filter((one) => !one.outbound).map(endpointOf),
    ),
    reach: (id) => {
      const { request, response } = reach(id);
      return { request: [...request], response: [...response] };
    },
    exposure: (id) => exposureOf(id, byId.get(id), graph),
  };
}

/** Operations in the order of the text; those of a path item that is a reference are found behind it. */
function placedIn(input: OpenApiInput, graph: Graph): readonly Placed[] {
  const home = homeOf(input);
  const placed: Placed[] = [];
  for (const { part } of input.parts) {
    const node = graph.nodes.get(part.id);
    if (!node || part.path.length < 2 || (part.path[0] !== 'paths' && part.path[0] !== 'webhooks')) continue;
    const path = String(part.path[1]);
    if (part.role === 'operation') {
      const shared = graph.nodes.get(`${part.uri}#${pointerPrefix(part.id)}`);
      placed.push(...place(part.id, node, path, shared, home, graph));
    } else if (part.role === 'path' && node.facts.ref !== undefined) {
      const behind = graph.resolve(part.uri, node.facts.ref, 'path');
      for (const below of behind === undefined ? [] : operationsBelow(behind, graph)) {
        placed.push(...place(below.part.id, below, path, graph.nodes.get(behind ?? ''), home, graph));
      }
    }
  }
  return placed;
}

/** '/paths/~1users' of '<uri>#/paths/~1users/get'. */
function pointerPrefix(id: string): string {
  return id
    .slice(id.indexOf('#') + 1)
    .split('/')
    .slice(0, 3)
    .join('/');
}

function operationsBelow(path: string, graph: Graph): readonly PartNode[] {
  const prefix = `${path.split('|')[0]}/`;
  return [...graph.nodes.values()].filter(
    ({ part }) => part.role === 'operation' && part.id.startsWith(prefix),
  );
}

function place(
  id: string,
  node: PartNode,
  path: string,
  shared: PartNode | undefined,
  home: Home,
  graph: Graph,
): readonly Placed[] {
  const body = graph.follow(node) ?? node;
  const method = String(node.part.path.at(-1) ?? '').toUpperCase();
  const summary = body.facts.operation;
  if (summary) return [{ id, node, body, summary: { ...summary, method }, path, shared, home }];
  // What stands behind a reference that cannot be followed yet is an operation that says nothing.
  const blind = { method, security: null, parameters: null, responses: null };
  return node.facts.ref === undefined ? [] : [{ id, node, body, summary: blind, path, shared, home }];
}

function homeOf(input: OpenApiInput): Home {
  const section = (name: string) => input.parts.find(({ part }) => isSection(part.path, name))?.facts.section;
  const root = input.parts.find(({ part }) => isSection(part.path, 'security'));
  return {
    uri: input.uri,
    security: root ? (root.facts.section?.security ?? null) : undefined,
    consumes: section('consumes')?.consumes ?? ['application/json'],
    produces: section('produces')?.produces ?? ['application/json'],
  };
}

function isSection(path: readonly PathStep[], name: string): boolean {
  return path.length === 1 && path[0] === name;
}

function endpointOf(fact: OperationFact): Endpoint {
  const method: Method = fact.method;
  return {
    source: 'document',
    method,
    path: fact.path,
    shape: shapeOf(fact.path),
    ...(fact.operationId === undefined ? {} : { operationId: fact.operationId }),
    security: fact.security,
    guards: UNKNOWN,
    deprecated: fact.deprecated,
    at: fact.at,
  };
}

/** Traits of what it holds itself, by where, and of the parts that it reaches, unless they go the other way only. */
function exposureOf(id: string, placed: Placed | undefined, graph: Graph): Exposure {
  const request = new Set<string>();
  const response = new Set<string>();
  const parameters = new Set<string>();
  if (!placed) return { request: [], response: [], parameters: [] };
  const { body, shared } = placed;
  for (const trait of [...(body.facts.traits ?? []), ...(shared?.facts.traits ?? [])]) {
    const name = trait.replace(/^\w:/, '').replace(/[<>]$/, '');
    if (trait.startsWith('s:')) addUnless(response, trait, '<', name);
    else addUnless(request, trait, '>', name);
    if (trait.startsWith('p:')) parameters.add(name);
  }
  const reached = graph.reach(id, shared?.part.id);
  const collect = (ids: ReadonlySet<string>, into: Set<string>, other: string) => {
    for (const part of ids) {
      for (const trait of graph.nodes.get(part)?.facts.traits ?? []) {
        addUnless(into, trait, other, trait.replace(/[<>]$/, ''));
      }
    }
  };
  collect(reached.request, request, '>');
  collect(reached.response, response, '<');
  if (reached.unresolved) {
    request.add('unresolved');
    response.add('unresolved');
  }
  return { request: [...request].sort(), response: [...response].sort(), parameters: [...parameters].sort() };
}

function addUnless(into: Set<string>, trait: string, suffix: string, name: string): void {
  if (!trait.endsWith(suffix)) into.add(name);
}

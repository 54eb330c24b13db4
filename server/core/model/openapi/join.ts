import { shapeOf } from '../shape.js';
import { type Endpoint, UNKNOWN } from '../types.js';
import { basePathsOf, documentView } from './documents.js';
import { exposureOf } from './exposure.js';
import { Graph, type PartNode } from './graph.js';
import { operationFact } from './operations.js';
import { type Placed, placedIn } from './placed.js';
import { reachOf, seedsOf } from './reach.js';
import type { DocumentView, Exposure, OpenApiInput, OpenApiModel, OperationFact } from './types.js';
import { type Counted, usageOf } from './usage.js';

const NO_EXPOSURE: Exposure = { request: [], response: [], parameters: [] };

/** Everything that the facts of documents say together; a plain recompute. */
export function joinOpenApi(inputs: readonly OpenApiInput[]): OpenApiModel {
  const graph = new Graph(inputs);
  const documents = new Map<string, DocumentView>();
  const operations = new Map<string, OperationFact>();
  const operationParts = new Map<string, readonly string[]>();
  const places = new Map<string, Placed>();
  const counted: Counted[] = [];
  for (const input of inputs) {
    const mine = countedIn(input, graph);
    counted.push(...mine);
    for (const { placed, fact } of mine) {
      for (const id of [placed.id, placed.body.part.id]) {
        if (places.has(id)) continue;
        places.set(id, placed);
        operations.set(id, fact);
      }
    }
    if (input.version === undefined) continue;
    const facts = mine.map(({ fact }) => fact);
    const ids = mine.map(({ placed }) => placed.id);
    documents.set(input.uri, documentView(input, input.version, facts, graph));
    operationParts.set(input.uri, ids);
  }
  return {
    documents,
    usage: usageOf(counted, graph),
    demands: graph.demands,
    wanted: [...graph.wanted].sort(),
    operations,
    operationParts,
    basePaths: new Map([...documents].map(([uri, view]) => [uri, basePathsOf(view)])),
    endpoints: new Map([...documents].map(([uri, view]) => [uri, endpointsOf(view)])),
    reach: (id) => reachedIds(places.get(id), graph),
    exposure: (id) => {
      const placed = places.get(id);
      return placed ? exposureOf(placed, graph) : NO_EXPOSURE;
    },
  };
}

function countedIn(input: OpenApiInput, graph: Graph): readonly Counted[] {
  if (input.version === undefined) return [];
  return placedIn(input, graph).map((placed) => ({
    placed,
    fact: operationFact(placed, graph),
    seeds: seedsOf(placed, graph),
  }));
}

function reachedIds(placed: Placed | undefined, graph: Graph): ReturnType<OpenApiModel['reach']> {
  if (!placed) return { request: [], response: [] };
  const { request, response } = reachOf(placed, graph);
  const { holders } = seedsOf(placed, graph);
  const ids = (nodes: Iterable<PartNode>) => [...nodes].map(({ part }) => part.id);
  return { request: ids(new Set([...holders, ...request])), response: ids(response) };
}

/** Webhooks are no endpoints: nobody can call them. */
function endpointsOf({ operations }: DocumentView): readonly Endpoint[] {
  return operations
    .filter(({ outbound }) => !outbound)
    .map(({ method, path, operationId, security, deprecated, sunset, at }) => ({
      source: 'document',
      method,
      path,
      shape: shapeOf(path),
      ...(operationId === undefined ? {} : { operationId }),
      security,
      guards: UNKNOWN,
      deprecated,
      ...(sunset === undefined ? {} : { sunset }),
      at,
    }));
}

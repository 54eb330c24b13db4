import type { Direction, Method } from '../types.js';
import type { Graph } from './graph.js';
import type { Placed } from './operations.js';
import { type OperationFact, UNUSED, type Usage } from './types.js';

const SAMPLE = 20;

interface Count {
  request: boolean;
  response: boolean;
  readonly methods: Set<Method>;
  readonly returned: Set<string>;
  readonly parameterUsers: string[];
  readonly schemeUsers: string[];
  document: string | undefined;
}

/** What the operations of the workspace do with each part. */
export function usageOf(
  placed: readonly Placed[],
  operations: ReadonlyMap<string, OperationFact>,
  graph: Graph,
): ReadonlyMap<string, Usage> {
  const counts = new Map<string, Count>();
  for (const place of placed) {
    const fact = operations.get(place.id);
    if (fact) countOperation(place, fact, graph, counts);
  }
  const usage = new Map<string, Usage>();
  for (const [id, { part, input }] of graph.nodes) {
    const count = counts.get(id);
    const document = input.version === undefined ? count?.document : part.uri;
    usage.set(id, count ? toUsage(count, document) : { ...UNUSED, document });
  }
  return usage;
}

function countOperation(place: Placed, fact: OperationFact, graph: Graph, counts: Map<string, Count>): void {
  const { home, shared, body } = place;
  const of = (id: string) => countOf(counts, id, home.uri);
  const own = of(body.part.id);
  own.methods.add(fact.method);
  own.returned.add(fact.key);
  const { request, response } = graph.reach(place.id, shared?.part.id);
  for (const id of request) {
    const count = of(id);
    count.request = true;
    count.methods.add(fact.method);
  }
  for (const id of response) {
    const count = of(id);
    count.response = true;
    if (count.returned.size < SAMPLE) count.returned.add(fact.key);
  }
  if (shared) of(shared.part.id).parameterUsers.push(place.id);
  for (const holder of [body, ...(shared ? [shared] : [])]) {
    for (const { to } of graph.links(holder.part.id)) {
      if (graph.nodes.get(to)?.part.role === 'parameter') of(to).parameterUsers.push(place.id);
    }
  }
  if (!fact.security.known) return;
  for (const { all } of fact.security.value.anyOf) {
    for (const { scheme } of all)
      for (const id of schemeIds(home.uri, scheme, graph)) addOnce(of(id).schemeUsers, fact.key);
  }
}

function schemeIds(uri: string, name: string, graph: Graph): readonly string[] {
  const escaped = name.replaceAll('~', '~0').replaceAll('/', '~1');
  const ids = [`${uri}#/components/securitySchemes/${escaped}`, `${uri}#/securityDefinitions/${escaped}`];
  return ids
    .filter((id) => graph.nodes.has(id))
    .flatMap((id) => [id, graph.follow(graph.nodes.get(id))?.part.id ?? id]);
}

function addOnce(list: string[], key: string): void {
  if (!list.includes(key)) list.push(key);
}

function countOf(counts: Map<string, Count>, id: string, document: string): Count {
  const known = counts.get(id);
  if (known) return known;
  const made: Count = {
    request: false,
    response: false,
    methods: new Set(),
    returned: new Set(),
    parameterUsers: [],
    schemeUsers: [],
    document,
  };
  counts.set(id, made);
  return made;
}

function toUsage(count: Count, document: string | undefined): Usage {
  return {
    direction: directionOf(count),
    writtenBy: [...count.methods].sort(),
    returnedBy: [...count.returned].sort(),
    parameterUsers: [...new Set(count.parameterUsers)],
    schemeUsers: count.schemeUsers,
    document,
  };
}

function directionOf({ request, response }: Count): Direction {
  if (request) return response ? 'both' : 'request';
  return response ? 'response' : 'none';
}

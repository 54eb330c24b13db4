import { append } from '../../text/multimap.js';
import { shapeOf } from '../shape.js';
import { type Endpoint, UNKNOWN } from '../types.js';
import { basePathsOf, documentView } from './documents.js';
import { exposureOf } from './exposure.js';
import { type Changes, Graph, type PartNode } from './graph.js';
import { type Home, homeOf, itemsIn, type Placed, placedIn } from './placed.js';
import { reachOf, seedsOf } from './reach.js';
import { sameNodes } from './same.js';
import type { DocumentView, Exposure, OpenApiInput, OpenApiModel, OperationFact, Usage } from './types.js';
import {
  type Aspects,
  aspectsOf,
  type Counted,
  countedOf,
  joinsAnybody,
  type Stale,
  usageOf,
} from './usage.js';

const NO_EXPOSURE: Exposure = { request: [], response: [], parameters: [] };

/** Everything that the facts of documents say together; computed from nothing. */
export function joinOpenApi(inputs: readonly OpenApiInput[]): OpenApiModel {
  return new OpenApiJoin().join(inputs);
}

/** The operations of one path item, and the nodes whose facts they were made of. */
interface Item {
  readonly home: Home;
  readonly counted: readonly Counted[];
  readonly read: readonly PartNode[];
}

/**
 * Joins the facts of documents again and again. Invariant: what it gives is what a new one would give; while the same
 * parts stand in the same files, only what reads other facts than before is computed again.
 */
export class OpenApiJoin {
  #graph = new Graph([]);
  readonly #items = new Map<PartNode, Item>();
  /** Path items by the nodes that theirs read. */
  readonly #readers = new Map<PartNode, PartNode[]>();
  #aspects: Aspects | undefined;
  #usage: ReadonlyMap<string, Usage> = new Map();

  join(inputs: readonly OpenApiInput[]): OpenApiModel {
    const changes = this.#graph.update(inputs);
    if (!changes) this.#restart(inputs);
    const before = new Map(this.#items);
    for (const node of changes?.nodes ?? [])
      for (const item of [...(this.#readers.get(node) ?? [])]) this.#drop(item);
    const counted = inputs.map((input) => ({ input, all: this.#countedIn(input) }));
    const stale = changes ? this.#staleAfter(changes, before) : ALL;
    if (Object.values(stale).includes(true)) {
      const all = counted.flatMap((one) => one.all);
      this.#aspects = aspectsOf(all, this.#graph, this.#aspects, stale);
      this.#usage = usageOf(this.#aspects, this.#graph, this.#usage);
    }
    return modelOf(counted, this.#usage, this.#graph);
  }

  #restart(inputs: readonly OpenApiInput[]): void {
    this.#graph = new Graph(inputs);
    this.#items.clear();
    this.#readers.clear();
    this.#aspects = undefined;
  }

  #drop(item: PartNode): void {
    for (const node of this.#items.get(item)?.read ?? []) {
      const readers = this.#readers.get(node);
      readers?.splice(readers.indexOf(item), 1);
    }
    this.#items.delete(item);
  }

  #countedIn(input: OpenApiInput): readonly Counted[] {
    if (input.version === undefined) return [];
    const home = homeOf(input);
    return itemsIn(input, this.#graph).flatMap((item) => {
      const known = this.#items.get(item);
      return known && isSameHome(known.home, home) ? known.counted : this.#count(item, home);
    });
  }

  #count(item: PartNode, home: Home): readonly Counted[] {
    const graph = this.#graph;
    this.#drop(item);
    const { value, read } = graph.watch(() =>
      placedIn(item, home, graph).map((placed) => countedOf(placed, graph)),
    );
    this.#items.set(item, { home, counted: value, read });
    for (const node of read) {
      append(this.#readers, node, item);
    }
    return value;
  }

  /** What operations do with parts that may differ, where what they refer to changed or operations were counted again. */
  #staleAfter(changes: Changes, before: ReadonlyMap<PartNode, Item>): Stale {
    const pairs: [Counted, Counted][] = [];
    for (const [item, { counted }] of this.#items) {
      const old = before.get(item)?.counted;
      if (old === counted) continue;
      if (old?.length !== counted.length) return ALL;
      for (const [index, one] of counted.entries()) pairs.push([old[index] ?? one, one]);
    }
    if (!pairs.every(isSameOperation)) return ALL;
    const some = (differs: (a: Counted, b: Counted) => boolean) => pairs.some(([a, b]) => differs(a, b));
    return {
      written: changes.same || some((a, b) => !sameNodes(a.seeds.request, b.seeds.request)),
      returned: changes.same || some((a, b) => !sameNodes(a.seeds.response, b.seeds.response)),
      joined:
        changes.same ||
        some((a, b) => !sameNodes(a.seeds.request, b.seeds.request)) ||
        some((a, b) => joinsAnybody(a.fact) !== joinsAnybody(b.fact)),
      own: changes.same || some((a, b) => !sameNodes(a.seeds.request, b.seeds.request)),
      parameterUsers: some((a, b) => !sameNodes(a.takes, b.takes)),
      schemeUsers:
        declares(changes) ||
        some((a, b) => JSON.stringify(a.fact.security) !== JSON.stringify(b.fact.security)),
      documents: changes.links && this.#graph.hasFragments,
    };
  }
}

const ALL: Stale = {
  written: true,
  returned: true,
  joined: true,
  own: true,
  parameterUsers: true,
  schemeUsers: true,
  documents: true,
};

/** The same operation at the same place, whatever it refers to. */
function isSameOperation([a, b]: readonly [Counted, Counted]): boolean {
  return (
    a.placed.id === b.placed.id &&
    a.placed.body === b.placed.body &&
    a.placed.shared === b.placed.shared &&
    a.fact.key === b.fact.key &&
    a.fact.outbound === b.fact.outbound
  );
}

/** Whether a security scheme is among what changed: who uses it may stand behind a reference. */
function declares({ nodes }: Changes): boolean {
  return [...nodes].some(({ part }) => part.role === 'securityScheme');
}

function isSameHome(a: Home, b: Home): boolean {
  return (
    a.address === b.address &&
    a.security === b.security &&
    sameNodes(a.consumes, b.consumes) &&
    sameNodes(a.produces, b.produces)
  );
}

interface CountedInput {
  readonly input: OpenApiInput;
  readonly all: readonly Counted[];
}

function modelOf(
  counted: readonly CountedInput[],
  usage: ReadonlyMap<string, Usage>,
  graph: Graph,
): OpenApiModel {
  const documents = new Map<string, DocumentView>();
  const operations = new Map<string, OperationFact>();
  const operationParts = new Map<string, readonly string[]>();
  const places = new Map<string, Placed>();
  for (const { input, all } of counted) {
    for (const { placed, fact } of all) {
      for (const id of [placed.id, placed.body.part.id]) {
        if (places.has(id)) continue;
        places.set(id, placed);
        operations.set(id, fact);
      }
    }
    if (input.version === undefined) continue;
    const facts = all.map(({ fact }) => fact);
    const ids = all.map(({ placed }) => placed.id);
    documents.set(input.uri, documentView(input, input.version, facts, graph));
    operationParts.set(input.uri, ids);
  }
  return {
    documents,
    usage,
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

function reachedIds(placed: Placed | undefined, graph: Graph): ReturnType<OpenApiModel['reach']> {
  if (!placed) return { request: [], response: [] };
  const { request, response } = reachOf(placed, graph);
  const { holders } = seedsOf(placed, graph);
  const ids = (nodes: Iterable<PartNode>) => [...nodes].map(({ part }) => part.id);
  return { request: ids(new Set([...holders, ...request])), response: ids(response) };
}

/** Webhooks are no endpoints: nobody can call them. */
function endpointsOf({ operations }: DocumentView): readonly Endpoint[] {
  return operations.filter(({ outbound }) => !outbound).map(endpointOf);
}

/** Facts are the same objects while nothing changes. */
const endpoints = new WeakMap<OperationFact, Endpoint>();

function endpointOf(fact: OperationFact): Endpoint {
  const known = endpoints.get(fact);
  if (known) return known;
  const { method, path, operationId, security, deprecated, sunset, at } = fact;
  const made: Endpoint = {
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
  };
  endpoints.set(fact, made);
  return made;
}

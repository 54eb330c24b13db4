import { sameMembers } from '../../text/members.js';
import { include } from '../../text/multimap.js';
import { basePathsOf, documentView } from './documents.js';
import { endpointsOf } from './endpoints.js';
import { exposureOf } from './exposure.js';
import { type Changes, Graph, type PartNode } from './graph.js';
import { type Counts, OperationBook, type Recounted } from './operation-book.js';
import { type Home, homeOf, type Placed, placedIn } from './placed.js';
import { reachOf, seedsOf } from './reach.js';
import type { Survey } from './survey.js';
import type { DocumentView, Exposure, OpenApiInput, OpenApiModel } from './types.js';
import { type Counted, countedOf, type Recount, UsageBook } from './usage.js';
import { isSameCall } from './uses.js';

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
 * files are there, only what reads other facts than before is computed again.
 */
export class OpenApiJoin {
  #graph = new Graph([]);
  readonly #items = new Map<PartNode, Item>();
  /** Path items by the nodes that theirs read. */
  readonly #readers = new Map<PartNode, Set<PartNode>>();
  readonly #homes = new Map<string, Home>();
  #book = new UsageBook(new Map());
  #operations = new OperationBook();

  join(inputs: readonly OpenApiInput[]): OpenApiModel {
    const known = this.#graph.update(inputs);
    const changes = known ?? this.#restart(inputs);
    const before = new Map<PartNode, readonly Counted[]>();
    for (const node of [...changes.nodes, ...changes.gone])
      for (const item of [...(this.#readers.get(node) ?? [])]) this.#drop(item, before);
    const counted = inputs.map((input) => ({ input, all: this.#countedIn(input, before) }));
    const recounts = [...before].map(([item, old]) => ({
      item,
      before: old,
      now: this.#items.get(item)?.counted ?? [],
    }));
    const all = () => counted.flatMap(({ all }) => all);
    const usage = this.#book.update(all, recounts.flatMap(pairsOf), this.#graph, changes);
    const operations = this.#operations.update(() => this.#countsIn(inputs), recounts, changes.parts);
    return modelOf(counted, {
      usage: this.#book.usage,
      operations: this.#operations.facts,
      changed: known && { usage, operations },
      graph: this.#graph,
    });
  }

  /** There are other files than before. */
  #restart(inputs: readonly OpenApiInput[]): Changes {
    this.#graph = new Graph(inputs);
    this.#items.clear();
    this.#homes.clear();
    this.#readers.clear();
    this.#book = new UsageBook(this.#book.usage);
    this.#operations = new OperationBook();
    return this.#graph.update(inputs) ?? NO_CHANGES;
  }

  *#countsIn(inputs: readonly OpenApiInput[]): Iterable<Counts> {
    for (const { uri, version } of inputs) {
      if (version === undefined) continue;
      for (const item of this.#graph.surveyOf(uri).items) {
        yield { item, counted: this.#items.get(item)?.counted ?? [] };
      }
    }
  }

  #drop(item: PartNode, before: Map<PartNode, readonly Counted[]>): void {
    const known = this.#items.get(item);
    if (known && !before.has(item)) before.set(item, known.counted);
    for (const node of known?.read ?? []) {
      const readers = this.#readers.get(node);
      if (readers?.delete(item) && readers.size === 0) this.#readers.delete(node);
    }
    this.#items.delete(item);
  }

  #countedIn(input: OpenApiInput, before: Map<PartNode, readonly Counted[]>): readonly Counted[] {
    if (input.version === undefined) return [];
    const survey = this.#graph.surveyOf(input.uri);
    const home = this.#homeOf(input, survey);
    return survey.items.flatMap((item) => {
      const known = this.#items.get(item);
      return known?.home === home ? known.counted : this.#count(item, home, before);
    });
  }

  /** The same object while it says the same. */
  #homeOf(input: OpenApiInput, survey: Survey): Home {
    const before = this.#homes.get(input.uri);
    const home = homeOf(input, survey);
    if (before && isSameHome(before, home)) return before;
    this.#homes.set(input.uri, home);
    return home;
  }

  #count(item: PartNode, home: Home, before: Map<PartNode, readonly Counted[]>): readonly Counted[] {
    const graph = this.#graph;
    this.#drop(item, before);
    const old = before.get(item) ?? [];
    before.set(item, old);
    const { value, read } = graph.watch(() =>
      placedIn(item, home, graph).map((placed, index) => {
        const made = countedOf(placed, graph);
        const call = old[index]?.call;
        return call && isSameCall(call, made.call) ? { ...made, call } : made;
      }),
    );
    this.#items.set(item, { home, counted: value, read });
    for (const node of read) include(this.#readers, node, item);
    return value;
  }
}

const NO_CHANGES: Changes = {
  nodes: new Set(),
  come: new Set(),
  gone: new Set(),
  links: new Set(),
  parts: false,
};

function pairsOf({ before, now }: Recounted): readonly Recount[] {
  const length = Math.max(before.length, now.length);
  return Array.from({ length }, (_, index) => [before[index], now[index]]);
}

function isSameHome(a: Home, b: Home): boolean {
  return (
    a.address === b.address &&
    a.security === b.security &&
    sameMembers(a.consumes, b.consumes) &&
    sameMembers(a.produces, b.produces)
  );
}

interface CountedInput {
  readonly input: OpenApiInput;
  readonly all: readonly Counted[];
}

/** What a join keeps for the next. */
interface Kept extends Pick<OpenApiModel, 'usage' | 'operations' | 'changed'> {
  readonly graph: Graph;
}

function modelOf(counted: readonly CountedInput[], { graph, ...kept }: Kept): OpenApiModel {
  const documents = new Map<string, DocumentView>();
  for (const { input, all } of counted) {
    if (input.version === undefined) continue;
    const facts = all.map(({ fact }) => fact);
    documents.set(input.uri, documentView(input, input.version, facts, graph));
  }
  const places = lazy(() => placesIn(counted));
  const parts = lazy(() => new Map(counted.flatMap(partsOf)));
  const basePaths = lazy(() => new Map([...documents].map(([uri, view]) => [uri, basePathsOf(view)])));
  const endpoints = lazy(() => new Map([...documents].map(([uri, view]) => [uri, endpointsOf(view)])));
  return {
    ...kept,
    documents,
    demands: graph.demands,
    names: graph.names,
    wanted: [...graph.wanted].sort(),
    get operationParts() {
      return parts();
    },
    get basePaths() {
      return basePaths();
    },
    get endpoints() {
      return endpoints();
    },
    reach: (id) => reachedIds(places().get(id), graph),
    exposure: (id) => {
      const placed = places().get(id);
      return placed ? exposureOf(placed, graph) : NO_EXPOSURE;
    },
  };
}

/** Of a document, its uri and the ids of its operations. */
function partsOf({ input, all }: CountedInput): readonly (readonly [string, readonly string[]])[] {
  return input.version === undefined ? [] : [[input.uri, all.map(({ placed }) => placed.id)]];
}

/** Most of what is known of documents is asked for now and then. */
function lazy<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** By part, an operation that stands in another file under both. */
function placesIn(counted: readonly CountedInput[]): ReadonlyMap<string, Placed> {
  const places = new Map<string, Placed>();
  for (const { placed } of counted.flatMap(({ all }) => all))
    for (const id of [placed.id, placed.body.part.id]) if (!places.has(id)) places.set(id, placed);
  return places;
}

function reachedIds(placed: Placed | undefined, graph: Graph): ReturnType<OpenApiModel['reach']> {
  if (!placed) return { request: [], response: [] };
  const { request, response } = reachOf(placed, graph);
  const { holders } = seedsOf(placed, graph);
  const ids = (nodes: Iterable<PartNode>) => [...nodes].map(({ part }) => part.id);
  return { request: ids(new Set([...holders, ...request])), response: ids(response) };
}

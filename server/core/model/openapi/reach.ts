import type { Graph, PartNode } from './graph.js';
import type { Placed } from './placed.js';

/** Which way the data of an operation goes. */
export type Course = 'request' | 'response';

/** What an operation reaches. */
export interface Reach {
  readonly request: ReadonlySet<PartNode>;
  readonly response: ReadonlySet<PartNode>;
  /** Some reference on the way leads to what cannot be seen. */
  readonly unresolved: boolean;
}

/** Parts to which an operation refers itself, or its path item, or a callback that it refers to. */
export interface Seeds {
  readonly request: readonly PartNode[];
  readonly response: readonly PartNode[];
  /** The parts that refer to them: the operation, its path item and its callbacks. */
  readonly holders: readonly PartNode[];
}

export function seedsOf(placed: Placed, graph: Graph): Seeds {
  const holders = holdersOf(placed, graph);
  const links = holders.map((holder) => graph.links(holder));
  const out = {
    request: links.flatMap(({ request }) => request),
    response: links.flatMap(({ response }) => response),
  };
  return placed.flipped ? { request: out.response, response: out.request, holders } : { ...out, holders };
}

/** Adds all that is reached from the starts; `enter` says whether to go on behind a part. */
export function flood(starts: readonly PartNode[], graph: Graph, enter: (node: PartNode) => boolean): void {
  const todo = [...starts];
  for (let node = todo.pop(); node; node = todo.pop()) {
    if (!enter(node)) continue;
    for (const next of graph.links(node).same) todo.push(next);
  }
}

export function reachOf(placed: Placed, graph: Graph): Reach {
  const seeds = seedsOf(placed, graph);
  let unresolved = seeds.holders.some((holder) => graph.links(holder).unresolved);
  const closure = (starts: readonly PartNode[]) => {
    const reached = new Set<PartNode>();
    flood(starts, graph, (node) => {
      if (reached.has(node)) return false;
      reached.add(node);
      unresolved ||= graph.links(node).unresolved;
      return true;
    });
    return reached;
  };
  const request = closure(seeds.request);
  const response = closure(seeds.response);
  return { request, response, unresolved };
}

/** What it refers to in neither direction are callbacks, whose operations have directions of their own. */
function holdersOf({ body, shared }: Placed, graph: Graph): readonly PartNode[] {
  const holders = new Set<PartNode>();
  flood(shared ? [shared, body] : [body], graph, (node) => {
    if (holders.has(node)) return false;
    holders.add(node);
    return true;
  });
  return [...holders];
}

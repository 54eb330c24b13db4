import type { Graph, PartNode } from './graph.js';
import type { Placed } from './placed.js';
import { type Reach, reachOf } from './reach.js';
import type { Exposure } from './types.js';

/** Something on the way cannot be seen, so that a trait which is missing is unknown and not absent. */
const UNRESOLVED = 'unresolved';

/** Traits of what an operation holds itself, by where, and of the parts that it reaches, unless they go the other way only. */
export function exposureOf(placed: Placed, graph: Graph): Exposure {
  const sets = { request: new Set<string>(), response: new Set<string>(), parameters: new Set<string>() };
  for (const holder of placed.shared ? [placed.body, placed.shared] : [placed.body]) {
    for (const trait of holder.facts.traits ?? []) addOwn(trait, placed.flipped, sets);
  }
  const reach = reachOf(placed, graph);
  addReached(reach, sets);
  for (const way of reach.unresolved ? [sets.request, sets.response] : []) way.add(UNRESOLVED);
  return {
    request: [...sets.request].sort(),
    response: [...sets.response].sort(),
    parameters: [...sets.parameters].sort(),
  };
}

interface Sets {
  readonly request: Set<string>;
  readonly response: Set<string>;
  readonly parameters: Set<string>;
}

/** 's:secret', 'q:privileged>': where, what, and the one direction that it has. */
function addOwn(trait: string, flipped: boolean, sets: Sets): void {
  const [, place = '', name = '', only = ''] = /^(?:(\w):)?([^<>]*)([<>]?)$/.exec(trait) ?? [];
  const request = (place === 's') === flipped;
  if (only !== (request ? '>' : '<')) (request ? sets.request : sets.response).add(name);
  if (place === 'p') sets.parameters.add(name);
}

function addReached({ request, response }: Reach, sets: Sets): void {
  for (const node of request) {
    addAll(node, '>', sets.request);
    if (node.part.role === 'parameter') addAll(node, '>', sets.parameters);
  }
  for (const node of response) addAll(node, '<', sets.response);
}

function addAll(node: PartNode, other: string, into: Set<string>): void {
  for (const trait of node.facts.traits ?? []) {
    if (!trait.endsWith(other)) into.add(trait.replace(/[<>]$/, ''));
  }
}

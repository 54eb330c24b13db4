import { changesOwnAccount } from '../../words/own-account.js';
import { isSignUp } from '../../words/public-paths.js';
import type { Direction, Method } from '../types.js';
import type { Graph, PartNode } from './graph.js';
import { operationFact } from './operations.js';
import type { Placed } from './placed.js';
import { flood, type Seeds, seedsOf } from './reach.js';
import { sameNodes } from './same.js';
import { type OperationFact, UNUSED, type Usage } from './types.js';

/** One operation, what its facts come to, and where what it reaches begins. */
export interface Counted {
  readonly placed: Placed;
  readonly fact: OperationFact;
  readonly seeds: Seeds;
  /** The parameters that it takes, through references that lead to references, and its path item. */
  readonly takes: readonly PartNode[];
}

export function countedOf(placed: Placed, graph: Graph): Counted {
  const fact = operationFact(placed, graph);
  return { placed, fact, seeds: seedsOf(placed, graph), takes: takenBy(placed, graph) };
}

function takenBy({ body, shared }: Placed, graph: Graph): readonly PartNode[] {
  const taken = new Set<PartNode>(shared ? [shared] : []);
  const direct = [body, ...taken].flatMap((holder) => graph.links(holder).request);
  const isParameter = ({ part }: PartNode) => part.role === 'parameter';
  flood(direct.filter(isParameter), graph, (node) => {
    return isParameter(node) && addNew(taken, node);
  });
  return [...taken];
}

/** How many operations a sample names. */
const SAMPLE = 20;

/** What operations do with parts, by what it depends on. */
export interface Aspects {
  readonly written: ReadonlyMap<PartNode, readonly Method[]>;
  readonly returned: Returned;
  readonly joined: ReadonlyMap<PartNode, readonly string[]>;
  readonly own: ReadonlyMap<PartNode, readonly string[]>;
  readonly parameterUsers: ReadonlyMap<PartNode, readonly string[]>;
  readonly schemeUsers: ReadonlyMap<PartNode, readonly string[]>;
  readonly documents: ReadonlyMap<PartNode, string>;
}

/** Aspects that may be others than before. */
export type Stale = { readonly [K in keyof Aspects]: boolean };

export function aspectsOf(
  operations: readonly Counted[],
  graph: Graph,
  before: Aspects | undefined,
  stale: Stale,
): Aspects {
  const keep = <T>(known: T | undefined, isStale: boolean, make: () => T): T =>
    known === undefined || isStale ? make() : known;
  return {
    written: keep(before?.written, stale.written, () => writtenBy(operations, graph)),
    returned: keep(before?.returned, stale.returned, () => returnedBy(operations, graph)),
    joined: keep(before?.joined, stale.joined, () => sentTo(operations, graph, joinsAnybody)),
    own: keep(before?.own, stale.own, () => sentTo(operations, graph, changesCaller)),
    parameterUsers: keep(before?.parameterUsers, stale.parameterUsers, () => parameterUsersOf(operations)),
    schemeUsers: keep(before?.schemeUsers, stale.schemeUsers, () => schemeUsersOf(operations, graph)),
    documents: keep(before?.documents, stale.documents, () => documentsOf(graph)),
  };
}

/** What the operations of the workspace do with each part; what is as before is the same object. */
export function usageOf(
  { written, returned, joined, own, parameterUsers, schemeUsers, documents }: Aspects,
  graph: Graph,
  before: ReadonlyMap<string, Usage>,
): ReadonlyMap<string, Usage> {
  const usage = new Map<string, Usage>();
  for (const [id, node] of graph.nodes) {
    const methods = written.get(node);
    const keys = returned.keys.get(node);
    const made: Usage = {
      direction: directionOf(methods !== undefined, keys !== undefined || returned.sent.has(node)),
      writtenBy: methods ?? UNUSED.writtenBy,
      returnedBy: keys ?? UNUSED.returnedBy,
      joinedBy: joined.get(node) ?? UNUSED.joinedBy,
      ownBy: own.get(node) ?? UNUSED.ownBy,
      parameterUsers: parameterUsers.get(node) ?? UNUSED.parameterUsers,
      schemeUsers: schemeUsers.get(node) ?? UNUSED.schemeUsers,
      document: documents.get(node),
    };
    const old = before.get(id);
    usage.set(id, old && isSameUsage(old, made) ? old : made);
  }
  return usage;
}

function isSameUsage(a: Usage, b: Usage): boolean {
  return (
    a.direction === b.direction &&
    a.document === b.document &&
    sameNodes(a.writtenBy, b.writtenBy) &&
    sameNodes(a.returnedBy, b.returnedBy) &&
    sameNodes(a.joinedBy, b.joinedBy) &&
    sameNodes(a.ownBy, b.ownBy) &&
    sameNodes(a.parameterUsers, b.parameterUsers) &&
    sameNodes(a.schemeUsers, b.schemeUsers)
  );
}

/** Stands for the calls that the API makes among the methods that write a part: nobody's request to the API. */
const OUTBOUND = '';

function directionOf(request: boolean, response: boolean): Direction {
  if (request) return response ? 'both' : 'request';
  return response ? 'response' : 'none';
}

/** Method by method, so that each part is entered once for each of them and not once for each operation. */
function writtenBy(operations: readonly Counted[], graph: Graph): ReadonlyMap<PartNode, readonly Method[]> {
  const starts = new Map<Method, PartNode[]>();
  for (const { seeds, fact } of operations) {
    const method = fact.outbound ? OUTBOUND : fact.method;
    const list = starts.get(method) ?? [];
    starts.set(method, list);
    list.push(...seeds.request);
  }
  const methods = new Map<PartNode, Set<Method>>();
  for (const [method, nodes] of starts) {
    flood(nodes, graph, (node) => {
      const known = methods.get(node);
      if (!known) methods.set(node, new Set([method]));
      else if (known.has(method)) return false;
      else known.add(method);
      return true;
    });
  }
  const sorted = ([node, all]: readonly [PartNode, ReadonlySet<Method>]) =>
    [node, [...all].filter((method) => method !== OUTBOUND).sort()] as const;
  return new Map([...methods].map(sorted));
}

interface Returned {
  readonly keys: ReadonlyMap<PartNode, readonly string[]>;
  /** What leaves the API in calls of its own. */
  readonly sent: ReadonlySet<PartNode>;
}

/** A part whose sample is full has full samples behind it, so that an operation need not go on there. */
function returnedBy(operations: readonly Counted[], graph: Graph): Returned {
  const keys = new Map<PartNode, string[]>();
  const sent = new Set<PartNode>();
  const sorted = [...operations].sort((a, b) =>
    a.fact.key < b.fact.key ? -1 : a.fact.key > b.fact.key ? 1 : 0,
  );
  for (const { seeds, fact } of sorted) {
    flood(seeds.response, graph, (node) => {
      if (fact.outbound) return addNew(sent, node);
      const sample = keys.get(node);
      if (!sample) keys.set(node, [fact.key]);
      else if (sample.length >= SAMPLE || sample.at(-1) === fact.key) return false;
      else sample.push(fact.key);
      return true;
    });
  }
  return { keys, sent };
}

/** Whether anybody makes an account of their own by the operation. */
export function joinsAnybody(fact: OperationFact): boolean {
  const { security } = fact;
  const open = security.known && security.value.anyOf.every(({ all }) => all.length === 0);
  return open && !fact.outbound && isSignUp(fact);
}

/** Whether callers change an account of their own by the operation. */
export function changesCaller({ path, method, outbound }: OperationFact): boolean {
  return !outbound && changesOwnAccount(path, method);
}

/** Keys of the operations of some kind, by what is sent to them. */
function sentTo(
  operations: readonly Counted[],
  graph: Graph,
  concerns: (fact: OperationFact) => boolean,
): ReadonlyMap<PartNode, readonly string[]> {
  const keys = new Map<PartNode, string[]>();
  for (const { seeds, fact } of operations) {
    if (!concerns(fact)) continue;
    const reached = new Set<PartNode>();
    flood(seeds.request, graph, (node) => addNew(reached, node));
    for (const node of reached) append(keys, node, fact.key);
  }
  return keys;
}

/** Ids of operations by parameter and by path item. */
function parameterUsersOf(operations: readonly Counted[]): ReadonlyMap<PartNode, readonly string[]> {
  const users = new Map<PartNode, string[]>();
  for (const { placed, takes } of operations) for (const node of takes) append(users, node, placed.id);
  return users;
}

function schemeUsersOf(
  operations: readonly Counted[],
  graph: Graph,
): ReadonlyMap<PartNode, readonly string[]> {
  const users = new Map<PartNode, string[]>();
  for (const { placed, fact } of operations) {
    if (!fact.security.known) continue;
    for (const { all } of fact.security.value.anyOf) {
      for (const { scheme } of all) {
        const node = schemeNode(placed.home.uri, scheme, graph);
        if (!node) continue;
        append(users, node, fact.key);
        const declared = graph.follow(node);
        if (declared !== node) append(users, declared, fact.key);
      }
    }
  }
  return users;
}

/** The part that declares a scheme of the document: of 3.x, or of 2.0. */
function schemeNode(uri: string, name: string, graph: Graph): PartNode | undefined {
  const escaped = name.replaceAll('~', '~0').replaceAll('/', '~1');
  return (
    graph.nodes.get(`${uri}#/components/securitySchemes/${escaped}`) ??
    graph.nodes.get(`${uri}#/securityDefinitions/${escaped}`)
  );
}

/** A part of an OpenAPI document belongs to it, one of another file to the first document that reaches it. */
function documentsOf(graph: Graph): ReadonlyMap<PartNode, string> {
  const documents = new Map<PartNode, string>();
  const owned = [...graph.nodes.values()].filter(({ file }) => file.version !== undefined);
  for (const node of owned) documents.set(node, node.file.uri);
  if (owned.length === graph.nodes.size) return documents;
  for (const start of owned) {
    const todo = [start];
    for (let node = todo.pop(); node; node = todo.pop()) {
      const { request, response, same } = graph.links(node);
      for (const next of [...request, ...response, ...same, ...graph.operationsOf(node)]) {
        if (documents.has(next)) continue;
        documents.set(next, start.file.uri);
        todo.push(next);
      }
    }
  }
  return documents;
}

/** False when the set has it already. */
function addNew<T>(set: Set<T>, item: T): boolean {
  const isNew = !set.has(item);
  set.add(item);
  return isNew;
}

function append(lists: Map<PartNode, string[]>, node: PartNode, value: string): void {
  const list = lists.get(node);
  if (!list) lists.set(node, [value]);
  else if (list.at(-1) !== value) list.push(value);
}

import { sameMembers } from '../../text/members.js';
import { isSearch } from '../../words/effects.js';
import { sendsData } from '../../words/methods.js';
import { changesOwnAccount, changesOwnRecord } from '../../words/own-account.js';
import { isPublicByNature, isSignUp } from '../../words/public-paths.js';
import { addressUse } from '../../words/server-calls.js';
import type { Direction } from '../types.js';
import type { Changes, Graph, PartNode } from './graph.js';
import { operationFact } from './operations.js';
import type { Placed } from './placed.js';
import { flood, type Seeds, seedsOf } from './reach.js';
import { type OperationFact, UNUSED, type Usage } from './types.js';
import { type Call, type Use, Uses } from './uses.js';

/** One operation, what its facts come to, and where what it reaches begins. */
export interface Counted {
  readonly placed: Placed;
  readonly fact: OperationFact;
  readonly call: Call;
  /** The parameters that it takes, through references that lead to references, and its path item. */
  readonly takes: readonly PartNode[];
}

export function countedOf(placed: Placed, graph: Graph): Counted {
  const fact = operationFact(placed, graph);
  return { placed, fact, call: callOf(fact, seedsOf(placed, graph)), takes: takenBy(placed, graph) };
}

function callOf(fact: OperationFact, { request, response }: Seeds): Call {
  const { key, method, outbound } = fact;
  return {
    key,
    method,
    outbound,
    joins: joinsAnybody(fact),
    own: changesCaller(fact),
    open: changesForAnybody(fact),
    calls: addressUse(fact),
    request,
    response,
  };
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

/** Whether anybody makes an account of their own by the operation. */
export function joinsAnybody(fact: OperationFact): boolean {
  const { security } = fact;
  const open = security.known && security.value.anyOf.every(({ all }) => all.length === 0);
  return open && !fact.outbound && isSignUp(fact);
}

/** Whether callers change an account of their own by the operation. */
export function changesCaller({ path, method, outbound, security }: OperationFact): boolean {
  if (outbound) return false;
  const ways = security.known ? security.value.anyOf : [];
  const scopes = ways.map(({ all }) => all.flatMap((one) => one.scopes));
  return changesOwnAccount(path, method) || changesOwnRecord(path, method, scopes);
}

/** Whether callers change something by the operation though they have not signed in, as it says itself and no search or sign-in does. */
export function changesForAnybody(fact: OperationFact): boolean {
  const { path, method, outbound, security, operationId } = fact;
  if (outbound || !sendsData(method) || !security.known || security.value.from !== 'operation') return false;
  const { anyOf } = security.value;
  const isOpen = anyOf.length === 0 || anyOf.some(({ all }) => all.length === 0);
  return isOpen && !isSearch(fact) && !isPublicByNature({ path, method, operationId });
}

/** An operation as it was counted before, and as it is now; undefined where it was not, or is not. */
export type Recount = readonly [before: Counted | undefined, now: Counted | undefined];

/** What the rest of the workspace does with each part. Invariant: after an update it is what a new one would be. */
export class UsageBook {
  readonly #uses = new Uses();
  #parameterUsers: Users = new Map();
  #schemeUsers: Users = new Map();
  /** Documents of parts of other files. */
  #documents: ReadonlyMap<PartNode, string> = new Map();
  readonly #usage = new Map<string, Usage>();

  /** What is as in `before` is the same object. */
  constructor(private readonly before: ReadonlyMap<string, Usage>) {}

  /** By part id. Later updates show in it. */
  get usage(): ReadonlyMap<string, Usage> {
    return this.#usage;
  }

  /**
   * Gives the ids of parts that are used in another way. `all` are the operations in their order, `recounts` those that
   * may be others.
   */
  update(
    all: () => readonly Counted[],
    recounts: readonly Recount[],
    graph: Graph,
    changes: Changes,
  ): ReadonlySet<string> {
    const calls = recounts.filter(([a, b]) => a?.call !== b?.call);
    const gone = calls.flatMap(([a]) => a?.call ?? []);
    const come = calls.flatMap(([, b]) => b?.call ?? []);
    const stale = new Set([...changes.nodes, ...this.#uses.update({ gone, come }, graph, changes)]);
    if (changes.parts || recounts.some(takesOthers)) {
      const next = parameterUsersOf(all());
      addDifferent(this.#parameterUsers, next, sameMembers, stale);
      this.#parameterUsers = next;
    }
    if (changes.parts || declares(changes) || recounts.some(asksForOthers)) {
      const next = schemeUsersOf(all(), graph);
      addDifferent(this.#schemeUsers, next, sameMembers, stale);
      this.#schemeUsers = next;
    }
    if (graph.hasFragments && (changes.parts || changes.links.size > 0)) {
      const next = documentsOf(graph);
      addDifferent(this.#documents, next, Object.is, stale);
      this.#documents = next;
    }
    return this.#rewrite(stale, changes);
  }

  #rewrite(stale: ReadonlySet<PartNode>, { gone }: Changes): ReadonlySet<string> {
    const changed = new Set<string>();
    for (const { part } of gone) if (this.#usage.delete(part.id)) changed.add(part.id);
    for (const node of stale) {
      if (gone.has(node)) continue;
      const { id } = node.part;
      const known = this.#usage.get(id);
      const old = known ?? this.before.get(id);
      const made = this.#usageOf(node);
      const next = old && isSameUsage(old, made) ? old : made;
      if (next === known) continue;
      this.#usage.set(id, next);
      changed.add(id);
    }
    return changed;
  }

  #usageOf(node: PartNode): Usage {
    const use = this.#uses.of(node);
    return {
      direction: directionOf(use),
      writtenBy: use.written,
      returnedBy: use.returned,
      joinedBy: use.joined,
      ownBy: use.own,
      openBy: use.open,
      calls: use.calls,
      parameterUsers: this.#parameterUsers.get(node) ?? UNUSED.parameterUsers,
      schemeUsers: this.#schemeUsers.get(node) ?? UNUSED.schemeUsers,
      document: node.file.version === undefined ? this.#documents.get(node) : node.file.uri,
    };
  }
}

type Users = ReadonlyMap<PartNode, readonly string[]>;

function addDifferent<T>(
  before: ReadonlyMap<PartNode, T>,
  now: ReadonlyMap<PartNode, T>,
  isSame: (a: T, b: T) => boolean,
  into: Set<PartNode>,
): void {
  for (const [node, value] of now) {
    const old = before.get(node);
    if (old === undefined || !isSame(old, value)) into.add(node);
  }
  for (const node of before.keys()) if (!now.has(node)) into.add(node);
}

function takesOthers([a, b]: Recount): boolean {
  return !a || !b || a.placed.id !== b.placed.id || !sameMembers(a.takes, b.takes);
}

function asksForOthers([a, b]: Recount): boolean {
  if (!a || !b || a.fact.key !== b.fact.key) return true;
  return a.fact !== b.fact && JSON.stringify(a.fact.security) !== JSON.stringify(b.fact.security);
}

/** Whether a security scheme is among what changed: who uses it may stand behind a reference. */
function declares({ nodes }: Changes): boolean {
  return [...nodes].some(({ part }) => part.role === 'securityScheme');
}

function isSameUsage(a: Usage, b: Usage): boolean {
  return (
    a.direction === b.direction &&
    a.document === b.document &&
    sameMembers(a.writtenBy, b.writtenBy) &&
    sameMembers(a.returnedBy, b.returnedBy) &&
    sameMembers(a.joinedBy, b.joinedBy) &&
    sameMembers(a.ownBy, b.ownBy) &&
    sameMembers(a.openBy, b.openBy) &&
    sameMembers(a.calls, b.calls) &&
    sameMembers(a.parameterUsers, b.parameterUsers) &&
    sameMembers(a.schemeUsers, b.schemeUsers)
  );
}

function directionOf({ taken, given }: Use): Direction {
  if (taken) return given ? 'both' : 'request';
  return given ? 'response' : 'none';
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
        const { sibling } = node.facts;
        const other = sibling === undefined ? undefined : graph.nodes.get(`${node.part.uri}#${sibling}`);
        for (const one of new Set([node, other ?? graph.follow(node)])) append(users, one, fact.key);
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
    graph.nodes.get(`${uri}#/securityDefinitions/${escaped}`) ??
    [...graph.surveyOf(uri).telling]
      .flatMap((node) => graph.schemesBehind(node))
      .find(({ part }) => part.path.at(-1) === name)
  );
}

/** Of the parts of other files than documents, the first document that reaches each. */
function documentsOf(graph: Graph): ReadonlyMap<PartNode, string> {
  const documents = new Map<PartNode, string>();
  for (const start of graph.nodes.values()) {
    if (start.file.version === undefined) continue;
    const todo = [start];
    for (let node = todo.pop(); node; node = todo.pop()) {
      const { request, response, same } = graph.links(node);
      for (const next of [...request, ...response, ...same, ...graph.operationsOf(node)]) {
        if (next.file.version !== undefined || documents.has(next)) continue;
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

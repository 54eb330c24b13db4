import { sameMembers } from '../../text/members.js';
import { include } from '../../text/multimap.js';
import type { AddressUse } from '../../words/server-calls.js';
import type { Method } from '../types.js';
import type { Changes, Graph, PartNode } from './graph.js';

/** One operation as what passes through it: where its data begins, and what is said of all that it reaches. */
export interface Call {
  readonly key: string;
  readonly method: Method;
  /** The API makes it. */
  readonly outbound: boolean;
  /** Anybody makes an account of their own by it. */
  readonly joins: boolean;
  /** Callers change an account of their own by it. */
  readonly own: boolean;
  /** Callers who have not signed in change something by it, as it says itself. */
  readonly open: boolean;
  /** What it does with an address that callers send, by its name. */
  readonly calls: AddressUse | undefined;
  readonly request: readonly PartNode[];
  readonly response: readonly PartNode[];
}

export function isSameCall(a: Call, b: Call): boolean {
  return (
    a.key === b.key &&
    a.method === b.method &&
    a.outbound === b.outbound &&
    a.joins === b.joins &&
    a.own === b.own &&
    a.open === b.open &&
    a.calls === b.calls &&
    sameMembers(a.request, b.request) &&
    sameMembers(a.response, b.response)
  );
}

/** What the operations that reach a part come to. Lists are sorted. */
export interface Use {
  /** Methods of those whose request reaches it. */
  readonly written: readonly Method[];
  /** Keys of those whose response reaches it: the first of them. */
  readonly returned: readonly string[];
  /** Keys of those by which anybody makes an account, whose request reaches it. */
  readonly joined: readonly string[];
  /** Keys of those by which callers change an account of their own, whose request reaches it. */
  readonly own: readonly string[];
  /** Keys of those by which callers change something who have not signed in, whose request reaches it: the first of them. */
  readonly open: readonly string[];
  /** What those whose request reaches it do with an address in it. */
  readonly calls: readonly AddressUse[];
  /** Whether any request reaches it, and any response: those of calls that the API makes count too. */
  readonly taken: boolean;
  readonly given: boolean;
}

export const NO_USE: Use = {
  written: [],
  returned: [],
  joined: [],
  own: [],
  open: [],
  calls: [],
  taken: false,
  given: false,
};

/** How many operations a sample names. */
const SAMPLE = 20;

/**
 * What operations do with parts. Every part has what those say that refer to it, operations or parts, so that an update
 * looks only behind references that changed. Invariant: after it, uses are what those of a new one would be.
 */
export class Uses {
  readonly #uses = new Map<PartNode, Use>();
  /** What a part referred to when it was looked at last, and the same the other way round. */
  readonly #next = new Map<PartNode, readonly PartNode[]>();
  readonly #before = new Map<PartNode, Set<PartNode>>();
  /** Operations that refer to a part themselves. */
  readonly #requests = new Map<PartNode, Set<Call>>();
  readonly #responses = new Map<PartNode, Set<Call>>();

  of(node: PartNode): Use {
    return this.#uses.get(node) ?? NO_USE;
  }

  /** Takes calls that came and went, and what else the graph says; gives the parts that are used in another way now. */
  update(
    { come, gone }: { readonly come: Iterable<Call>; readonly gone: Iterable<Call> },
    graph: Graph,
    changes: Changes,
  ): ReadonlySet<PartNode> {
    const touched = new Set<PartNode>();
    for (const call of gone) this.#leave(call, touched);
    for (const call of come) this.#enter(call, touched);
    for (const node of changes.gone) this.#link(node, [], touched);
    for (const node of changes.links) this.#link(node, graph.links(node).same, touched);
    for (const node of changes.gone) {
      touched.delete(node);
      this.#uses.delete(node);
    }
    return touched.size === 0 ? touched : this.#settle(this.#behind(touched));
  }

  #leave(call: Call, touched: Set<PartNode>): void {
    for (const node of call.request) remove(this.#requests, touch(node, touched), call);
    for (const node of call.response) remove(this.#responses, touch(node, touched), call);
  }

  #enter(call: Call, touched: Set<PartNode>): void {
    for (const node of call.request) include(this.#requests, touch(node, touched), call);
    for (const node of call.response) include(this.#responses, touch(node, touched), call);
  }

  #link(node: PartNode, next: readonly PartNode[], touched: Set<PartNode>): void {
    const old = this.#next.get(node) ?? [];
    if (sameMembers(old, next)) return;
    for (const one of old) remove(this.#before, touch(one, touched), node);
    for (const one of next) include(this.#before, touch(one, touched), node);
    if (next.length > 0) this.#next.set(node, next);
    else this.#next.delete(node);
  }

  /** The parts and all that they lead to, each after those that refer to it as far as they do not refer to each other. */
  #behind(starts: Iterable<PartNode>): readonly PartNode[] {
    const done: PartNode[] = [];
    const seen = new Set<PartNode>();
    for (const start of starts) {
      if (seen.has(start)) continue;
      seen.add(start);
      const path = [{ node: start, next: 0 }];
      for (let top = path.at(-1); top; top = path.at(-1)) {
        const below = this.#next.get(top.node)?.[top.next++];
        if (below === undefined) {
          done.push(top.node);
          path.pop();
        } else if (!seen.has(below)) {
          seen.add(below);
          path.push({ node: below, next: 0 });
        }
      }
    }
    return done.reverse();
  }

  /** Works out the uses of parts of which all that they lead to is among them. */
  #settle(nodes: readonly PartNode[]): ReadonlySet<PartNode> {
    const old = new Map(nodes.map((node) => [node, this.#uses.get(node)]));
    for (const node of nodes) this.#uses.delete(node);
    for (const node of nodes) this.#uses.set(node, this.#received(node));
    // Where parts refer to each other in a circle, what is said goes around until nobody hears anything new.
    let todo = nodes;
    while (todo.length > 0) todo = this.#passOn(todo);
    const changed = new Set<PartNode>();
    for (const [node, before] of old) {
      const now = this.of(node);
      if (before && isSameUse(before, now)) this.#uses.set(node, before);
      else if (before || now !== NO_USE) changed.add(node);
      if (now === NO_USE) this.#uses.delete(node);
    }
    return changed;
  }

  /** What is said of a part by those that refer to it. */
  #received(node: PartNode): Use {
    let use = NO_USE;
    for (const before of this.#before.get(node) ?? []) use = both(use, this.of(before));
    const requests = [...(this.#requests.get(node) ?? [])];
    const responses = [...(this.#responses.get(node) ?? [])];
    if (requests.length === 0 && responses.length === 0) return use;
    const incoming = requests.filter(({ outbound }) => !outbound);
    const outgoing = responses.filter(({ outbound }) => !outbound);
    return both(use, {
      written: sorted(incoming.map(({ method }) => method)),
      joined: sorted(incoming.filter(({ joins }) => joins).map(({ key }) => key)),
      own: sorted(incoming.filter(({ own }) => own).map(({ key }) => key)),
      open: sorted(incoming.filter(({ open }) => open).map(({ key }) => key)).slice(0, SAMPLE),
      calls: sorted(incoming.flatMap(({ calls }) => calls ?? [])),
      returned: sorted(outgoing.map(({ key }) => key)).slice(0, SAMPLE),
      taken: requests.length > 0,
      given: responses.length > 0,
    });
  }

  /** Tells all that parts refer to what is said of these; gives those that heard something new. */
  #passOn(nodes: Iterable<PartNode>): readonly PartNode[] {
    const heard = new Set<PartNode>();
    for (const node of nodes) {
      const use = this.of(node);
      for (const next of this.#next.get(node) ?? []) {
        const known = this.of(next);
        const made = both(known, use);
        if (made === known) continue;
        this.#uses.set(next, made);
        heard.add(next);
      }
    }
    return [...heard];
  }
}

function touch(node: PartNode, touched: Set<PartNode>): PartNode {
  touched.add(node);
  return node;
}

function remove<K, V>(sets: Map<K, Set<V>>, key: K, member: V): void {
  const set = sets.get(key);
  if (set?.delete(member) && set.size === 0) sets.delete(key);
}

/** What either says; the first itself where the second says nothing that it does not. */
function both(a: Use, b: Use): Use {
  if (a === b || b === NO_USE) return a;
  if (a === NO_USE) return b;
  const written = merged(a.written, b.written);
  const returned = merged(a.returned, b.returned, SAMPLE);
  const joined = merged(a.joined, b.joined);
  const own = merged(a.own, b.own);
  const open = merged(a.open, b.open, SAMPLE);
  const calls = merged(a.calls, b.calls);
  const taken = a.taken || b.taken;
  const given = a.given || b.given;
  const isSame =
    written === a.written &&
    returned === a.returned &&
    joined === a.joined &&
    own === a.own &&
    open === a.open &&
    calls === a.calls &&
    taken === a.taken &&
    given === a.given;
  return isSame ? a : { written, returned, joined, own, open, calls, taken, given };
}

/** The first of two sorted lists together; the first list itself where the second adds nothing. */
function merged<T extends string>(
  a: readonly T[],
  b: readonly T[],
  most = Number.POSITIVE_INFINITY,
): readonly T[] {
  if (a === b || b.length === 0) return a;
  const all: T[] = [];
  let isNew = false;
  for (let [i, j] = [0, 0]; all.length < most && (i < a.length || j < b.length); ) {
    const [one, other] = [a[i], b[j]];
    if (other === undefined || (one !== undefined && one <= other)) {
      if (one !== undefined) all.push(one);
      i += 1;
      if (one === other) j += 1;
    } else {
      all.push(other);
      j += 1;
      isNew = true;
    }
  }
  return isNew ? all : a;
}

function sorted<T extends string>(list: readonly T[]): readonly T[] {
  return [...new Set(list)].sort();
}

function isSameUse(a: Use, b: Use): boolean {
  return (
    a.taken === b.taken &&
    a.given === b.given &&
    sameMembers(a.written, b.written) &&
    sameMembers(a.returned, b.returned) &&
    sameMembers(a.joined, b.joined) &&
    sameMembers(a.own, b.own) &&
    sameMembers(a.open, b.open) &&
    sameMembers(a.calls, b.calls)
  );
}

import type { Demand, Edge, Role } from '../../facts/openapi/types.js';
import { sameMembers } from '../../text/members.js';
import type { Names } from '../types.js';
import { type Aim, aimsOf } from './aims.js';
import { Demands } from './demands.js';
import { namesIn, sameNames } from './names.js';
import type { PartNode } from './part-node.js';
import { type Target, targetOf } from './reference.js';
import { isDemanded, placeOf, Register, type Registered } from './register.js';
import { sameFiles } from './same.js';
import { Subtypes } from './subtypes.js';
import type { Survey } from './survey.js';
import type { OpenApiInput } from './types.js';

/** What an update of a graph changed; nodes that refer to others are among those that say something else. */
export interface Changes extends Registered {
  /** Nodes that refer to others than before. */
  readonly links: ReadonlySet<PartNode>;
}

/** What a part refers to, by the way that its data goes. */
export interface Links {
  readonly request: readonly PartNode[];
  readonly response: readonly PartNode[];
  readonly same: readonly PartNode[];
  /** Some reference leads to what cannot be seen. */
  readonly unresolved: boolean;
}

/** A place of a file that a part gives a role. */
interface Ask {
  readonly target: Target;
  readonly role: Role;
  /** Each entry of the map there has the role. */
  readonly each: boolean;
  /** The file is not among the inputs. */
  readonly outside: boolean;
}

export type { PartNode };

/**
 * All parts of all files and how their references join them. Invariant: after an update it is what a new graph of the
 * same inputs would be; its nodes stay the same objects.
 */
export class Graph {
  readonly nodes: ReadonlyMap<string, PartNode>;
  /** What gives itself a URI. */
  readonly names: Names;
  readonly #register: Register;
  #demands: ReadonlyMap<string, readonly Demand[]> = new Map();
  readonly #wanted = new Set<string>();
  /** Some part stands in a file that is no document itself. */
  readonly hasFragments: boolean;
  #list: readonly OpenApiInput[];
  readonly #links = new Map<PartNode, Links>();
  /** By node, what it asks of other places; those that ask nothing are left out. */
  readonly #asks = new Map<PartNode, readonly Ask[]>();
  /** Some node may ask for something else than when they were tallied. */
  #asked = false;
  readonly #subtypes = new Subtypes<PartNode, Links>();
  readonly #resolved = new Map<string, PartNode | undefined>();
  #read: Set<PartNode> | undefined;

  /** Of files that hold nothing yet. */
  constructor(inputs: readonly OpenApiInput[]) {
    this.#list = inputs;
    this.names = namesIn(inputs);
    this.#register = new Register(inputs);
    this.nodes = this.#register.nodes;
    this.hasFragments = inputs.some(({ version }) => version === undefined);
  }

  get demands(): ReadonlyMap<string, readonly Demand[]> {
    return this.#demands;
  }

  /** Files that references name and that are not among the inputs. */
  get wanted(): ReadonlySet<string> {
    return this.#wanted;
  }

  /** Takes what the same files hold now; undefined, and nothing is done, when there are other files or names than before. */
  update(inputs: readonly OpenApiInput[]): Changes | undefined {
    if (!sameFiles(this.#list, inputs) || !sameNames(this.names, namesIn(inputs))) return undefined;
    this.#list = inputs;
    const registered = this.#register.update(inputs);
    const { nodes, come, gone, parts } = registered;
    if (parts) this.#resolved.clear();
    for (const node of gone) this.#unlink(node);
    const relinked = [...nodes, ...this.#aimingAt([...come, ...gone])].filter((node) => this.#link(node));
    const links = new Set([...relinked, ...this.#subtypes.refresh(parts)]);
    if (this.#asked) this.#tally();
    return { ...registered, nodes: new Set([...nodes, ...links]), links };
  }

  /** What a computation gives, and the nodes whose facts it read. */
  watch<T>(compute: () => T): { readonly value: T; readonly read: readonly PartNode[] } {
    const read = new Set<PartNode>();
    const before = this.#read;
    this.#read = read;
    try {
      const value = compute();
      return { value, read: [...read] };
    } finally {
      this.#read = before;
    }
  }

  /** The part that a reference leads to, or of which it names a piece; undefined when that cannot be seen. */
  resolve(base: string, ref: string, role: Role): PartNode | undefined {
    const key = `${role} ${base} ${ref}`;
    if (this.#resolved.has(key)) return this.#resolved.get(key);
    const self = this.#register.fileOf({ uri: base })?.self;
    const target = targetOf(base, ref, { self, named: (name) => this.names.get(name) });
    const node = typeof target === 'string' ? undefined : this.#register.find(target, role);
    this.#resolved.set(key, node);
    return node;
  }

  /** The node itself, whose facts are read. */
  own(node: PartNode): PartNode {
    this.#read?.add(node);
    return node;
  }

  /** The node that a part stands for: itself, or what its reference leads to. */
  follow(node: PartNode, hops = 8): PartNode {
    this.#read?.add(node);
    const { ref, operation, path } = node.facts;
    if (ref === undefined || operation || path || hops === 0) return node;
    const next = this.resolve(node.part.uri, ref, node.part.role);
    return next ? this.follow(next, hops - 1) : node;
  }

  links(node: PartNode): Links {
    this.#read?.add(node);
    return this.#subtypes.widen(node, this.#links.get(node) ?? NO_LINKS);
  }

  /** The security schemes in the map that a section refers to in place of its own. */
  schemesBehind(node: PartNode): readonly PartNode[] {
    return aimsOf(node, this.names).flatMap(({ target, each }) =>
      each && typeof target !== 'string' ? this.#register.schemesIn(target) : [],
    );
  }

  /** The operations of a path item, in the order of its text. */
  operationsOf(path: PartNode): readonly PartNode[] {
    return this.#register.operationsOf(path);
  }

  /** What the parts of a file say of it as a whole. */
  surveyOf(uri: string): Survey {
    return this.#register.surveyOf(uri);
  }

  /** Nodes whose references may lead to one of these, or to a piece of it. */
  #aimingAt(targets: readonly PartNode[]): Iterable<PartNode> {
    if (targets.length === 0) return [];
    if (targets.length > MANY) return this.nodes.values();
    const places = targets.map(({ part }) => placeOf(part));
    const isBelow = ({ target, each }: Aim) =>
      typeof target !== 'string' &&
      places.some((place) => startsWith(target.place, place) || (each && place.startsWith(target.place)));
    return [...this.nodes.values()].filter((node) => aimsOf(node, this.names).some(isBelow));
  }

  #unlink(node: PartNode): void {
    this.#links.delete(node);
    this.#subtypes.set(node, [], false);
    this.#ask(node, []);
  }

  /** Works out what a node refers to; whether that is something else than before. */
  #link(node: PartNode): boolean {
    const before = this.#links.get(node);
    const next = this.#linksOf(node);
    if (before && sameLinks(before, next)) return false;
    this.#links.set(node, next);
    return true;
  }

  #linksOf(node: PartNode): Links {
    const all = aimsOf(node, this.names);
    const bases: PartNode[] = [];
    const links: Record<Edge['as'], PartNode[]> = { request: [], response: [], same: [] };
    const asks: Ask[] = [];
    let unresolved = false;
    for (const { as, role, target, soft, named, base, each } of all) {
      if (named && node.file.version !== '3.2') continue;
      if (each && typeof target !== 'string') {
        links[as].push(...this.#register.schemesIn(target));
        asks.push(...this.#asksFor(target, role, undefined, each));
        continue;
      }
      const to = typeof target === 'string' ? undefined : this.#register.find(target, role);
      if (typeof target !== 'string' && !soft) asks.push(...this.#asksFor(target, role, to));
      if (named) continue;
      if (!to) unresolved ||= !soft;
      else if (to !== node) links[as].push(to);
      if (base && to) bases.push(to);
    }
    this.#subtypes.set(node, bases, node.facts.discriminates ?? false);
    this.#ask(node, asks);
    return all.length === 0 ? NO_LINKS : { ...links, unresolved };
  }

  #ask(node: PartNode, asks: readonly Ask[]): void {
    if (asks.length > 0) this.#asks.set(node, asks);
    else if (!this.#asks.delete(node)) return;
    this.#asked = true;
  }

  /** Asks for a part at a place that its own file gives no role; `found` is what stands there or holds it now. */
  #asksFor(target: Target, role: Role, found: PartNode | undefined, each = false): readonly Ask[] {
    const input = this.#register.fileOf(target);
    const isOwn = (found && !isDemanded(found.part)) || isStructural(target.path);
    return input?.version !== undefined && isOwn ? [] : [{ target, role, each, outside: !input }];
  }

  /** What all nodes ask for together. */
  #tally(): void {
    this.#asked = false;
    const demands = new Demands();
    this.#wanted.clear();
    for (const asks of this.#asks.values()) {
      for (const { target, role, each, outside } of asks) {
        demands.add(target, role, each);
        if (outside) this.#wanted.add(target.uri);
      }
    }
    this.#demands = demands.reduced();
  }
}

/** Places are alike in the beginning, so that most are told apart by the last letter. */
function startsWith(place: string, start: string): boolean {
  const last = start.length - 1;
  return place.charCodeAt(last) === start.charCodeAt(last) && place.startsWith(start);
}

/** To look for references to so many parts takes as long as to follow all of them. */
const MANY = 50;

function sameLinks(a: Links, b: Links): boolean {
  return (
    a.unresolved === b.unresolved &&
    sameMembers(a.request, b.request) &&
    sameMembers(a.response, b.response) &&
    sameMembers(a.same, b.same)
  );
}

const NO_LINKS: Links = { request: [], response: [], same: [], unresolved: false };

/** What would have a part of its own if it were there. */
function isStructural(path: readonly string[]): boolean {
  const [first = '', second = ''] = path;
  if (path.length < 2) return true;
  if (first === 'components') return path.length < 4 && !second.startsWith('x-');
  if (first === 'paths' || first === 'webhooks') return path.length < 4;
  return path.length === 2 && /^(definitions|responses|parameters|securityDefinitions)$/.test(first);
}

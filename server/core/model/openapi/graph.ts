import { shapeAt } from '../../facts/openapi/shapes.js';
import type { Demand, Edge, Part, PartFacts, Role } from '../../facts/openapi/types.js';
import { toPointer } from '../../syntax/pointer.js';
import { append } from '../../text/multimap.js';
import { aimsOf } from './aims.js';
import { Demands } from './demands.js';
import { type Target, targetOf } from './reference.js';
import { sameNodes, sameParts } from './same.js';
import { Subtypes } from './subtypes.js';
import type { OpenApiInput } from './types.js';

export interface PartNode {
  /** Counts from 0 in the order of files and parts. */
  readonly index: number;
  readonly part: Part;
  readonly facts: PartFacts;
  /** What it lacks may only be unreadable. */
  readonly broken: boolean;
  readonly file: Pick<OpenApiInput, 'uri' | 'version'>;
}

/** Whether what a part lacks may stand in text of it that cannot be read. */
export function isUnread({ broken = false, lasting = false }: OpenApiInput['parts'][number]): boolean {
  return broken && !lasting;
}

/** What an update of a graph changed. */
export interface Changes {
  readonly nodes: ReadonlySet<PartNode>;
  /** Some part refers to other parts than before. */
  readonly links: boolean;
  /** It does so in a way that has no direction of its own. */
  readonly same: boolean;
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
  /** The file is not among the inputs. */
  readonly outside: boolean;
}

/**
 * All parts of all files and how their references join them. Invariant: after an update it is what a new graph of the
 * same inputs would be; its nodes stay the same objects.
 */
export class Graph {
  readonly nodes: ReadonlyMap<string, PartNode>;
  readonly #nodes = new Map<string, Writable<PartNode>>();
  #demands: ReadonlyMap<string, readonly Demand[]> = new Map();
  readonly #wanted = new Set<string>();
  /** Some part stands in a file that is no document itself. */
  readonly hasFragments: boolean;
  #list: readonly OpenApiInput[];
  readonly #inputs: ReadonlyMap<string, OpenApiInput>;
  /** Demanded parts by '<uri>#<pointer>', one for each role; parts of a document's own structure have it as their id. */
  readonly #demanded = new Map<string, PartNode[]>();
  readonly #links: Links[] = [];
  /** By node, what it asks of other places; those that ask nothing are left out. */
  readonly #asks = new Map<PartNode, readonly Ask[]>();
  readonly #subtypes = new Subtypes<PartNode, Links>();
  readonly #resolved = new Map<string, PartNode | undefined>();
  readonly #operations = new Map<PartNode, PartNode[]>();
  #read: Set<PartNode> | undefined;

  constructor(inputs: readonly OpenApiInput[]) {
    this.nodes = this.#nodes;
    this.#list = inputs;
    this.#inputs = new Map(inputs.map((input) => [input.uri, input]));
    for (const input of inputs) for (const state of input.parts) this.#add(state, input);
    for (const node of this.#nodes.values()) this.#link(node);
    this.#subtypes.refresh();
    this.hasFragments = inputs.some(({ version }) => version === undefined);
    this.#tally();
  }

  get demands(): ReadonlyMap<string, readonly Demand[]> {
    return this.#demands;
  }

  /** Files that references name and that are not among the inputs. */
  get wanted(): ReadonlySet<string> {
    return this.#wanted;
  }

  /** Takes other facts of the same parts; undefined, and nothing is done, when there are other parts than before. */
  update(inputs: readonly OpenApiInput[]): Changes | undefined {
    if (!sameParts(this.#list, inputs)) return undefined;
    const changed = new Set<PartNode>();
    for (const [index, { parts }] of inputs.entries()) {
      const before = this.#list[index]?.parts ?? [];
      for (const [at, state] of parts.entries()) {
        const node = state === before[at] ? undefined : this.#nodes.get(state.part.id);
        if (node === undefined) continue;
        node.part = state.part;
        if (node.facts === state.facts && node.broken === isUnread(state)) continue;
        node.facts = state.facts;
        node.broken = isUnread(state);
        changed.add(node);
      }
    }
    this.#list = inputs;
    const asked = [...changed].map((node) => this.#asks.get(node));
    let links = false;
    let same = false;
    for (const node of changed) {
      const before = this.#links[node.index] ?? NO_LINKS;
      if (!this.#link(node)) continue;
      links = true;
      same ||= !sameNodes(before.same, this.#links[node.index]?.same ?? []);
    }
    if (this.#subtypes.refresh()) {
      links = true;
      same = true;
    }
    if (asked.some((asks) => asks) || [...changed].some((node) => this.#asks.has(node))) this.#tally();
    return { nodes: changed, links, same };
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
    const target = targetOf(base, ref);
    const node = typeof target === 'string' ? undefined : this.#find(target, role);
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
    return this.#subtypes.widen(node, this.#links[node.index] ?? NO_LINKS);
  }

  /** The operations of a path item, in the order of its text. */
  operationsOf(path: PartNode): readonly PartNode[] {
    return this.#operations.get(path) ?? [];
  }

  #add(state: OpenApiInput['parts'][number], input: OpenApiInput): void {
    const { part, facts } = state;
    if (this.nodes.has(part.id)) return;
    const file = { uri: input.uri, version: input.version };
    const node: PartNode = { index: this.nodes.size, part, facts, broken: isUnread(state), file };
    this.#nodes.set(part.id, node);
    const demanded = isDemanded(part);
    if (demanded) append(this.#demanded, placeOf(part.uri, part.path), node);
    if (part.role !== 'operation') return;
    // The part of the item comes before those of its operations.
    const above = part.path.slice(0, part.path.at(-2) === 'additionalOperations' ? -2 : -1);
    const path = this.nodes.get(placeOf(part.uri, above) + (demanded ? '|path' : ''));
    if (path) append(this.#operations, path, node);
  }

  /** Works out what a node refers to; whether that is something else than before. */
  #link(node: PartNode): boolean {
    const before = this.#links[node.index];
    const next = this.#linksOf(node);
    if (before && sameLinks(before, next)) return false;
    this.#links[node.index] = next;
    return true;
  }

  #linksOf(node: PartNode): Links {
    const all = aimsOf(node);
    this.#asks.delete(node);
    const bases: PartNode[] = [];
    const links: Record<Edge['as'], PartNode[]> = { request: [], response: [], same: [] };
    const asks: Ask[] = [];
    let unresolved = false;
    for (const { as, role, target, soft, named, base } of all) {
      if (named && node.file.version !== '3.2') continue;
      const to = typeof target === 'string' ? undefined : this.#find(target, role);
      if (typeof target !== 'string' && !soft) asks.push(...this.#ask(target, role, to));
      if (named) continue;
      if (!to) unresolved ||= !soft;
      else if (to !== node) links[as].push(to);
      if (base && to) bases.push(to);
    }
    this.#subtypes.set(node, bases, node.facts.discriminates ?? false);
    if (all.length === 0) return NO_LINKS;
    if (asks.length > 0) this.#asks.set(node, asks);
    return { ...links, unresolved };
  }

  #find(target: Target, role: Role): PartNode | undefined {
    const own = this.nodes.get(target.place);
    if (own?.part.role === role) return own;
    const exact = this.#demanded.get(target.place)?.find(({ part }) => part.role === role);
    if (exact || !this.#inputs.has(target.uri)) return exact;
    for (let length = target.path.length - 1; length >= 0; length--) {
      const rest = target.path.slice(length);
      const above = this.#at(placeOf(target.uri, target.path.slice(0, length)));
      const holder = above.find(({ part }) => shapeAt(part.role, rest) === role);
      if (holder) return holder;
    }
    return undefined;
  }

  #at(place: string): readonly PartNode[] {
    const own = this.nodes.get(place);
    const demanded = this.#demanded.get(place) ?? [];
    return own ? [own, ...demanded] : demanded;
  }

  /** Asks for a part at a place that its own file gives no role; `found` is what stands there or holds it now. */
  #ask(target: Target, role: Role, found: PartNode | undefined): readonly Ask[] {
    const input = this.#inputs.get(target.uri);
    const isOwn = (found && !isDemanded(found.part)) || isStructural(target.path);
    return input?.version !== undefined && isOwn ? [] : [{ target, role, outside: !input }];
  }

  /** What all nodes ask for together. */
  #tally(): void {
    const demands = new Demands();
    this.#wanted.clear();
    for (const asks of this.#asks.values()) {
      for (const { target, role, outside } of asks) {
        demands.add(target, role);
        if (outside) this.#wanted.add(target.uri);
      }
    }
    this.#demands = demands.reduced();
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function sameLinks(a: Links, b: Links): boolean {
  return (
    a.unresolved === b.unresolved &&
    sameNodes(a.request, b.request) &&
    sameNodes(a.response, b.response) &&
    sameNodes(a.same, b.same)
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

function isDemanded({ id, role }: Part): boolean {
  return id.endsWith(`|${role}`);
}

function placeOf(uri: string, path: Part['path']): string {
  return `${uri}#${toPointer(path)}`;
}

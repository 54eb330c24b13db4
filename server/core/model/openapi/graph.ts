import { edgesOf } from '../../facts/openapi/facts.js';
import type { Demand, Part, PartFacts, Role } from '../../facts/openapi/types.js';
import { toPointer } from '../../syntax/pointer.js';
import { targetOf } from './reference.js';
import type { OpenApiInput } from './types.js';

export interface PartNode {
  readonly part: Part;
  readonly facts: PartFacts;
  readonly broken: boolean;
  readonly input: OpenApiInput;
}

/** What an operation reaches, each id once. */
export interface Reach {
  readonly request: ReadonlySet<string>;
  readonly response: ReadonlySet<string>;
  /** Some reference leads to what cannot be seen. */
  readonly unresolved: boolean;
}

interface Link {
  readonly to: string;
  readonly as: 'request' | 'response' | 'same';
}

/** All parts of all files and how their references join them. */
export class Graph {
  readonly nodes = new Map<string, PartNode>();
  readonly demands = new Map<string, Demand[]>();
  readonly wanted = new Set<string>();
  readonly #inputs: ReadonlyMap<string, OpenApiInput>;
  readonly #links = new Map<string, readonly Link[]>();
  readonly #unresolved = new Set<string>();
  readonly #reach = new Map<string, Reach>();

  constructor(inputs: readonly OpenApiInput[]) {
    this.#inputs = new Map(inputs.map((input) => [input.uri, input]));
    for (const input of inputs) {
      for (const { part, facts, broken } of input.parts) {
        this.nodes.set(part.id, { part, facts, broken: broken ?? false, input });
      }
    }
    for (const [id, node] of this.nodes) this.#links.set(id, this.#linksOf(id, node));
  }

  /** The id of the part that a reference leads to; undefined when that cannot be seen. */
  resolve(base: string, ref: string, role: Role): string | undefined {
    const target = targetOf(base, ref);
    if (typeof target === 'string') return undefined;
    const input = this.#inputs.get(target.uri);
    if (!input) {
      this.wanted.add(target.uri);
      return undefined;
    }
    const id = `${target.uri}#${toPointer(target.path)}`;
    if (target.path.length > 0 && this.nodes.has(id)) return id;
    const demanded = `${id}|${role}`;
    if (input.version === undefined) {
      this.#demand(target.uri, { path: target.path, role });
      return this.nodes.has(demanded) ? demanded : undefined;
    }
    return this.#holder(target.uri, target.path);
  }

  /** The node that a part stands for: itself, or what its reference leads to. */
  follow(node: PartNode | undefined, hops = 8): PartNode | undefined {
    if (!node?.facts.ref || node.facts.operation || node.facts.path || hops === 0) return node;
    const next = this.resolve(node.part.uri, node.facts.ref, node.part.role);
    return next === undefined ? undefined : this.follow(this.nodes.get(next), hops - 1);
  }

  /** What the operation and the path item above it refer to, directly or through others. */
  reach(id: string, shared: string | undefined): Reach {
    const known = this.#reach.get(id);
    if (known) return known;
    const request = new Set<string>();
    const response = new Set<string>();
    const starts = [id, ...(shared === undefined ? [] : [shared])];
    let unresolved = starts.some((start) => this.#unresolved.has(start));
    for (const start of starts) {
      for (const { to, as } of this.#links.get(start) ?? []) {
        if (as !== 'response') unresolved = this.#close(to, request) || unresolved;
        if (as !== 'request') unresolved = this.#close(to, response) || unresolved;
      }
    }
    const made: Reach = { request, response, unresolved };
    this.#reach.set(id, made);
    return made;
  }

  links(id: string): readonly Link[] {
    return this.#links.get(id) ?? [];
  }

  /** Adds everything that is reached from a part; true when something out of sight is among it. */
  #close(from: string, into: Set<string>): boolean {
    const todo = [from];
    let unresolved = false;
    for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
      if (into.has(id)) continue;
      into.add(id);
      unresolved ||= this.#unresolved.has(id);
      for (const { to } of this.#links.get(id) ?? []) if (!into.has(to)) todo.push(to);
    }
    return unresolved;
  }

  #linksOf(id: string, { part, facts }: PartNode): readonly Link[] {
    return edgesOf(facts).flatMap(({ ref, role, as }) => {
      const to = this.resolve(part.uri, ref, role);
      if (to === undefined) this.#unresolved.add(id);
      return to === undefined || to === id ? [] : [{ to, as }];
    });
  }

  #holder(uri: string, path: readonly string[]): string | undefined {
    for (let length = path.length; length > 1; length--) {
      const id = `${uri}#${toPointer(path.slice(0, length))}`;
      const node = this.nodes.get(id);
      if (node && node.part.role !== 'section') return id;
    }
    return undefined;
  }

  #demand(uri: string, demand: Demand): void {
    const list = this.demands.get(uri);
    const same = (other: Demand) =>
      other.role === demand.role && toPointer(other.path) === toPointer(demand.path);
    if (!list) this.demands.set(uri, [demand]);
    else if (!list.some(same)) list.push(demand);
  }
}

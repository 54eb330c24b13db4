import { shapeAt } from '../../facts/openapi/shapes.js';
import type { Part, Role } from '../../facts/openapi/types.js';
import { toPointer } from '../../syntax/pointer.js';
import { sameMembers } from '../../text/members.js';
import { append } from '../../text/multimap.js';
import type { PartNode } from './part-node.js';
import type { Target } from './reference.js';
import { sameParts } from './same.js';
import { Survey } from './survey.js';
import type { OpenApiInput } from './types.js';

/** What an update of a register changed. */
export interface Registered {
  /** Nodes that say something else, or are path items that hold other operations; new ones among them. */
  readonly nodes: ReadonlySet<PartNode>;
  readonly come: ReadonlySet<PartNode>;
  readonly gone: ReadonlySet<PartNode>;
  /** Parts came, went or changed places. */
  readonly parts: boolean;
}

type PartState = OpenApiInput['parts'][number];
type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** All parts of some files, and where they stand. */
export class Register {
  readonly nodes: ReadonlyMap<string, PartNode>;
  readonly #nodes = new Map<string, Writable<PartNode>>();
  /** Demanded parts by '<uri>#<pointer>', one for each role; parts of a document's own structure have it as their id. */
  readonly #demanded = new Map<string, PartNode[]>();
  readonly #surveys = new Map<string, Survey>();
  #operations: ReadonlyMap<PartNode, readonly PartNode[]> = new Map();
  readonly #inputs: ReadonlyMap<string, OpenApiInput>;
  #list: readonly OpenApiInput[];

  /** Of files that hold nothing yet. */
  constructor(inputs: readonly OpenApiInput[]) {
    this.nodes = this.#nodes;
    this.#list = inputs.map((input) => ({ ...input, parts: [] }));
    this.#inputs = new Map(inputs.map((input) => [input.uri, input]));
  }

  /** Takes what the same files hold now. */
  update(inputs: readonly OpenApiInput[]): Registered {
    const parts = !sameParts(this.#list, inputs);
    const nodes = new Set<PartNode>();
    const { come, gone } = parts ? this.#regroup(inputs, nodes) : this.#renew(inputs, nodes);
    this.#list = inputs;
    if (parts) this.#look();
    else for (const node of nodes) this.surveyOf(node.file.uri).renew(node);
    return { nodes, come, gone, parts };
  }

  /** The operations of a path item, in the order of its text. */
  operationsOf(path: PartNode): readonly PartNode[] {
    return this.#operations.get(path) ?? NO_NODES;
  }

  surveyOf(uri: string): Survey {
    return this.#surveys.get(uri) ?? NOTHING;
  }

  fileOf({ uri }: Pick<Target, 'uri'>): OpenApiInput | undefined {
    return this.#inputs.get(uri);
  }

  /** The part that stands at a place, or holds it, so that what is there has the role. */
  find(target: Target, role: Role): PartNode | undefined {
    const own = this.nodes.get(target.place);
    if (own?.part.role === role) return own;
    const exact = this.#demanded.get(target.place)?.find(({ part }) => part.role === role);
    if (exact || !this.#inputs.has(target.uri)) return exact;
    for (let length = target.path.length - 1; length >= 0; length--) {
      const rest = target.path.slice(length);
      const above = this.#at(`${target.uri}#${toPointer(target.path.slice(0, length))}`);
      const holder = above.find(({ part }) => shapeAt(part.role, rest) === role);
      if (holder) return holder;
    }
    return undefined;
  }

  /** The security schemes that are entries of the map at a place. */
  schemesIn({ uri, path }: Target): readonly PartNode[] {
    return this.surveyOf(uri).schemes.filter(({ part }) => {
      return part.path.length === path.length + 1 && path.every((step, at) => step === String(part.path[at]));
    });
  }

  #look(): void {
    this.#surveys.clear();
    for (const uri of this.#inputs.keys()) this.#surveys.set(uri, new Survey());
    for (const node of this.#nodes.values()) this.#surveys.get(node.file.uri)?.add(node);
  }

  #at(place: string): readonly PartNode[] {
    const own = this.nodes.get(place);
    const demanded = this.#demanded.get(place) ?? NO_NODES;
    return own ? [own, ...demanded] : demanded;
  }

  /** Takes the states of the same parts as before. */
  #renew(inputs: readonly OpenApiInput[], changed: Set<PartNode>): Traffic {
    for (const [index, { parts }] of inputs.entries()) {
      const before = this.#list[index]?.parts ?? [];
      for (const state of parts.filter((one, at) => one !== before[at])) {
        const node = this.#nodes.get(state.part.id);
        if (node && says(node, state)) changed.add(node);
      }
    }
    return NO_TRAFFIC;
  }

  /** Takes the states of other parts. */
  #regroup(inputs: readonly OpenApiInput[], changed: Set<PartNode>): Traffic {
    const before = new Map(this.#nodes);
    const operations = new Map<PartNode, PartNode[]>();
    this.#nodes.clear();
    this.#demanded.clear();
    for (const input of inputs)
      for (const state of input.parts) {
        const node = this.#place(state, input, before, changed);
        const path = node && this.nodes.get(itemOf(node.part));
        if (node && path) append(operations, path, node);
      }
    for (const path of [...this.#operations.keys(), ...operations.keys()])
      if (!sameMembers(this.operationsOf(path), operations.get(path) ?? NO_NODES)) changed.add(path);
    this.#operations = operations;
    const gone = new Set([...before.values()].filter((node) => this.#nodes.get(node.part.id) !== node));
    for (const node of gone) changed.delete(node);
    const come = new Set([...changed].filter((node) => before.get(node.part.id) !== node));
    return { come, gone };
  }

  /** The node of a part at its place among all; undefined when its id is taken. */
  #place(
    state: PartState,
    input: OpenApiInput,
    known: ReadonlyMap<string, Writable<PartNode>>,
    changed: Set<PartNode>,
  ): PartNode | undefined {
    const { part } = state;
    if (this.nodes.has(part.id)) return undefined;
    const old = known.get(part.id);
    const node = old?.part.role === part.role ? old : newNode(state, input);
    if (says(node, state) || node !== old) changed.add(node);
    node.index = this.nodes.size;
    this.#nodes.set(part.id, node);
    if (isDemanded(part)) append(this.#demanded, placeOf(part), node);
    return node;
  }
}

type Traffic = Pick<Registered, 'come' | 'gone'>;

const NO_TRAFFIC: Traffic = { come: new Set(), gone: new Set() };
const NOTHING = new Survey();
const NO_NODES: readonly PartNode[] = [];

function newNode(state: PartState, { uri, version, self }: OpenApiInput) {
  const { part, facts } = state;
  const broken = isUnread(state);
  const node: Writable<PartNode> = { index: 0, part, facts, broken, file: { uri, version, self } };
  return node;
}

/** Whether what a part lacks may stand in text of it that cannot be read. */
function isUnread({ broken = false, lasting = false }: PartState): boolean {
  return broken && !lasting;
}

/** Gives a node its new state; whether it says something else than before. */
function says(node: Writable<PartNode>, state: PartState): boolean {
  const { part, facts } = state;
  const broken = isUnread(state);
  node.part = part;
  if (node.facts === facts && node.broken === broken) return false;
  node.facts = facts;
  node.broken = broken;
  return true;
}

/** Whether only a reference gives the part its role. */
export function isDemanded({ id, role }: Part): boolean {
  return id.endsWith(`|${role}`);
}

/** '<uri>#<pointer>'. */
export function placeOf(part: Part): string {
  return isDemanded(part) ? part.id.slice(0, -1 - part.role.length) : part.id;
}

/** The id of the path item of an operation, whose part comes before it; of any other part an id that none has. */
function itemOf(part: Part): string {
  if (part.role !== 'operation') return '';
  const place = placeOf(part);
  const above = place.slice(0, place.lastIndexOf('/'));
  const item = part.path.at(-2) === 'additionalOperations' ? above.slice(0, above.lastIndexOf('/')) : above;
  return isDemanded(part) ? `${item}|path` : item;
}

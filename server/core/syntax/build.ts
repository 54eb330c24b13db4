import type { Leaf } from '../text/leaf.js';
import type { Entry, MapNode, Node, ScalarNode, SequenceNode } from './node.js';
import type { Spot } from './spot.js';

/** A node while its parser or its composer still works on it. */
export interface Scalar extends ScalarNode {
  parent: MapNode | SequenceNode | undefined;
}

/** A fault of the text itself, with the parser's words cut down to a short plain sentence. */
export interface SyntaxProblem {
  readonly message: string;
  readonly spot: Spot;
}

/** What is said where a version control system left two versions of a text. */
export const CONFLICT = 'Two versions of this text could not be merged';

/** A fault of so many characters of a leaf, as far as there are so many. */
export function problemAt(leaf: Leaf, message: string, start: number, length: number): SyntaxProblem {
  const end = Math.min(start + length, leaf.text.length);
  return { message, spot: { leaf, start, endLeaf: leaf, end } };
}

/** What one leaf says alone. */
export interface LeafTree {
  readonly root: Built | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** In the order of the text. */
  readonly marks: readonly Mark[];
  /** Whoever read it has seen that no map of it names a key twice or brings in another. */
  readonly isPlain?: boolean;
}

/** What a reader gives that reads only what has one meaning. */
export function plainTree(root: Built): LeafTree {
  return { root, problems: [], marks: [], isPlain: true };
}

/** An anchor with its node, or an alias with what stands in its place until it is filled. */
export interface Mark {
  readonly name: string;
  readonly node: Built;
  /** Of an alias. */
  readonly fill?: (node: Built) => void;
}

export type Built = Scalar | MapValue | SequenceValue;

const MERGE = '<<';
/** Most maps have few keys: to look at each costs less than an index of them. */
const FEW = 8;
/** Maps that bring in one another; a person writes two or three. */
const DEEPEST = 64;
/** How many entries merge keys may bring into one leaf: a fixed number, and so many for each of its characters. */
const MOST_BROUGHT = { fixed: 1_000, each: 4 };
/** What has been brought into a leaf so far. */
const brought = new WeakMap<Leaf, number>();

/** Half of all that is kept of a document are these, so that they hold what differs between them and nothing else. */
class ScalarValue implements Scalar {
  parent: MapNode | SequenceNode | undefined = undefined;

  constructor(
    readonly leaf: Leaf,
    readonly start: number,
    readonly end: number,
    readonly value: ScalarNode['value'],
    readonly style: ScalarNode['style'],
  ) {}

  get kind(): 'scalar' {
    return 'scalar';
  }

  get endLeaf(): Leaf {
    return this.leaf;
  }
}

/** What maps and sequences share: where they begin and end. */
abstract class Collection {
  parent: MapNode | SequenceNode | undefined;
  end: number;
  endLeaf: Leaf;

  constructor(
    readonly leaf: Leaf,
    readonly start: number,
    readonly style: 'block' | 'flow',
  ) {
    this.end = start;
    this.endLeaf = leaf;
  }
}

/** A mapping; its index is made when it is first asked for, after which it takes no more entries. */
export class MapValue extends Collection implements MapNode {
  own: { readonly key: Scalar; value: Built }[] = [];
  #entries: readonly Entry[] | undefined;
  #index: Map<string, Entry> | undefined;
  #limited = false;

  get kind(): 'map' {
    return 'map';
  }

  get entries(): readonly Entry[] {
    this.#entries ??= this.own.some(({ key }) => isMerge(key)) ? this.#merged() : this.own;
    return this.#entries;
  }

  /** Its merge keys name more than is read. */
  get limited(): boolean {
    return this.entries !== this.own && this.#limited;
  }

  get(key: string): Node | undefined {
    return this.entry(key)?.value;
  }

  entry(key: string): Entry | undefined {
    if (this.#index === undefined && this.entries.length <= FEW) return lastOf(this.entries, key);
    this.#index ??= new Map(this.entries.map((entry) => [String(entry.key.value), entry]));
    return this.#index.get(key);
  }

  /** Takes all of its entries at once, in a list that is exactly as long; none of them brings in others. */
  fill(entries: typeof this.own): void {
    this.own = entries;
    this.#entries = entries;
    for (const { key, value } of entries) {
      key.parent = this;
      value.parent = this;
    }
  }

  add(key: Scalar, value: Built): void {
    this.own.push({ key, value });
    key.parent = this;
    value.parent = this;
    this.#entries = undefined;
    this.#index = undefined;
  }

  #merged(): readonly Entry[] {
    const { leaf } = this;
    const most = MOST_BROUGHT.fixed + MOST_BROUGHT.each * leaf.text.length;
    const merge: Merge = { known: new Map(), left: most - (brought.get(leaf) ?? 0), limited: false };
    const entries = merged(this, merge, 0);
    brought.set(leaf, most - merge.left);
    this.#limited = merge.limited;
    return entries;
  }
}

export class SequenceValue extends Collection implements SequenceNode {
  items: Built[] = [];

  get kind(): 'sequence' {
    return 'sequence';
  }

  /** Takes all of its items at once, in a list that is exactly as long. */
  fill(items: Built[]): void {
    this.items = items;
    for (const item of items) item.parent = this;
  }

  add(item: Built): void {
    this.items.push(item);
    item.parent = this;
  }
}

function lastOf(entries: readonly Entry[], key: string): Entry | undefined {
  for (let at = entries.length - 1; at >= 0; at--) {
    const entry = entries[at];
    if (entry !== undefined && String(entry.key.value) === key) return entry;
  }
  return undefined;
}

/** Whether a key brings in the entries of other maps. */
export function isMerge(key: ScalarNode): boolean {
  return key.value === MERGE && key.style === 'plain';
}

export function scalar(
  leaf: Leaf,
  start: number,
  end: number,
  value: ScalarNode['value'],
  style: ScalarNode['style'],
): Scalar {
  return new ScalarValue(leaf, start, end, value, style);
}

/** Maps that are merged already, and how many entries may still be looked at. */
interface Merge {
  readonly known: Map<MapValue, readonly Entry[]>;
  left: number;
  limited: boolean;
}

/**
 * Own entries first, then what `<<` brings and they do not override (YAML 1.1's merge key). Each map is merged once,
 * however often it is named; one that holds itself brings nothing.
 */
function merged(map: MapValue, merge: Merge, depth: number): readonly Entry[] {
  const before = merge.known.get(map);
  if (before) return before;
  const own = map.own.filter(({ key }) => !isMerge(key));
  merge.known.set(map, own);
  if (depth > DEEPEST) {
    merge.limited = true;
    return own;
  }
  const names = new Set(own.map(({ key }) => key.value));
  const sources = map.own.filter(({ key }) => isMerge(key)).map(({ value }) => value);
  const entries: Entry[] = [...own];
  const seen = new Set<Built>();
  for (const source of sources.flatMap((value) => (value.kind === 'sequence' ? value.items : [value]))) {
    if (source.kind !== 'map' || seen.has(source)) continue;
    seen.add(source);
    for (const entry of merged(source, merge, depth + 1)) {
      if (--merge.left < 0) merge.limited = true;
      if (merge.limited) return entries;
      if (names.has(entry.key.value)) continue;
      names.add(entry.key.value);
      entries.push(entry);
    }
  }
  merge.known.set(map, entries);
  return entries;
}

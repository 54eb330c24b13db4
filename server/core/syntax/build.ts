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

/** What one leaf says alone. */
export interface LeafTree {
  readonly root: Built | undefined;
  readonly problems: readonly SyntaxProblem[];
  readonly anchors: ReadonlyMap<string, Built>;
  /** Places that an alias stands in, to be filled once all anchors are known. */
  readonly aliases: readonly { readonly name: string; fill(node: Built): void }[];
}

export type Built = Scalar | MapValue | SequenceValue;

const MERGE = '<<';
/** Maps that bring in one another; a person writes two or three. */
const DEEPEST = 64;

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
  readonly kind = 'map';
  readonly own: { readonly key: Scalar; value: Built }[] = [];
  #entries: readonly Entry[] | undefined;
  #index: Map<string, Entry> | undefined;

  get entries(): readonly Entry[] {
    this.#entries ??= this.own.some(({ key }) => key.value === MERGE && key.style === 'plain')
      ? merged(this, new Map())
      : this.own;
    return this.#entries;
  }

  get(key: string): Node | undefined {
    return this.entry(key)?.value;
  }

  entry(key: string): Entry | undefined {
    this.#index ??= new Map(this.entries.map((entry) => [String(entry.key.value), entry]));
    return this.#index.get(key);
  }

  add(key: Scalar, value: Built): void {
    this.own.push({ key, value });
    key.parent = this;
    value.parent = this;
    this.#entries = undefined;
    this.#index = undefined;
  }
}

export class SequenceValue extends Collection implements SequenceNode {
  readonly kind = 'sequence';
  readonly items: Built[] = [];

  add(item: Built): void {
    this.items.push(item);
    item.parent = this;
  }
}

export function scalar(
  leaf: Leaf,
  start: number,
  end: number,
  value: ScalarNode['value'],
  style: ScalarNode['style'],
): Scalar {
  return { kind: 'scalar', leaf, start, end, endLeaf: leaf, value, style, parent: undefined };
}

/**
 * Own entries first, then what `<<` brings and they do not override (YAML 1.1's merge key). Each map is merged once,
 * however often it is named; one that holds itself, or lies too deep, brings nothing.
 */
function merged(map: MapValue, known: Map<MapValue, readonly Entry[]>, depth = 0): readonly Entry[] {
  const before = known.get(map);
  if (before || depth > DEEPEST) return before ?? [];
  known.set(map, []);
  const own = map.own.filter(({ key }) => key.value !== MERGE);
  const names = new Set(own.map(({ key }) => key.value));
  const sources = map.own.filter(({ key }) => key.value === MERGE).map(({ value }) => value);
  const maps = sources.flatMap((value) => (value.kind === 'sequence' ? value.items : [value]));
  const brought: Entry[] = [];
  for (const source of maps) {
    if (source.kind !== 'map') continue;
    for (const entry of merged(source, known, depth + 1)) {
      if (names.has(entry.key.value)) continue;
      names.add(entry.key.value);
      brought.push(entry);
    }
  }
  const entries = [...own, ...brought];
  known.set(map, entries);
  return entries;
}

import type { PartNode } from './part-node.js';
import type { OperationFact } from './types.js';
import type { Counted } from './usage.js';

/** The operations of one path item. */
export interface Counts {
  readonly item: PartNode;
  readonly counted: readonly Counted[];
}

/** Operations of a path item as they were counted before, and as they are now. */
export interface Recounted {
  readonly item: PartNode;
  readonly before: readonly Counted[];
  readonly now: readonly Counted[];
}

/**
 * Operations by the parts that they stand in; of several under one part the first counts. Invariant: after an update it
 * is what a new one would be.
 */
export class OperationBook {
  readonly #facts = new Map<string, OperationFact>();
  /** The items whose operations they are. */
  readonly #owners = new Map<string, PartNode>();

  /** By part id; an operation that stands in another file is found under both parts. Later updates show in it. */
  get facts(): ReadonlyMap<string, OperationFact> {
    return this.#facts;
  }

  /**
   * Gives the ids under which something else stands than before. `all` are the items in their order; `moved`: they may
   * be others, or stand in another order.
   */
  update(all: () => Iterable<Counts>, recounts: readonly Recounted[], moved: boolean): ReadonlySet<string> {
    const isAlike = !moved && recounts.every(standAlike);
    return isAlike ? this.#patch(recounts) : this.#fill(all());
  }

  #patch(recounts: readonly Recounted[]): ReadonlySet<string> {
    const changed = new Set<string>();
    for (const { item, now } of recounts) {
      for (const { placed, fact } of now) {
        for (const id of [placed.id, placed.body.part.id]) {
          if (this.#owners.get(id) !== item || this.#facts.get(id) === fact) continue;
          this.#facts.set(id, fact);
          changed.add(id);
        }
      }
    }
    return changed;
  }

  #fill(all: Iterable<Counts>): ReadonlySet<string> {
    const before = new Map(this.#facts);
    this.#facts.clear();
    this.#owners.clear();
    for (const { item, counted } of all) for (const one of counted) this.#add(item, one);
    const ids = new Set([...before.keys(), ...this.#facts.keys()]);
    return new Set([...ids].filter((id) => before.get(id) !== this.#facts.get(id)));
  }

  #add(item: PartNode, { placed, fact }: Counted): void {
    for (const id of [placed.id, placed.body.part.id]) {
      if (this.#facts.has(id)) continue;
      this.#facts.set(id, fact);
      this.#owners.set(id, item);
    }
  }
}

function standAlike({ before, now }: Recounted): boolean {
  return before.length === now.length && before.every((one, index) => standsAt(one, now[index]));
}

function standsAt({ placed }: Counted, other: Counted | undefined): boolean {
  return placed.id === other?.placed.id && placed.body.part.id === other.placed.body.part.id;
}

import type { Layer, Module, Names, Owned, Router, Value } from './values.js';

/**
 * Everything that running code changes. What a run made is its own. One that changes what is another's leaves runs
 * behind that cannot be told apart (`tangled`); what is changed when all have run can be taken back (`disturbed`).
 */
export class Writes {
  /** The run that goes on; when all have run, this very object. */
  owner: object = this;
  tangled = false;
  disturbed = false;
  readonly #undo: (() => void)[] = [];

  tangle(): void {
    this.tangled = true;
  }

  own<T extends Owned>(made: T): T {
    made.home = this.owner;
    return made;
  }

  /** A table of names of the run that goes on. */
  table(entries: Iterable<readonly [string, Value]> = []): Names {
    return this.own<Names>(new Map(entries));
  }

  put(table: Names, name: string, value: Value): void {
    const before = table.get(name);
    this.#change(table, () => (before === undefined ? table.delete(name) : table.set(name, before)));
    table.set(name, value);
  }

  replace(module: Module, value: Value): void {
    const before = module.replaced;
    this.#change(module, () => {
      module.replaced = before;
    });
    module.replaced = value;
  }

  /** Puts a layer behind all others of a router, or in front of them. */
  layer(router: Router, layer: Layer, place: 'first' | 'last' = 'last'): void {
    const { layers } = router;
    this.#change(router, () => layers.splice(layers.lastIndexOf(layer), 1));
    if (place === 'last') layers.push(layer);
    else layers.unshift(layer);
  }

  /** Gives a table a value, until all is taken back, where it has none of its own. */
  lend(table: Names, name: string, value: Value): void {
    if (table.has(name)) return;
    table.set(name, value);
    this.#undo.push(() => table.get(name) === value && table.delete(name));
  }

  /** Leaves all runs as they were when the last of them ended. */
  takeBack(): void {
    for (let undo = this.#undo.pop(); undo !== undefined; undo = this.#undo.pop()) undo();
  }

  #change(holder: Owned, undo: () => void): void {
    if (holder.home === this.owner) return;
    if (this.owner !== this) {
      this.tangled = true;
      return;
    }
    this.disturbed = true;
    this.#undo.push(undo);
  }
}

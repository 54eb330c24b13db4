/** The names that a function, a class or a module has declared so far, in the order of their first declarations. */
export class Declared {
  readonly #names: Set<string>;
  #key: string;

  /** Begins with the names of another one, which stays as it is. */
  constructor(before?: Declared) {
    this.#names = new Set(before?.names());
    this.#key = before?.key ?? '';
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  add(name: string): void {
    if (this.#names.has(name)) return;
    this.#names.add(name);
    // It is asked for at each statement, so that it grows with the names and is not put together each time.
    this.#key += ` ${name}`;
  }

  /** The same for all that declared these names in this order. */
  get key(): string {
    return this.#key;
  }

  names(): Iterable<string> {
    return this.#names;
  }

  /** What it declared beyond the names that it began with. */
  beyond(before: Declared): readonly string[] {
    return [...this.#names].slice(before.#names.size);
  }
}

/** What is read by no names. Nobody adds any to it. */
export const NOTHING_DECLARED = new Declared();

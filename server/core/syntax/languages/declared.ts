/** A name, and whether it was declared when somebody asked. */
export type AskedName = readonly [name: string, is: boolean];

/** The names that a function, a class or a module has declared so far. */
export class Declared {
  readonly #own = new Set<string>();
  readonly #asked = new Map<string, boolean>();

  /** Goes on from the names of another one, which stays as it is meanwhile. */
  constructor(private readonly before?: Declared) {}

  has(name: string): boolean {
    if (this.#own.has(name)) return true;
    const is = this.before?.has(name) ?? false;
    if (this.before !== undefined) this.#asked.set(name, is);
    return is;
  }

  add(name: string): void {
    this.#own.add(name);
  }

  /** The names that it declared itself. */
  get own(): readonly string[] {
    return [...this.#own];
  }

  /** What it was asked for and passed on. */
  get asked(): readonly AskedName[] {
    return [...this.#asked];
  }
}

/** What is read by no names. Nobody adds any to it. */
export const NOTHING_DECLARED = new Declared();

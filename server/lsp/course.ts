/** By then reading is over, which takes about as long as checking: what is left takes less time than what is done. */
const MOSTLY = 3 / 4;

/**
 * How far the work on each text has come. Invariant: what is known of a file is of its newest text, and of no work that
 * is over.
 */
export class Course {
  /** The most that was outstanding at once. */
  readonly #most = new Map<string, number>();

  /** So much of the file is outstanding. */
  note(uri: string, pending: number): void {
    if (pending === 0) this.forget(uri);
    else if (pending > (this.#most.get(uri) ?? 0)) this.#most.set(uri, pending);
  }

  /** Of what is outstanding of the file, more is done than is left. */
  isMostlyDone(uri: string, pending: number): boolean {
    return pending > 0 && pending <= (this.#most.get(uri) ?? 0) * MOSTLY;
  }

  /** It has another text, or none. */
  forget(uri: string): void {
    this.#most.delete(uri);
  }
}

import type { Board, Task } from './board.js';
import type { Joined } from './joined.js';

/** What there is to check. Invariant: only a task in this list is on the board or has read anything. */
export class Tasks {
  readonly #tasks = new Map<string, Task>();

  constructor(
    private readonly board: Board,
    private readonly joined: Joined,
  ) {}

  /** Checks the task when it is new, and when what it is about changed. */
  ensure(task: Task, changed = false): void {
    if (this.#tasks.has(task.id) && !changed) return;
    this.#tasks.set(task.id, task);
    this.board.mark(task);
  }

  /** Something that the reader has read is another value now. */
  mark(reader: string): void {
    const task = this.#tasks.get(reader);
    if (task) this.board.mark(task);
  }

  /** One rule of the task would be told something else. */
  markRule(reader: string, rule: string): void {
    const task = this.#tasks.get(reader);
    if (task) this.board.mark({ ...task, rules: new Set([rule]) });
  }

  /** All that is about these files. */
  markFiles(uris: ReadonlySet<string>): void {
    if (uris.size === 0) return;
    for (const task of this.#tasks.values()) if (uris.has(task.uri)) this.board.mark(task);
  }

  drop(id: string): void {
    if (!this.#tasks.delete(id)) return;
    this.joined.forget(id);
    this.board.drop(id);
  }
}

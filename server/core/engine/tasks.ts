import type { Board, Task } from './board.js';
import { endpointTask, ownTasks } from './check.js';
import { codePart } from './code/read.js';
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

  /** All that is about a file that is closed; `parts` are the ids of its parts. */
  dropFile(uri: string, parts: Iterable<string>): void {
    for (const id of [...parts, codePart(uri), ...ownTasks(uri)]) this.drop(id);
  }

  /** One task for each endpoint that documents and code are held together at; `before` are the keys that there were. */
  checkEndpoints(before: readonly string[]): void {
    const gone = new Set(before);
    for (const key of this.joined.endpoints.keys()) {
      const uri = this.joined.endpoints.peek(key)?.document.uri;
      if (uri !== undefined && !gone.delete(key)) this.ensure(endpointTask(key, uri));
    }
    for (const key of gone) this.drop(endpointTask(key, '').id);
  }
}

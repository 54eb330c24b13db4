import type { Rule } from '../rule/rule.js';
import type { Board, Task } from './board.js';
import {
  baselineTask,
  configTask,
  decisionsTask,
  documentTask,
  endpointTask,
  faultsTask,
  propertiesTask,
} from './check.js';
import type { StatementMemory } from './code/memory/remembered.js';
import { codePart } from './code/read.js';
import type { FileState, ReadFile } from './files.js';
import type { Joined } from './joined.js';

/** What there is to check. Invariant: only a task in this list is on the board or has read anything. */
export class Tasks {
  readonly #tasks = new Map<string, Task>();

  constructor(
    private readonly board: Board,
    private readonly joined: Joined,
    private readonly memory: Pick<StatementMemory, 'stir'>,
    /** Rules that look at all operations of a document at once. */
    private readonly whole: readonly Rule[],
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
    if (task === undefined) return;
    this.memory.stir(task.uri);
    this.board.mark(task);
  }

  /** One rule of the task would be told something else. */
  markRule(reader: string, rule: string): void {
    const task = this.#tasks.get(reader);
    if (task) this.board.mark({ ...task, rules: new Set([rule]) });
  }

  /** What depends on where the file stands among folders and packages. */
  markPlace(uri: string): void {
    for (const id of [codePart(uri), decisionsTask(uri).id, propertiesTask(uri).id]) this.mark(id);
  }

  /** All that is about these files. */
  markFiles(uris: ReadonlySet<string>): void {
    if (uris.size === 0) return;
    for (const task of this.#tasks.values()) if (uris.has(task.uri)) this.board.mark(task);
  }

  drop(id: string): void {
    const task = this.#tasks.get(id);
    if (task === undefined) return;
    this.#tasks.delete(id);
    this.memory.stir(task.uri);
    this.joined.forget(id);
    this.board.drop(id);
  }

  /** What there is to check in a file that was read. */
  follow(uri: string, known: FileState | undefined, { file, difference }: ReadFile): void {
    for (const id of difference.changed) this.ensure({ id, uri }, true);
    for (const id of difference.removed) this.drop(id);
    for (const task of this.ofDocument(uri)) {
      if (file.kind === 'openapi') this.ensure(task);
      else this.drop(task.id);
    }
    // Spots are of one version, so that what was said of them is said again.
    if (file.loose.length > 0 || (known?.loose.length ?? 0) > 0) this.ensure(faultsTask(uri), true);
    if (file.decisions) this.ensure(decisionsTask(uri), true);
    if (file.kind === 'baseline') this.ensure(baselineTask(uri), true);
    if (file.config) this.ensure(configTask(uri), true);
    if (file.properties) this.ensure(propertiesTask(uri), true);
  }

  /** One for each rule about a document as a whole: what one has read, another may not have. */
  ofDocument(uri: string): readonly Task[] {
    return this.whole.map(({ id }) => documentTask(uri, id));
  }

  close(uri: string, file: FileState): void {
    const tasks = [faultsTask, configTask, decisionsTask, baselineTask, propertiesTask];
    const own = tasks.map((task) => task(uri));
    for (const { id } of [...this.ofDocument(uri), ...own]) this.drop(id);
    for (const id of [...file.parts.keys(), codePart(uri)]) this.drop(id);
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

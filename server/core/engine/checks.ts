import { suppressionsOf } from '../rule/suppressions.js';
import type { Board, Task } from './board.js';
import { check, type Setting } from './check.js';
import { nearest } from './nearest.js';
import { NOTHING } from './outcome.js';
import type { Tasks } from './tasks.js';
import type { Around } from './types.js';

/**
 * Takes tasks from the board and checks them. Where only what is shown counts, rules that are off in every file are not
 * asked about documents. Invariant: what is left out was said by none that an allowance or a decision is held against.
 */
export class Checks {
  /** What documents are asked about; undefined: everything. */
  #asked: ReadonlySet<string> | undefined;
  /** Ids of tasks that not all rules were asked about. */
  readonly #left = new Set<string>();

  constructor(
    private readonly setting: Setting,
    private readonly board: Board,
    private readonly tasks: Tasks,
    private readonly shownOnly: boolean,
  ) {}

  /** To be called when all files are read; true while a task is pending. */
  run(stop: () => boolean, around: Around | undefined): boolean {
    if (this.shownOnly) this.#update();
    const { pending } = this.board;
    const near = around && pending.size > 1 && nearest(around, this.setting.files, pending);
    if (near) this.#run(near);
    for (const task of pending.values()) {
      this.#run(task);
      if (stop()) break;
    }
    return pending.size > 0;
  }

  #run(task: Task): void {
    const before = this.board.outcome(task.id);
    const limited = this.#limited(task);
    if (limited === task) return this.board.settle(task, check(task, before, this.setting));
    this.#left.add(task.id);
    this.board.settle(task, check(limited, before ?? NOTHING, this.setting));
  }

  #limited(task: Task): Task {
    if (this.#asked === undefined || task.rules !== undefined) return task;
    const isDocument = task.id.startsWith('document:');
    const isPart = this.setting.files.get(task.uri)?.parts.has(task.id) ?? false;
    return isDocument || isPart ? { ...task, rules: this.#asked } : task;
  }

  /** Files and settings may be others: rules that count now are asked what they were not. */
  #update(): void {
    const before = this.#asked;
    this.#asked = this.#counting();
    if (this.#left.size === 0) return;
    for (const { id } of this.setting.index.all) {
      if (before?.has(id) !== false || this.#asked?.has(id) === false) continue;
      for (const task of this.#left) this.tasks.markRule(task, id);
    }
  }

  #counting(): ReadonlySet<string> | undefined {
    const { files, settings, index } = this.setting;
    for (const { document, code, kind, decisions } of files.values()) {
      const isHeld = kind !== 'other' && suppressionsOf(document, code?.root).length > 0;
      if (decisions || isHeld) return undefined;
    }
    const all = [...files.keys()].map((uri) => settings.of(uri));
    const shown = index.all.filter((rule) => all.some((one) => one.levelOf(rule) !== 'off'));
    return new Set(shown.map(({ id }) => id));
  }
}

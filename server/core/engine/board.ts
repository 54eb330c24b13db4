import { include } from '../text/multimap.js';
import { NOTHING, type Outcome, type RawFinding, sayTheSame } from './outcome.js';

/** One thing to check: a part, the facts of a document, an endpoint, the answer of the structure check. */
export interface Task {
  readonly id: string;
  /** The file that the task belongs to; its findings may lie in others. */
  readonly uri: string;
  /** The rules that have to look again; undefined: all. */
  readonly rules?: ReadonlySet<string>;
}

/** What is to be checked, what came of it, and since when each file may look different. */
export class Board {
  readonly #pending = new Map<string, Task>();
  readonly #outcomes = new Map<string, Outcome>();
  readonly #tasksIn = new Map<string, Set<string>>();
  /** By file, when a task last said something in it, or took it back. */
  readonly #saidAt = new Map<string, Map<string, number>>();
  readonly #changedAt = new Map<string, number>();
  #revision = 0;
  #said = 0;

  get revision(): number {
    return this.#revision;
  }

  get pending(): ReadonlyMap<string, Task> {
    return this.#pending;
  }

  pendingIn(uri: string): number {
    let count = 0;
    for (const task of this.#pending.values()) if (task.uri === uri) count++;
    return count;
  }

  mark(task: Task): void {
    const waiting = this.#pending.get(task.id);
    this.#pending.set(task.id, waiting ? both(waiting, task) : task);
  }

  settle(task: Task, outcome: Outcome): void {
    this.#pending.delete(task.id);
    this.#replace(task.id, outcome);
  }

  drop(task: string): void {
    this.#pending.delete(task);
    this.#replace(task, NOTHING);
    this.#outcomes.delete(task);
  }

  /** Grows whenever a task says something else than before, or says it of another place. */
  get said(): number {
    return this.#said;
  }

  outcome(task: string): Outcome | undefined {
    return this.#outcomes.get(task);
  }

  /** The text or something else that the findings of the file are shown with is another. */
  touch(uri: string): void {
    this.#changedAt.set(uri, ++this.#revision);
  }

  touchAll(uris: Iterable<string>): void {
    for (const uri of uris) this.touch(uri);
  }

  revisionOf(uri: string): number {
    return this.#changedAt.get(uri) ?? 0;
  }

  changed(since: number): readonly string[] {
    return [...this.#changedAt].filter(([, revision]) => revision > since).map(([uri]) => uri);
  }

  /** Tasks that reported something in the file, wherever they belong. */
  tasksIn(uri: string): Iterable<string> {
    return this.#tasksIn.get(uri) ?? [];
  }

  /** Tasks whose findings in the file may be others than at a revision. */
  news(uri: string, since: number): readonly string[] {
    const news: string[] = [];
    this.#saidAt.get(uri)?.forEach((revision, task) => {
      if (revision > since) news.push(task);
    });
    return news;
  }

  /** Raw findings of a task that lie in the file. */
  findingsOf(task: string, uri: string): readonly RawFinding[] {
    return this.#outcomes.get(task)?.findings.filter(({ seen }) => seen.uri === uri) ?? [];
  }

  #replace(task: string, outcome: Outcome): void {
    const last = this.#outcomes.get(task) ?? NOTHING;
    if (!sayTheSame(last.witnesses, outcome.witnesses)) this.#said++;
    const before = filesOf(last);
    const after = filesOf(outcome);
    this.#outcomes.set(task, outcome);
    for (const uri of before) if (!after.has(uri)) this.#tasksIn.get(uri)?.delete(task);
    for (const uri of after) include(this.#tasksIn, uri, task);
    for (const uri of new Set([...before, ...after])) {
      this.touch(uri);
      const said = this.#saidAt.get(uri) ?? new Map<string, number>();
      this.#saidAt.set(uri, said.set(task, this.#revision));
    }
  }
}

/** All that either of two runs of one task would do. */
function both(a: Task, b: Task): Task {
  const { id, uri } = a;
  return a.rules && b.rules ? { id, uri, rules: new Set([...a.rules, ...b.rules]) } : { id, uri };
}

function filesOf(outcome: Outcome): Set<string> {
  return new Set(outcome.findings.map(({ seen }) => seen.uri));
}

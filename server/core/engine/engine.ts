import type { Framework } from '../facts/frameworks/framework.js';
import type { Demand } from '../facts/openapi/types.js';
import { type Layout, packageOf } from '../model/layout.js';
import type { ApiModel, Known } from '../model/types.js';
import type { Rule } from '../rule/rule.js';
import type { CodeParser } from '../syntax/code.js';
import type { Document } from '../text/document.js';
import { readAnswer } from './answers.js';
import { Board, type Task } from './board.js';
import { check, documentTask, endpointTask, faultsTask, type Setting } from './check.js';
import { codePart, isCode } from './code/read.js';
import { indexRules } from './dispatch.js';
import { equal } from './equal.js';
import { evidenceOf } from './evidence.js';
import { type Difference, type FileKind, FileReading, type FileState, newFile, withCode } from './files.js';
import { Joined, TODAY } from './joined.js';
import { nearest } from './nearest.js';
import { Readings } from './readings.js';
import { Repairs } from './repairs.js';
import { Tasks } from './tasks.js';
import type {
  Answer,
  Around,
  Counters,
  DocumentEvidence,
  Engine,
  FileEdit,
  FindingsOf,
  Selection,
  Want,
} from './types.js';

/** Everything that the engine is given: its content is data. */
export interface EngineParts {
  readonly rules: readonly Rule[];
  /** Undefined: code is not read. */
  readonly parser?: CodeParser | undefined;
  /** How routes are declared in code. */
  readonly frameworks?: readonly Framework[];
}

const NO_DEMANDS: readonly Demand[] = [];

export function createEngine(parts: EngineParts): Engine {
  return new IncrementalEngine(parts);
}

/**
 * Invariants: a file in `stale` has text that is not read yet; a task in the board's pending list has an outcome that
 * may be wrong; everything else that the engine says is what an engine that just opened the same texts would say.
 */
class IncrementalEngine implements Engine {
  readonly #files = new Map<string, FileState>();
  readonly #stale = new Set<string>();
  readonly #reading = new Map<string, FileReading>();
  readonly #board = new Board();
  readonly #joined: Joined;
  readonly #counters = new Map<string, number>();
  readonly #wantedPatterns = new Set<string>();
  readonly #tasks: Tasks;
  /** Files that the host has been asked for; their demands when they were read last. */
  readonly #answered = new Set<string>();
  readonly #demands = new Map<string, readonly Demand[]>();
  readonly #readings: Readings;
  readonly #repairs: Repairs;
  readonly #setting: Setting;
  readonly #parts: EngineParts;
  #layout: Layout = { folders: [], packages: [] };
  #joinDocuments = false;
  #joinCode = false;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#joined = new Joined((reader) => this.#tasks.mark(reader));
    this.#tasks = new Tasks(this.#board, this.#joined);
    const index = indexRules(parts.rules);
    this.#setting = {
      index,
      joined: this.#joined,
      files: this.#files,
      pathOf: (uri) => uri.slice(packageOf(uri, this.#layout).length),
      count: (rule, unit) => {
        const key = `${rule.id} ${unit}`;
        this.#counters.set(key, (this.#counters.get(key) ?? 0) + 1);
      },
      wantRegex: (pattern) => this.#wantedPatterns.add(pattern),
    };
    this.#readings = new Readings(this.#files, this.#board, index);
    this.#repairs = new Repairs(this.#files, this.#readings, parts.parser);
  }

  get revision(): number {
    return this.#board.revision;
  }

  open(document: Document): void {
    this.#files.set(document.uri, { ...(this.#files.get(document.uri) ?? newFile(document)), document });
    this.#joined.absent.set(document.uri, undefined);
    this.#newText(document);
  }

  edit(next: Document): void {
    this.open(next);
  }

  close(uri: string): void {
    const file = this.#files.get(uri);
    if (!file) return;
    this.#files.delete(uri);
    this.#stale.delete(uri);
    this.#reading.delete(uri);
    this.#demands.delete(uri);
    this.#answered.delete(uri);
    const ids = [...file.parts.keys(), codePart(uri), documentTask(uri).id, faultsTask(uri).id];
    for (const id of ids) this.#tasks.drop(id);
    this.#joined.texts.set(uri, undefined);
    this.#joined.faults.set(uri, undefined);
    this.#joinDocuments ||= file.code === undefined;
    this.#joinCode ||= file.code !== undefined;
    this.#board.touch(uri);
  }

  document(uri: string): Document | undefined {
    return this.#files.get(uri)?.document;
  }

  today(date: string): void {
    this.#readings.today = date;
    this.#joined.days.set(TODAY, date);
    this.#board.touchAll(this.#files.keys());
  }

  layout(layout: Layout): void {
    if (equal(this.#layout, layout)) return;
    this.#layout = layout;
    this.#joinCode = true;
    for (const [uri, { code }] of this.#files) if (code) this.#tasks.mark(codePart(uri));
  }

  select(selection: Selection): void {
    this.#readings.selection = selection;
    this.#board.touchAll(this.#files.keys());
  }

  wants(): readonly Want[] {
    const files = this.#joined.openapi.wanted.filter(
      (uri) => !this.#files.has(uri) && !this.#answered.has(uri),
    );
    return [
      ...files.map((uri) => ({ kind: 'file' as const, uri })),
      ...[...this.#wantedPatterns].map((pattern) => ({ kind: 'regex' as const, pattern })),
    ];
  }

  answer(want: Want, value: Known<Answer>): void {
    const answer = readAnswer(want, value);
    if (answer.kind === 'file') {
      this.#answered.add(answer.uri);
      this.#joined.absent.set(answer.uri, answer.absence);
    } else if (answer.kind === 'regex') {
      this.#wantedPatterns.delete(answer.pattern);
      this.#joined.verdicts.set(answer.pattern, answer.verdict);
    } else {
      this.#tasks.ensure(faultsTask(answer.uri));
      this.#joined.faults.set(answer.uri, answer.faults);
    }
  }

  work(stop: () => boolean, around?: Around): boolean {
    if (this.#read(stop, around)) return true;
    this.#join();
    if (this.#stale.size > 0) return true;
    return this.#check(stop, around);
  }

  findings(uri: string): FindingsOf {
    return this.#readings.findings(uri);
  }

  changed(since: number): readonly string[] {
    return this.#board.changed(since);
  }

  fix(uri: string, version: number, fingerprint: string, index: number): readonly FileEdit[] | 'stale' {
    return this.#repairs.fix(uri, version, fingerprint, index);
  }

  fixAll(uri: string, version: number, rules?: readonly string[]): readonly FileEdit[] | 'stale' {
    return this.#repairs.fixAll(uri, version, rules);
  }

  suppress(uri: string, version: number, fingerprint: string, reason: string): readonly FileEdit[] | 'stale' {
    return this.#repairs.suppress(uri, version, fingerprint, reason);
  }

  kindOf(uri: string): FileKind {
    return this.#files.get(uri)?.kind ?? 'other';
  }

  model(): ApiModel {
    return this.#joined.model(this.#layout);
  }

  evidence(uri: string): DocumentEvidence | undefined {
    return evidenceOf(uri, this.#joined, this.#board, this.#files);
  }

  counters(): Counters {
    return this.#counters;
  }

  #newText(document: Document): void {
    this.#stale.add(document.uri);
    this.#joined.texts.set(document.uri, document.leaves);
    this.#board.touch(document.uri);
  }

  /** True while some text is not read. The file in front of the user comes first. */
  #read(stop: () => boolean, around: Around | undefined): boolean {
    const first = around && this.#stale.has(around.uri) ? [around.uri] : [];
    for (const uri of [...first, ...this.#stale]) {
      const file = this.#files.get(uri);
      if (file && this.#stale.has(uri) && !this.#readFile(uri, file, stop)) return true;
      this.#stale.delete(uri);
      if (stop()) break;
    }
    return this.#stale.size > 0;
  }

  #readFile(uri: string, file: FileState, stop: () => boolean): boolean {
    if (isCode(file.document)) {
      this.#accept(uri, withCode(file, this.#parts.parser, this.#parts.frameworks ?? []));
      return true;
    }
    const begun = this.#reading.get(uri);
    const demands = this.#joined.openapi.demands.get(uri) ?? NO_DEMANDS;
    const fits = begun?.fits(file.document, demands);
    const reading = begun && fits ? begun : new FileReading(file, demands, begun);
    this.#reading.set(uri, reading);
    if (!reading.advance(stop)) return false;
    this.#reading.delete(uri);
    this.#demands.set(uri, demands);
    this.#accept(uri, reading.result());
    return true;
  }

  #accept(
    uri: string,
    { file, difference }: { readonly file: FileState; readonly difference: Difference },
  ): void {
    const known = this.#files.get(uri);
    this.#files.set(uri, file);
    for (const id of difference.changed) this.#tasks.ensure({ id, uri }, true);
    for (const id of difference.removed) this.#tasks.drop(id);
    if (file.kind === 'openapi') this.#tasks.ensure(documentTask(uri));
    else this.#tasks.drop(documentTask(uri).id);
    if (known?.kind !== file.kind) this.#board.touch(uri);
    if (!difference.facts) return;
    if (file.code || known?.code) this.#joinCode = true;
    else this.#joinDocuments = true;
  }

  /** Joins what changed; new roles of places in other files make those files stale. */
  #join(): void {
    if (this.#joinDocuments || this.#joinCode) this.#joinAll();
    if (!this.#joinDocuments) return;
    this.#joinDocuments = false;
    const { demands } = this.#joined.openapi;
    for (const uri of this.#files.keys()) {
      if (!equal(demands.get(uri) ?? NO_DEMANDS, this.#demands.get(uri))) this.#stale.add(uri);
    }
  }

  /** Documents, code, and what each says of the other. */
  #joinAll(): void {
    if (this.#joinDocuments) this.#joined.joinDocuments(this.#files);
    if (this.#joinCode) this.#joined.joinCode(this.#files, this.#layout);
    this.#joinCode = false;
    const before = new Set(this.#joined.endpoints.keys());
    this.#joined.joinDrift(this.#layout);
    for (const key of this.#joined.endpoints.keys()) {
      const uri = this.#joined.endpoints.peek(key)?.document.uri;
      if (uri !== undefined && !before.delete(key)) this.#tasks.ensure(endpointTask(key, uri));
    }
    for (const key of before) this.#tasks.drop(endpointTask(key, '').id);
  }

  /** True while a task is pending. */
  #check(stop: () => boolean, around: Around | undefined): boolean {
    const near = around && this.#board.pending.size > 1 && nearest(around, this.#files, this.#board.pending);
    if (near) this.#run(near);
    for (const task of this.#board.pending.values()) {
      this.#run(task);
      if (stop()) break;
    }
    return this.#board.pending.size > 0;
  }

  #run(task: Task): void {
    this.#board.settle(task, check(task, this.#board.outcome(task.id), this.#setting));
  }
}

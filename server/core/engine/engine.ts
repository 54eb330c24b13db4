import type { Demand } from '../facts/openapi/types.js';
import type { Layout } from '../model/layout.js';
import type { ApiModel, Known } from '../model/types.js';
import type { Baseline } from '../rule/baseline.js';
import type { Document } from '../text/document.js';
import type { Range } from '../text/span.js';
import { Board } from './board.js';
import type { Setting } from './check.js';
import { Checks } from './checks.js';
import { StatementMemory } from './code/memory/remembered.js';
import { isOfCode } from './code/read.js';
import { type Desk, disturb, reconfigure } from './config/disturb.js';
import { Settings } from './config/settings.js';
import { Counts } from './counts.js';
import { Bench } from './decisions/bench.js';
import { indexRules } from './dispatch.js';
import { equal } from './equal.js';
import { evidenceOf } from './evidence.js';
import { type FileState, newFile, type ReadFile } from './files.js';
import { Intake } from './intake.js';
import { Joined, TODAY } from './joined.js';
import { isJudged } from './judged.js';
import { Questions } from './questions.js';
import { Readings } from './readings.js';
import { renew } from './renew.js';
import { Repairs } from './repairs.js';
import { Tasks } from './tasks.js';
import type {
  Answer,
  Around,
  Counters,
  DocumentEvidence,
  Engine,
  EngineParts,
  FileEdit,
  FileKind,
  FindingsOf,
  Selection,
  Want,
} from './types.js';

const NO_DEMANDS: readonly Demand[] = [];

export function createEngine(parts: EngineParts): Engine {
  return new IncrementalEngine(parts);
}

/**
 * Invariants: a text that is not read yet waits in the intake; a task in the board's pending list has an outcome that
 * may be wrong; everything else that the engine says is what an engine that just opened the same texts would say.
 */
class IncrementalEngine implements Engine {
  readonly #files = new Map<string, FileState>();
  readonly #board = new Board();
  readonly #joined = new Joined((reader) => this.#tasks.mark(reader));
  readonly #memory = new StatementMemory();
  readonly #tasks: Tasks;
  readonly #settings = new Settings();
  readonly #questions: Questions;
  readonly #counts = new Counts();
  readonly #intake: Intake;
  readonly #readings: Readings;
  readonly #repairs: Repairs;
  readonly #bench: Bench;
  readonly #desk: Desk & Setting;
  readonly #setting: Setting;
  readonly #checks: Checks;
  #layout: Layout = { folders: [], packages: [] };
  #joinDocuments = false;
  #joinCode = false;

  constructor({ rules, parser, frameworks = [], threats = [], shownOnly = false }: EngineParts) {
    const index = indexRules(rules);
    const ofDocuments = rules.filter(({ check }) => check.document !== undefined);
    this.#tasks = new Tasks(this.#board, this.#joined, this.#memory, ofDocuments);
    this.#questions = new Questions(this.#files, this.#joined, this.#tasks, {
      engine: this,
      settings: this.#settings,
      answered: (uri) => this.#board.touchAll(uri === undefined ? this.#files.keys() : [uri]),
    });
    this.#intake = new Intake({
      files: this.#files,
      parser,
      frameworks,
      demands: (uri) => this.#joined.openapi.demands.get(uri) ?? NO_DEMANDS,
      listed: (uri) => this.#settings.of(uri).listed,
      accept: (uri, read) => this.#accept(uri, read),
    });
    this.#setting = {
      index,
      joined: this.#joined,
      files: this.#files,
      settings: this.#settings,
      memory: this.#memory,
      layout: () => this.#layout,
      counts: (unit) => this.#counts.of(unit),
      questions: this.#questions,
    };
    this.#checks = new Checks(this.#setting, this.#board, this.#tasks, shownOnly);
    this.#readings = new Readings(this.#files, this.#board, index, {
      settings: this.#settings,
      judged: (rule, uri) => isJudged(rule, uri, this.#joined, this.#questions.patternsWaiting),
    });
    this.#repairs = new Repairs(this.#files, this.#readings, parser, (uri) => renew(uri, this.#desk));
    this.#bench = new Bench({
      setting: this.#setting,
      board: this.#board,
      templates: threats,
      evidence: (uri, rules) => this.evidence(uri, rules),
    });
    this.#desk = { ...this.#setting, tasks: this.#tasks, intake: this.#intake, board: this.#board };
  }

  get revision(): number {
    return this.#board.revision;
  }

  open(document: Document): void {
    if (!this.#files.has(document.uri)) this.#questions.recall();
    this.#files.set(document.uri, { ...(this.#files.get(document.uri) ?? newFile(document)), document });
    this.#joined.absent.set(document.uri, undefined);
    this.#intake.add(document.uri);
    this.#joined.texts.set(document.uri, document.leaves);
    this.#board.touch(document.uri);
  }

  edit(next: Document): void {
    this.open(next);
  }

  close(uri: string): void {
    const file = this.#files.get(uri);
    if (!file) return;
    this.#files.delete(uri);
    this.#intake.drop(uri, file);
    this.#questions.forget(uri);
    for (const it of [this.#setting.memory, this.#settings, this.#readings, this.#bench]) it.forget(uri);
    this.#tasks.close(uri, file);
    this.#joined.dropFile(uri);
    if (file.config) this.#reconfigure();
    this.#joinDocuments ||= !isOfCode(file);
    this.#joinCode ||= isOfCode(file);
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
    const moved = !equal(this.#layout.folders, layout.folders);
    this.#layout = layout;
    this.#joinCode = true;
    if (moved) disturb(this.#desk, this.#settings.change({ layout }));
    this.#questions.recall();
    for (const uri of this.#files.keys()) this.#tasks.markPlace(uri);
  }

  select(selection: Selection): void {
    disturb(this.#desk, this.#settings.change({ selection }));
  }

  baseline(baseline: Baseline | undefined): void {
    this.#joined.asked.replace(baseline?.security ?? new Map());
    this.#readings.known = baseline?.findings ?? new Map();
    this.#board.touchAll(this.#files.keys());
  }

  searched(): void {
    this.#bench.searched();
  }

  wants(): readonly Want[] {
    return this.#questions.wants();
  }

  answer(want: Want, value: Known<Answer>): void {
    this.#questions.answer(want, value);
  }

  work(stop: () => boolean, around?: Around): boolean {
    this.#intake.read(stop, around);
    if (this.#intake.done) this.#join();
    if (!this.#intake.done || this.#checks.run(stop, around)) return true;
    this.#bench.judge();
    return false;
  }

  findings(uri: string): FindingsOf {
    return this.#readings.findings(uri);
  }

  mostImportant(uri: string, most: number, near?: number): FindingsOf['findings'] {
    return this.#readings.mostImportant(uri, most, near);
  }

  findingsAt(uri: string, range: Range): FindingsOf['findings'] {
    return this.#readings.at(uri, range);
  }

  pending(uri: string): number {
    return (this.#intake.holds(uri) ? 1 : 0) + this.#board.pendingIn(uri);
  }

  changed(since: number): readonly string[] {
    return this.#board.changed(since);
  }

  fix(uri: string, version: number, fingerprint: string, index: number): readonly FileEdit[] | 'stale' {
    return this.#repairs.fix(uri, version, fingerprint, index);
  }

  fixAll(...asked: Parameters<Engine['fixAll']>): ReturnType<Engine['fixAll']> {
    return this.#repairs.fixAll(...asked);
  }

  feasible(uri: string): ReturnType<Engine['feasible']> {
    return this.#repairs.feasible(uri);
  }

  suppress(uri: string, version: number, fingerprint: string, reason: string): readonly FileEdit[] | 'stale' {
    return this.#repairs.suppress(uri, version, fingerprint, reason);
  }

  kindOf(uri: string): FileKind {
    return this.#files.get(uri)?.kind ?? 'other';
  }

  shows(rule: string, uri: string): boolean {
    const known = this.#setting.index.all.find(({ id }) => id === rule);
    return this.#settings.shows(known, uri);
  }

  excludes(uri: string): boolean {
    return this.#settings.of(uri).excluded;
  }

  model(): ApiModel {
    return this.#joined.model(this.#layout);
  }

  describersOf(uri: string): readonly string[] {
    return this.#joined.describersOf(uri);
  }

  compared(name: string): ReturnType<Engine['compared']> {
    return this.#joined.endpoints.peek(name);
  }

  evidence(uri: string, rules?: ReadonlySet<string>): DocumentEvidence | undefined {
    const whole = this.#tasks.ofDocument(uri);
    return evidenceOf({ ...this.#setting, uri, rules, board: this.#board, whole });
  }

  counters(): Counters {
    return this.#counts.all();
  }

  #accept(uri: string, { file, difference }: ReadFile): void {
    const known = this.#files.get(uri);
    this.#files.set(uri, file);
    this.#tasks.follow(uri, known, { file, difference });
    if (known?.kind !== file.kind) this.#board.touch(uri);
    if (file.config && known?.config !== file.config) this.#reconfigure();
    this.#joined.firstPlaces.recall();
    if (difference.facts && (isOfCode(file) || isOfCode(known))) this.#joinCode = true;
    else if (difference.facts) this.#joinDocuments = true;
  }

  /** Which configurations there are, or what one says, is another. */
  #reconfigure(): void {
    reconfigure(this.#desk);
    this.#questions.recall();
  }

  /** Joins what changed; new roles of places in other files make those files stale. */
  #join(): void {
    this.#joined.firstPlaces.update(this.#files);
    if (this.#joinDocuments || this.#joinCode) this.#joinAll();
    if (this.#joinDocuments) this.#intake.recall();
    this.#joinDocuments = false;
  }

  /** Documents, code, and what each says of the other. */
  #joinAll(): void {
    if (this.#joinDocuments) this.#joined.joinDocuments(this.#files);
    if (this.#joinCode) this.#joined.joinCode(this.#files, this.#layout);
    this.#joinCode = false;
    const before = [...this.#joined.endpoints.keys()];
    this.#joined.joinDrift(this.#layout);
    this.#tasks.checkEndpoints(before);
  }
}

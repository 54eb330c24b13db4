import { decisionsBeside, documentsBeside, isDecisions } from '../facts/config/decisions.js';
import { isConfig } from '../facts/config/portcullis.js';
import type { Known } from '../model/types.js';
import { createDocument } from '../text/open.js';
import { type FileAnswer, readAnswer } from './answers.js';
import { faultsTask } from './check.js';
import type { Settings } from './config/settings.js';
import type { FileState } from './files.js';
import type { Joined } from './joined.js';
import type { Tasks } from './tasks.js';
import type { Answer, Engine, Want } from './types.js';

export interface QuestionsSetting {
  readonly engine: Pick<Engine, 'open' | 'close'>;
  readonly settings: Settings;
  /** What waited for the answer of a want may be shown now: of one file, or of any. */
  answered(uri?: string): void;
}

/** What the engine would like to know, and what it has been told. Invariant: what was answered is not asked again. */
export class Questions {
  readonly #patterns = new Set<string>();
  /** Files and folders that may be there or not. */
  readonly #places = new Set<string>();
  /** Files that the host has been asked for. */
  readonly #answered = new Set<string>();

  /** Configurations that may be there; undefined when it has to be found out. */
  #configs: readonly string[] | undefined;

  constructor(
    private readonly files: ReadonlyMap<string, FileState>,
    private readonly joined: Joined,
    private readonly tasks: Tasks,
    private readonly about: QuestionsSetting,
  ) {}

  /** Whether some pattern is not judged yet. */
  get patternsWaiting(): boolean {
    return this.#patterns.size > 0;
  }

  wants(): readonly Want[] {
    const known = (uri: string) => this.files.has(uri) || this.#answered.has(uri);
    this.#configs ??= this.about.settings.wanted(this.files.keys(), known);
    const beside = [...this.files].flatMap(([uri, file]) => besides(uri, file.kind, this.files));
    const files = [...beside, ...this.joined.openapi.wanted].filter((uri) => !known(uri));
    return [
      ...[...this.#configs, ...new Set(files)].map((uri) => ({ kind: 'file' as const, uri })),
      ...[...this.#places].map((uri) => ({ kind: 'presence' as const, uri })),
      ...[...this.#patterns].map((pattern) => ({ kind: 'regex' as const, pattern })),
    ];
  }

  wantRegex(pattern: string): void {
    this.#patterns.add(pattern);
  }

  wantPresence(uri: string): void {
    this.#places.add(uri);
  }

  answer(want: Want, value: Known<Answer>): void {
    const answer = readAnswer(want, value);
    if (answer.kind === 'file') {
      if (isKept(answer.uri)) this.#answerKept(answer);
      else this.joined.absent.set(answer.uri, answer.absence);
      this.#answered.add(answer.uri);
    } else if (answer.kind === 'presence') {
      this.#places.delete(answer.uri);
      this.joined.presence.set(answer.uri, answer.presence);
    } else if (answer.kind === 'regex') {
      this.#patterns.delete(answer.pattern);
      this.joined.verdicts.set(answer.pattern, answer.verdict);
      if (!this.patternsWaiting) this.about.answered();
    } else {
      this.tasks.ensure(faultsTask(answer.uri));
      this.joined.faults.set(answer.uri, answer.faults);
      this.about.answered(answer.uri);
    }
  }

  /** What is there and cannot be read stands as a file without a text, so that this can be said in it. */
  #answerKept({ uri, absence }: FileAnswer): void {
    const { engine } = this.about;
    // What the host has brought since is newer.
    if (this.files.has(uri) && this.joined.absent.peek(uri) === undefined) return;
    const isThere = absence === 'refused' || absence === 'unreadable';
    if (isThere) engine.open(createDocument(uri, 'yaml', 1, ''));
    else engine.close(uri);
    this.joined.absent.set(uri, absence);
    if (isConfig(uri)) this.recall();
  }

  /** Other files are open, or lie in other folders: other configurations may be theirs. */
  recall(): void {
    this.#configs = undefined;
  }

  /** The file was closed: whoever refers to it needs it from the host again. */
  forget(uri: string): void {
    this.#answered.delete(uri);
    if (isConfig(uri)) this.recall();
  }
}

/** A file in which people keep what the engine goes by. */
function isKept(uri: string): boolean {
  return isConfig(uri) || isDecisions(uri);
}

/** A document and what was decided about it are read together; of several documents beside it the one that is open. */
function besides(
  uri: string,
  kind: FileState['kind'],
  files: ReadonlyMap<string, FileState>,
): readonly string[] {
  if (kind === 'openapi') return [decisionsBeside(uri)];
  const documents = kind === 'decisions' ? documentsBeside(uri) : [];
  return documents.some((one) => files.get(one)?.kind === 'openapi') ? [] : documents;
}

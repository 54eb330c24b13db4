import { isBaseline } from '../facts/config/baseline.js';
import { isDecisions } from '../facts/config/decisions.js';
import { isConfig } from '../facts/config/portcullis.js';
import type { Framework } from '../facts/frameworks/framework.js';
import type { Demand } from '../facts/openapi/types.js';
import type { CodeParser } from '../syntax/code.js';
import { isProperties } from '../text/leaf.js';
import type { NameTest } from '../words/sensitive.js';
import { isCode } from './code/read.js';
import { equal } from './equal.js';
import {
  FileReading,
  type FileState,
  newFile,
  type ReadFile,
  withBaseline,
  withCode,
  withConfig,
  withDecisions,
} from './files.js';
import { readPropertyState } from './properties/read.js';
import type { Around } from './types.js';

export interface IntakeSetting {
  readonly files: ReadonlyMap<string, FileState>;
  /** Undefined: code is not read. */
  readonly parser: CodeParser | undefined;
  readonly frameworks: readonly Framework[];
  /** The roles in which other files refer to places of this one. */
  demands(uri: string): readonly Demand[];
  /** What tells sensitive names in the file. */
  listed(uri: string): NameTest;
  /** A file was read to its end. */
  accept(uri: string, read: ReadFile): void;
}

/**
 * Reads the texts of files, in slices. Invariant: a file that is not stale was read in the text that it has now, and
 * in the roles that it had when they were joined last.
 */
export class Intake {
  readonly #stale = new Set<string>();
  readonly #begun = new Map<string, FileReading>();
  /** Roles in which a file was read last; code is read the same in any. */
  readonly #demands = new Map<string, readonly Demand[]>();

  constructor(private readonly setting: IntakeSetting) {}

  /** True when all texts are read. */
  get done(): boolean {
    return this.#stale.size === 0;
  }

  /** The file's text is not read yet. */
  holds(uri: string): boolean {
    return this.#stale.has(uri);
  }

  /** The file has a text that is not read. */
  add(uri: string): void {
    this.#stale.add(uri);
  }

  /** The file is closed; `file` is what was known of it. */
  drop(uri: string, { code }: FileState): void {
    if (code) this.setting.parser?.release?.(code.root);
    this.#stale.delete(uri);
    this.#begun.delete(uri);
    this.#demands.delete(uri);
  }

  /** Makes files stale of which other places matter now: a new `$ref` may lead into them. */
  recall(): void {
    for (const [uri, before] of this.#demands) {
      if (!equal(this.setting.demands(uri), before)) this.#stale.add(uri);
    }
  }

  /** Reads until `stop`. What decides how others are read comes first, then the file in front of the user. */
  read(stop: () => boolean, around: Around | undefined): void {
    const configs = [...this.#stale].filter(isConfig);
    const first = around && this.#stale.has(around.uri) ? [around.uri] : [];
    for (const uri of [...configs, ...first, ...this.#stale]) {
      const file = this.setting.files.get(uri);
      if (file && this.#stale.has(uri) && !this.#readFile(uri, file, stop)) return;
      this.#stale.delete(uri);
      if (stop()) return;
    }
  }

  /** False when it stopped before the end. */
  #readFile(uri: string, file: FileState, stop: () => boolean): boolean {
    const { parser, frameworks } = this.setting;
    if (isConfig(uri)) {
      this.setting.accept(uri, withConfig(file));
      return true;
    }
    if (isDecisions(uri)) {
      this.setting.accept(uri, withDecisions(file));
      return true;
    }
    if (isBaseline(uri)) {
      this.setting.accept(uri, withBaseline(file));
      return true;
    }
    if (isProperties(file.document.language)) {
      this.setting.accept(uri, withProperties(file));
      return true;
    }
    if (isCode(file.document)) {
      this.setting.accept(uri, withCode(file, parser, frameworks));
      return true;
    }
    const begun = this.#begun.get(uri);
    const demands = this.setting.demands(uri);
    const reader = { demands, listed: this.setting.listed(uri) };
    const fits = begun?.fits(file.document, reader);
    const reading = begun && fits ? begun : new FileReading(file, reader, begun);
    this.#begun.set(uri, reading);
    if (!reading.advance(stop)) return false;
    this.#begun.delete(uri);
    this.#demands.set(uri, demands);
    this.setting.accept(uri, reading.result());
    return true;
  }
}

/** Reads a file of Spring's properties; its task is the engine's, since it has no parts. */
function withProperties({ document, properties: before }: FileState): ReadFile {
  const properties = readPropertyState(document, before);
  return {
    file: { ...newFile(document), kind: 'properties', properties },
    difference: { changed: [], removed: [], facts: before === undefined || before.said !== properties.said },
  };
}

import { type DecisionFacts, decisionFacts } from '../facts/config/decisions.js';
import { type ConfigFacts, configFacts } from '../facts/config/portcullis.js';
import type { Framework } from '../facts/frameworks/framework.js';
import { factsOf } from '../facts/openapi/facts.js';
import { partsOf, recognize } from '../facts/openapi/parts.js';
import type { Demand, Part, PartFacts } from '../facts/openapi/types.js';
import type { OasVersion } from '../model/types.js';
import type { SyntaxProblem } from '../syntax/build.js';
import type { CodeParser } from '../syntax/code.js';
import { looseProblems, unitTree } from '../syntax/tree.js';
import type { Document } from '../text/document.js';
import type { NameTest } from '../words/sensitive.js';
import { type CodeState, codePart, readCode } from './code/read.js';
import { equal } from './equal.js';

export type FileKind = 'openapi' | 'fragment' | 'code' | 'config' | 'decisions' | 'other';

export interface PartState {
  readonly part: Part;
  readonly facts: PartFacts;
  /** Its text has a syntax error: what it lacks may only be unreadable. */
  readonly broken: boolean;
  /** What told sensitive names of this project when it was read. */
  readonly listed: NameTest;
}

export interface FileState {
  readonly document: Document;
  readonly kind: FileKind;
  readonly version: OasVersion | undefined;
  readonly parts: ReadonlyMap<string, PartState>;
  /** What is wrong with its text beside its parts. */
  readonly loose: readonly SyntaxProblem[];
  /** Of a code file that could be parsed. */
  readonly code: CodeState | undefined;
  /** Of a configuration. */
  readonly config?: ConfigFacts;
  /** Of a file of decisions about threats. */
  readonly decisions?: DecisionFacts;
}

/** A file after it was read, and what that changed. */
export interface ReadFile {
  readonly file: FileState;
  readonly difference: Difference;
}

/** What a new version changed. */
export interface Difference {
  /** Parts whose own text is another, or that are new. */
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Something that other parts can learn from facts is another. */
  readonly facts: boolean;
}

const NO_PARTS: ReadonlyMap<string, PartState> = new Map();

export function newFile(document: Document): FileState {
  return { document, kind: 'other', version: undefined, parts: NO_PARTS, loose: [], code: undefined };
}

/** Reads a configuration whole; its tasks are the engine's, since it has no parts. */
export function withConfig(before: FileState): ReadFile {
  const { document } = before;
  const read = configFacts(document);
  const config = before.config && equal(before.config, read) ? before.config : read;
  return {
    file: { ...newFile(document), kind: 'config', config },
    difference: { changed: [], removed: [], facts: false },
  };
}

/** Reads what was decided about threats, whole. */
export function withDecisions({ document }: FileState): ReadFile {
  return {
    file: { ...newFile(document), kind: 'decisions', decisions: decisionFacts(document) },
    difference: { changed: [], removed: [], facts: false },
  };
}

/** Reads a code file whole. */
export function withCode(
  before: FileState,
  parser: CodeParser | undefined,
  frameworks: readonly Framework[],
): ReadFile {
  const { document } = before;
  const code = readCode(document, parser, frameworks);
  const kind = code && !code.facts.skipped ? 'code' : 'other';
  const id = codePart(document.uri);
  return {
    file: { document, kind, version: undefined, parts: NO_PARTS, loose: [], code },
    difference: {
      changed: code ? [id] : [],
      removed: before.code && !code ? [id] : [],
      facts: !equal(before.code?.facts, code?.facts),
    },
  };
}

/** What else than its text decides how a file is read. */
export interface Reader {
  /** The roles in which other files refer to places of this one. */
  readonly demands: readonly Demand[];
  readonly listed: NameTest;
}

/**
 * Reads what is new in a version, part by part, reusing all that is not. A reading that an edit overtakes is taken
 * over by the next one, so that nothing it has read is lost or forgotten.
 */
export class FileReading {
  readonly #before: FileState;
  readonly #reader: Reader;
  readonly #version: OasVersion | undefined;
  readonly #kind: FileKind;
  readonly #todo: readonly Part[];
  readonly #parts = new Map<string, PartState>();
  readonly #changed: Set<string>;
  #facts: boolean;
  #next = 0;

  constructor(before: FileState, reader: Reader, overtaken?: FileReading) {
    const { document } = before;
    const { demands } = reader;
    this.#reader = reader;
    this.#before = overtaken ? overtaken.#merged(document) : before;
    this.#version = recognize(document) ?? (document.regular ? undefined : this.#before.version);
    this.#kind = this.#version ? 'openapi' : demands.length > 0 ? 'fragment' : 'other';
    this.#todo = this.#kind === 'other' ? [] : partsOf(document, demands);
    this.#changed = new Set(overtaken ? overtaken.#changed : []);
    this.#facts =
      (overtaken ? overtaken.#facts : false) ||
      this.#kind !== this.#before.kind ||
      this.#version !== this.#before.version;
  }

  /** Whether it reads this version of the text, and reads it so. */
  fits(document: Document, { demands, listed }: Reader): boolean {
    const own = this.#reader;
    return this.#before.document === document && own.listed === listed && equal(own.demands, demands);
  }

  /** Reads on until `stop`; true when all is read. */
  advance(stop: () => boolean): boolean {
    while (this.#next < this.#todo.length) {
      const part = this.#todo[this.#next++];
      if (part && this.#read(part) && stop()) break;
    }
    return this.#next >= this.#todo.length;
  }

  result(): ReadFile {
    const { document } = this.#before;
    const removed = [...this.#before.parts.keys()].filter((id) => !this.#parts.has(id));
    return {
      file: {
        document,
        kind: this.#kind,
        version: this.#version,
        parts: this.#parts,
        loose: this.#kind === 'other' ? [] : looseProblems(document),
        code: undefined,
      },
      difference: {
        changed: [...this.#changed].filter((id) => this.#parts.has(id)),
        removed,
        facts: this.#facts || removed.length > 0,
      },
    };
  }

  /** True when the part had to be read. */
  #read(part: Part): boolean {
    const { listed } = this.#reader;
    const old = this.#before.parts.get(part.id);
    const same = old !== undefined && sameLeaves(old.part, part);
    if (same && old.listed === listed) {
      this.#parts.set(part.id, old.part === part ? old : { ...old, part });
      return false;
    }
    const state = readPart(this.#before.document, part, old, listed);
    this.#parts.set(part.id, state);
    // Where only the names are others, no rule has to look again that did not ask for them.
    if (!same) this.#changed.add(part.id);
    this.#facts ||= old === undefined || old.broken !== state.broken || !equal(old.facts, state.facts);
    return true;
  }

  #merged(document: Document): FileState {
    const parts = new Map([...this.#before.parts, ...this.#parts]);
    return { ...this.#before, document, kind: this.#kind, version: this.#version, parts };
  }
}

function sameLeaves(a: Part, b: Part): boolean {
  return a.leaves.length === b.leaves.length && a.leaves.every((leaf, index) => leaf === b.leaves[index]);
}

/** While the text of a part is broken, what it said last stands: a half-typed key takes nothing away. */
function readPart(document: Document, part: Part, old: PartState | undefined, listed: NameTest): PartState {
  const broken = unitTree(document, part.unit).problems.some(({ spot }) => part.leaves.includes(spot.leaf));
  return { part, broken, listed, facts: broken && old ? old.facts : factsOf(document, part, listed) };
}

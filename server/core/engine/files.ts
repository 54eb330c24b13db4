import { type DecisionFacts, decisionFacts } from '../facts/config/decisions.js';
import { type ConfigFacts, configFacts } from '../facts/config/portcullis.js';
import type { Framework } from '../facts/frameworks/framework.js';
import { factsOf } from '../facts/openapi/facts.js';
import { partGroups, recognize, selfOf } from '../facts/openapi/parts.js';
import type { Demand, Part, PartFacts } from '../facts/openapi/types.js';
import type { OasVersion } from '../model/types.js';
import type { SyntaxProblem } from '../syntax/build.js';
import type { CodeParser } from '../syntax/code.js';
import { looseProblems, unitTree } from '../syntax/tree.js';
import type { Document } from '../text/document.js';
import type { NameTest } from '../words/sensitive.js';
import { type CodeState, codePart, readCode } from './code/read.js';
import { unreadIn } from './code/unread.js';
import { equal } from './equal.js';
import type { PropertyState } from './properties/read.js';
import { keepsRoot } from './root-keys.js';
import type { FileKind } from './types.js';

export interface PartState {
  readonly part: Part;
  readonly facts: PartFacts;
  /** Its text has a syntax error. */
  readonly broken: boolean;
  /** Its facts are what it said last when it could be read; else what it lacks while it is broken may only be unreadable. */
  readonly lasting: boolean;
  /** What told sensitive names of this project when it was read. */
  readonly listed: NameTest;
}

/** The parts of one unit, and what was read of each. */
interface Group {
  readonly parts: readonly Part[];
  readonly states: readonly PartState[];
  /** What told sensitive names when they were read. */
  readonly listed: NameTest;
}

export interface FileState {
  readonly document: Document;
  readonly kind: FileKind;
  readonly version: OasVersion | undefined;
  /** The URI that it gives itself. */
  readonly self?: string | undefined;
  /** By id. A version that has the same parts as the one before takes its map over and brings it up to date. */
  readonly parts: Map<string, PartState>;
  /** All keys of its root are seen, or none that decides is gone since they were. */
  readonly rootKnown: boolean;
  /** Of a document, in the order of its text. */
  readonly groups: readonly Group[];
  /** What is wrong with its text beside its parts. */
  readonly loose: readonly SyntaxProblem[];
  /** Of a code file that could be parsed. */
  readonly code: CodeState | undefined;
  /** Of a configuration. */
  readonly config?: ConfigFacts;
  /** Of a file of decisions about threats. */
  readonly decisions?: DecisionFacts;
  readonly properties?: PropertyState;
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

export function newFile(document: Document): FileState {
  return {
    document,
    kind: 'other',
    version: undefined,
    parts: new Map(),
    rootKnown: document.rootKnown,
    groups: [],
    loose: [],
    code: undefined,
  };
}

/** Of a file without parts. */
const SAME: Difference = { changed: [], removed: [], facts: false };

/** Reads a configuration whole; its tasks are the engine's, since it has no parts. */
export function withConfig(before: FileState): ReadFile {
  const { document } = before;
  const read = configFacts(document);
  const config = before.config && equal(before.config, read) ? before.config : read;
  return { file: { ...newFile(document), kind: 'config', config }, difference: SAME };
}

/** Reads what was decided about threats, whole. */
export function withDecisions({ document }: FileState): ReadFile {
  const decisions = decisionFacts(document);
  return { file: { ...newFile(document), kind: 'decisions', decisions }, difference: SAME };
}

/** Reads what was accepted before; it is the host that hands on what it says. */
export function withBaseline({ document }: FileState): ReadFile {
  return { file: { ...newFile(document), kind: 'baseline' }, difference: SAME };
}

/** Reads a code file. */
export function withCode(
  before: FileState,
  parser: CodeParser | undefined,
  frameworks: readonly Framework[],
): ReadFile {
  const { document } = before;
  const read = readCode(document, parser, frameworks, before.code);
  const isSame = read !== undefined && equal(before.code?.facts, read.facts);
  const code = read && before.code && isSame ? { ...read, facts: before.code.facts } : read;
  const kind = code && !code.facts.skipped ? 'code' : 'other';
  const id = codePart(document.uri);
  return {
    file: {
      ...newFile(document),
      kind,
      code,
      loose: unreadIn(document, parser, code),
    },
    difference: {
      changed: code ? [id] : [],
      removed: before.code && !code ? [id] : [],
      facts: before.code?.facts !== code?.facts || !equal(before.code?.allowed, code?.allowed),
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
  readonly #self: string | undefined;
  readonly #kind: FileKind;
  readonly #todo: readonly (readonly Part[])[];
  readonly #done: Group[] = [];
  /** Of the group that is being read. */
  #states: PartState[] = [];
  /** What was read, and not taken over. */
  readonly #read = new Map<string, PartState>();
  readonly #changed: Set<string>;
  /** What came before was never read to its end, so that its map holds parts of more than one version. */
  readonly #overtook: boolean;
  readonly #rootKnown: boolean;
  #facts: boolean;

  constructor(before: FileState, reader: Reader, overtaken?: FileReading) {
    const { document } = before;
    const { demands } = reader;
    this.#reader = reader;
    this.#overtook = overtaken !== undefined;
    this.#before = overtaken ? overtaken.#merged(document) : before;
    this.#version = recognize(document) ?? (document.regular ? undefined : this.#before.version);
    this.#self = selfOf(document) ?? (document.regular ? undefined : this.#before.self);
    this.#kind = this.#version ? 'openapi' : demands.length > 0 ? 'fragment' : 'other';
    this.#todo = this.#kind === 'other' ? [] : partGroups(document, demands);
    this.#rootKnown =
      document.rootKnown || (this.#before.rootKnown && keepsRoot(this.#before.groups, this.#todo));
    this.#changed = new Set(overtaken ? overtaken.#changed : []);
    this.#facts =
      (overtaken ? overtaken.#facts : false) ||
      this.#kind !== this.#before.kind ||
      this.#version !== this.#before.version ||
      this.#self !== this.#before.self ||
      this.#rootKnown !== this.#before.rootKnown;
  }

  /** Whether it reads this version of the text, and reads it so. */
  fits(document: Document, { demands, listed }: Reader): boolean {
    const own = this.#reader;
    return this.#before.document === document && own.listed === listed && equal(own.demands, demands);
  }

  /** Reads on until `stop`; true when all is read. */
  advance(stop: () => boolean): boolean {
    while (this.#done.length < this.#todo.length) {
      const parts = this.#todo[this.#done.length] ?? [];
      const known = this.#known(parts);
      const part = known ? undefined : parts[this.#states.length];
      if (part === undefined) {
        this.#done.push(known ?? { parts, states: this.#states, listed: this.#reader.listed });
        this.#states = [];
      } else if (this.#readPart(part) && stop()) return false;
    }
    return true;
  }

  result(): ReadFile {
    const { document } = this.#before;
    const isAlike = !this.#overtook && sameIds(this.#before.groups, this.#todo);
    const parts = isAlike ? this.#before.parts : this.#collected();
    const removed = isAlike ? [] : [...this.#before.parts.keys()].filter((id) => !parts.has(id));
    if (isAlike) for (const [id, state] of this.#read) parts.set(id, state);
    return {
      file: {
        document,
        kind: this.#kind,
        version: this.#version,
        self: this.#self,
        parts,
        rootKnown: this.#rootKnown,
        groups: this.#done,
        loose: this.#kind === 'other' ? [] : looseProblems(document),
        code: undefined,
      },
      difference: {
        changed: [...this.#changed].filter((id) => parts.has(id)),
        removed,
        facts: this.#facts || removed.length > 0,
      },
    };
  }

  /** What was read of a whole unit in the version before. */
  #known(parts: readonly Part[]): Group | undefined {
    const before = this.#before.groups[this.#done.length];
    return before?.parts === parts && before.listed === this.#reader.listed ? before : undefined;
  }

  #collected(): Map<string, PartState> {
    return new Map(this.#done.flatMap(({ states }) => states.map((state) => [state.part.id, state])));
  }

  /** True when the part had to be read. */
  #readPart(part: Part): boolean {
    const { listed } = this.#reader;
    const old = this.#before.parts.get(part.id);
    const isSame = old !== undefined && sameLeaves(old.part, part);
    const isKnown = isSame && old.listed === listed;
    const state = isKnown ? { ...old, part } : readPart(this.#before.document, part, old, listed);
    this.#states.push(state);
    this.#read.set(part.id, state);
    if (isKnown) return false;
    // Where only the names are others, no rule has to look again that did not ask for them.
    if (!isSame) this.#changed.add(part.id);
    this.#facts ||= old === undefined || old.broken !== state.broken || !equal(old.facts, state.facts);
    return true;
  }

  #merged(document: Document): FileState {
    const parts = new Map([...this.#before.parts, ...this.#read]);
    const groups = [...this.#done, ...this.#before.groups.slice(this.#done.length)];
    return {
      ...this.#before,
      document,
      kind: this.#kind,
      version: this.#version,
      self: this.#self,
      parts,
      groups,
    };
  }
}

/** Whether the same parts stand in the same order. */
function sameIds(before: readonly Group[], groups: readonly (readonly Part[])[]): boolean {
  return (
    before.length === groups.length &&
    before.every(({ parts }, index) => {
      const other = groups[index] ?? [];
      return (
        parts === other ||
        (parts.length === other.length && parts.every(({ id }, at) => id === other[at]?.id))
      );
    })
  );
}

function sameLeaves(a: Part, b: Part): boolean {
  return a.leaves.length === b.leaves.length && a.leaves.every((leaf, index) => leaf === b.leaves[index]);
}

/** While the text of a part is broken, what it said last stands: a half-typed key takes nothing away. */
function readPart(document: Document, part: Part, old: PartState | undefined, listed: NameTest): PartState {
  const broken = unitTree(document, part.unit).problems.some(({ spot }) => part.leaves.includes(spot.leaf));
  const last = broken && old && (old.lasting || !old.broken) ? old.facts : undefined;
  const facts = last ?? factsOf(document, part, listed);
  return { part, broken, listed, facts, lasting: last !== undefined };
}

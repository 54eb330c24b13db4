import type { Known } from '../../model/types.js';
import type { RegexVerdict, Rule } from '../../rule/rule.js';
import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { sameMembers } from '../../text/members.js';
import type { NameTest } from '../../words/sensitive.js';
import { equal } from '../equal.js';
import type { Answer, AnswersOfFile } from './answers-of-file.js';
import type { Contents } from './contents.js';
import type { CodeEnv } from './env.js';
import type { NameUses } from './name-uses.js';

/** Nodes and plain values, side by side. Nodes are the same when they are identical, since their text then is as well. */
export type Evidence = readonly (CodeNode | string | number | undefined)[];

/** The names of a file. */
export interface NameBook {
  readonly root: CodeRoot;
  textOf(node: CodeNode): string;
  /** What a name refers to that is looked up in this scope and then in those around it. */
  declaredFrom(scope: CodeNode | undefined, name: string): Evidence;
  /** Everything in the file that does this to a name. */
  usedAnywhere(use: keyof NameUses, name: string): Evidence;
  /** The class or enumeration of the file that has the name. */
  classDeclared(name: string): CodeNode | undefined;
}

/** What rules ask of the engine. */
export interface RuleAsks {
  regex(pattern: string): Known<RegexVerdict> | undefined;
  today(): Known<string>;
  options(rule: Rule): unknown;
  listed(rule: Rule): NameTest;
  speaks(rule: Rule, other: Rule): boolean;
}

/** What may be asked while a statement is checked, beside what stands in it. */
export interface World {
  readonly root: CodeRoot;
  readonly contents: Contents;
  readonly names: NameBook;
  readonly env: CodeEnv;
  readonly asks: RuleAsks;
}

type Question = (world: World) => boolean;

/** All that was asked for one statement of what lies outside of it: its answers stand as long as these do. */
export class Inquiry {
  readonly #questions = new Map<string, Question>();
  readonly #common: Answer[] = [];
  /** The time up to which its answers are those that it was told. */
  #until = 0;

  constructor(private readonly file: AnswersOfFile) {}

  /** `key` tells questions apart. */
  nodes(key: string, answer: Evidence, ask: (world: World) => Evidence): void {
    if (this.#questions.has(key)) return;
    this.#questions.set(key, (world) => sameMembers(ask(world), answer));
  }

  plain(key: string, answer: unknown, ask: (world: World) => unknown): void {
    if (this.#questions.has(key)) return;
    this.#questions.set(key, (world) => equal(ask(world), answer));
  }

  /** A question that means the same whichever statement of the file asks it. */
  common(key: string, ask: (world: World) => unknown): void {
    this.#note(this.file.answer(key, ask, equal));
  }

  commonNodes(key: string, ask: (world: World) => Evidence): void {
    this.#note(this.file.answer(key, ask, sameEvidence));
  }

  /** The same of a node; nothing stands that was said of one that is gone. */
  commonOf(node: CodeNode, key: string, ask: (world: World) => Evidence): void {
    const answer = (world: World) => (isIn(node, world.root) ? ask(world) : GONE);
    this.#note(this.file.answer(key, answer, sameEvidence, node));
  }

  #note(answer: Answer): void {
    if (this.#common.includes(answer)) return;
    this.#common.push(answer);
    this.#until = Math.max(this.#until, answer.since());
  }

  /** A question that nobody else asks. */
  another(answer: unknown, ask: (world: World) => unknown): void {
    this.plain(`another ${this.#questions.size}`, answer, ask);
  }

  /** Whether everything would be answered as it was. Asking again tells whoever keeps readers that this one still reads. */
  stands(world: World): boolean {
    for (const answer of this.#common) if (answer.since() > this.#until) return false;
    for (const isSame of this.#questions.values()) if (!isSame(world)) return false;
    return true;
  }
}

const GONE: Evidence = ['gone'];

function isIn(node: CodeNode, root: CodeRoot): boolean {
  let at: CodeNode | undefined = node;
  while (at !== undefined && at !== root) at = at.parent;
  return at === root;
}

function sameEvidence(a: unknown, b: unknown): boolean {
  return Array.isArray(a) && Array.isArray(b) && sameMembers(a, b);
}

import type { CodeNode, CodeRoot } from '../../../syntax/code.js';
import { sameMembers } from '../../../text/members.js';
import { equal } from '../../equal.js';
import type { Evidence, World } from '../world.js';
import type { Answer, AnswersOfFile, Ground } from './answers-of-file.js';

type Question = (world: World) => boolean;

/** All that was asked for one statement of what lies outside of it: its answers stand as long as these do. */
export class Inquiry {
  readonly #questions: Readonly<Record<Ground, Map<string, Question>>> = {
    file: new Map(),
    joined: new Map(),
  };
  readonly #common: Answer[] = [];
  /** The time up to which its answers are those that it was told. */
  #until = 0;
  /** The last version in which its answers were those. */
  #version: number;

  constructor(private readonly file: AnswersOfFile) {
    this.#version = file.version;
  }

  /** `key` tells questions apart. */
  nodes(key: string, answer: Evidence, ask: (world: World) => Evidence, ground: Ground = 'file'): void {
    const questions = this.#questions[ground];
    if (!questions.has(key)) questions.set(key, (world) => sameMembers(ask(world), answer));
  }

  plain(key: string, answer: unknown, ask: (world: World) => unknown, ground: Ground = 'file'): void {
    const questions = this.#questions[ground];
    if (!questions.has(key)) questions.set(key, (world) => equal(ask(world), answer));
  }

  /** A question that means the same whichever statement of the file asks it. */
  common(key: string, ask: (world: World) => unknown, ground: Ground = 'file'): void {
    this.#note(this.file.answer(key, { ask, isSame: equal, ground }));
  }

  /** `name`: it is a question about that alone. */
  commonNodes(key: string, ask: (world: World) => Evidence, name?: string): void {
    this.#note(this.file.answer(key, { ask, isSame: sameEvidence, ground: 'file', name }));
  }

  /** The same of a node; nothing stands that was said of one that is gone. */
  commonOf(node: CodeNode, key: string, ask: (world: World) => Evidence, name?: string): void {
    const answer = (world: World) => (isIn(node, world.root) ? ask(world) : GONE);
    this.#note(this.file.answer(key, { ask: answer, isSame: sameEvidence, ground: 'file', name }, node));
  }

  #note(answer: Answer): void {
    if (this.#common.includes(answer)) return;
    this.#common.push(answer);
    this.#until = Math.max(this.#until, answer.since());
  }

  /** A question that nobody else asks. */
  another(answer: unknown, ask: (world: World) => unknown, ground: Ground): void {
    this.plain(`another ${this.#questions[ground].size}`, answer, ask, ground);
  }

  /** Nothing that is said stands in any other version. */
  never(): void {
    this.plain('never', true, () => false);
  }

  /**
   * Whether everything would be answered as it was. Asking again tells whoever keeps readers that this one still reads;
   * who is not asked again is kept as a reader.
   */
  stands(world: World): boolean {
    for (const answer of this.#common) if (answer.since() > this.#until) return false;
    if (!isAnswered(this.#questions.file, world)) return false;
    const isStirred = this.#version < this.file.stirred;
    if (isStirred && !isAnswered(this.#questions.joined, world)) return false;
    this.#version = this.file.version;
    return true;
  }
}

function isAnswered(questions: ReadonlyMap<string, Question>, world: World): boolean {
  for (const isSame of questions.values()) if (!isSame(world)) return false;
  return true;
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

import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { sameMembers } from '../../text/members.js';
import { equal } from '../equal.js';
import type { Answer, AnswersOfFile } from './answers-of-file.js';
import type { Evidence, World } from './world.js';

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

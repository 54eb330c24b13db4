import type { CodeNode, CodeRoot } from '../../../syntax/code.js';
import { statementsOf } from '../../../syntax/code-statements.js';
import { computed } from '../../../text/multimap.js';
import type { Contents } from '../contents.js';
import type { World } from '../world.js';
import { Touched } from './touched.js';

/** What an answer stands on: 'joined' is what all files say together, and the numbers by which this one is named there. */
export type Ground = 'file' | 'joined';

/** What many statements of a file may ask. */
export interface Question {
  ask(world: World): unknown;
  isSame(before: unknown, now: unknown): boolean;
  readonly ground: Ground;
  /** Its answer stands on what is said of this name in the file, and on nothing else. */
  readonly name?: string | undefined;
}

/** The version of a file that questions are asked of. */
interface Now {
  /** Whoever asks holds it; between versions none is kept for the sake of answers. */
  world: WeakRef<World>;
  /** Another number for every version. */
  version: number;
  /** The last version that is joined in another way than the one before it, as far as anybody asked. */
  stirred: number;
  readonly names: Touched;
  /** Goes on whenever an answer is another than it was before. */
  time: number;
}

/** One answer that many statements of a file stand on. */
export class Answer {
  #value: unknown;
  #version: number;
  #since: number;

  constructor(
    private readonly question: Question,
    private readonly now: Now,
  ) {
    this.#value = this.#asked();
    this.#version = now.version;
    this.#since = now.time;
  }

  /** The time since which it is what it is in this version. */
  since(): number {
    const { now } = this;
    if (this.#version === now.version) return this.#since;
    const stands = this.#version >= this.#lastChange();
    this.#version = now.version;
    if (stands) return this.#since;
    const value = this.#asked();
    if (this.question.isSame(this.#value, value)) return this.#since;
    this.#value = value;
    now.time += 1;
    this.#since = now.time;
    return this.#since;
  }

  /** The last version in which it may be another than in the one before. */
  #lastChange(): number {
    const { ground, name } = this.question;
    if (ground === 'joined') return this.now.stirred;
    return name === undefined ? this.now.version : this.now.names.lastOf(name);
  }

  #asked(): unknown {
    const world = this.now.world.deref();
    return world && this.question.ask(world);
  }

  /** Nobody has asked in this version. */
  get idle(): boolean {
    return this.#version !== this.now.version;
  }
}

/** How many answers are kept before it is looked which of them nobody asks for any more. */
const MANY = 1_000;

/**
 * What the statements of a file ask in common, in one version after the other. Each question is asked once of a version,
 * however many statements stand on its answer: it depends on its key, its anchor and the world alone.
 */
export class AnswersOfFile {
  readonly #now: Now;
  readonly #answers = new Map<CodeNode | undefined, Map<string, Answer>>();
  #numbered: Numbered;
  #count = 0;
  #most = MANY;

  constructor(world: World) {
    const names = new Touched(statementsOf(world.root));
    this.#now = { world: new WeakRef(world), version: 0, stirred: 0, names, time: 0 };
    this.#numbered = numbered(world);
  }

  /** What follows is asked of the next version. `isStirred`: what all files say together may be another for this one. */
  goOn(world: World, isStirred: boolean): void {
    if (this.#count > this.#most) this.#sweep();
    this.#now.world = new WeakRef(world);
    this.#now.version += 1;
    const { version, names } = this.#now;
    names.goOn(version, statementsOf(world.root), (one) => world.names.namesIn(one));
    if (isStirred || !sameNumbers(this.#numbered, world.contents)) this.#now.stirred = this.#now.version;
    this.#numbered = numbered(world);
  }

  get version(): number {
    return this.#now.version;
  }

  /** The last version that is joined in another way than the one before it. */
  get stirred(): number {
    return this.#now.stirred;
  }

  /** `anchor`: the node that the question is about; undefined: the file. */
  answer(key: string, question: Question, anchor?: CodeNode): Answer {
    const answers = computed(this.#answers, anchor, () => new Map<string, Answer>());
    return computed(answers, key, () => {
      this.#count += 1;
      return new Answer(question, this.#now);
    });
  }

  /** Who still stands on an answer that is dropped here goes on to hold it. */
  #sweep(): void {
    this.#count = 0;
    for (const [anchor, answers] of this.#answers) {
      for (const [key, answer] of answers) if (answer.idle) answers.delete(key);
      if (answers.size === 0) this.#answers.delete(anchor);
      this.#count += answers.size;
    }
    this.#most = Math.max(MANY, 2 * this.#count);
  }
}

/** Functions and registrations with their numbers, by the statements that hold them. */
type Numbered = Pick<Contents, 'statements' | 'functions' | 'registrations'>;

/** Whether what stands in the statements that were taken over has the numbers that it had. */
function sameNumbers(before: Numbered, now: Numbered): boolean {
  const isKept = (node: CodeNode) => holds(before, node) && holds(now, node);
  return (
    sameLists(before.functions, now.functions, isKept) &&
    sameLists(before.registrations, now.registrations, isKept)
  );
}

function holds({ statements }: Numbered, statement: CodeNode): boolean {
  return statements.some(({ node }) => node === statement);
}

type Lists = ReadonlyMap<CodeNode, Items>;

/** Most statements are in both versions: whether one is, is looked for only where it may matter. */
function sameLists(before: Lists, now: Lists, isKept: (node: CodeNode) => boolean): boolean {
  for (const [node, items] of before)
    if (!sameItems(items, now.get(node) ?? NO_ITEMS) && isKept(node)) return false;
  for (const node of now.keys()) if (!before.has(node) && isKept(node)) return false;
  return true;
}

function numbered({ contents: { statements, functions, registrations } }: World): Numbered {
  return { statements, functions, registrations };
}

type Items = readonly (readonly [unknown, number])[];

const NO_ITEMS: Items = [];

function sameItems(before: Items, now: Items): boolean {
  if (before.length !== now.length) return false;
  for (let i = 0; i < before.length; i += 1)
    if (before[i]?.[0] !== now[i]?.[0] || before[i]?.[1] !== now[i]?.[1]) return false;
  return true;
}

/** By the newest tree of a file. */
const continued = new WeakMap<CodeRoot, AnswersOfFile>();

/** What was asked of the tree of the text before, asked of this one from now on. */
export function continuedAnswers(root: CodeRoot, before: CodeRoot | undefined, world: World): AnswersOfFile {
  const known = before && continued.get(before);
  known?.goOn(world, false);
  const answers = known ?? new AnswersOfFile(world);
  continued.set(root, answers);
  return answers;
}

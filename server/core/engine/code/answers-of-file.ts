import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { computed } from '../../text/multimap.js';
import type { World } from './world.js';

type Ask = (world: World) => unknown;
type Same = (before: unknown, now: unknown) => boolean;

/** The version of a file that questions are asked of. */
interface Now {
  /** Whoever asks holds it; between versions none is kept for the sake of answers. */
  world: WeakRef<World>;
  /** Another number for every version. */
  version: number;
  /** Goes on whenever an answer is another than it was before. */
  time: number;
}

/** One answer that many statements of a file stand on. */
export class Answer {
  #value: unknown;
  #version: number;
  #since: number;

  constructor(
    private readonly ask: Ask,
    private readonly isSame: Same,
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
    this.#version = now.version;
    const value = this.#asked();
    if (this.isSame(this.#value, value)) return this.#since;
    this.#value = value;
    now.time += 1;
    this.#since = now.time;
    return this.#since;
  }

  #asked(): unknown {
    const world = this.now.world.deref();
    return world && this.ask(world);
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
  #count = 0;
  #most = MANY;

  constructor(world: World) {
    this.#now = { world: new WeakRef(world), version: 0, time: 0 };
  }

  /** What follows is asked of the next version. */
  goOn(world: World): void {
    if (this.#count > this.#most) this.#sweep();
    this.#now.world = new WeakRef(world);
    this.#now.version += 1;
  }

  /** `anchor`: the node that the question is about; undefined: the file. */
  answer(key: string, ask: Ask, isSame: Same, anchor?: CodeNode): Answer {
    const answers = computed(this.#answers, anchor, () => new Map<string, Answer>());
    return computed(answers, key, () => {
      this.#count += 1;
      return new Answer(ask, isSame, this.#now);
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

/** By the newest tree of a file. */
const continued = new WeakMap<CodeRoot, AnswersOfFile>();

/** What was asked of the tree of the text before, asked of this one from now on. */
export function continuedAnswers(root: CodeRoot, before: CodeRoot | undefined, world: World): AnswersOfFile {
  const known = before && continued.get(before);
  known?.goOn(world);
  const answers = known ?? new AnswersOfFile(world);
  continued.set(root, answers);
  return answers;
}

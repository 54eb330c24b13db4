import type { Known } from '../../model/types.js';
import type { RegexVerdict, Rule } from '../../rule/rule.js';
import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { sameMembers } from '../../text/members.js';
import type { NameTest } from '../../words/sensitive.js';
import { equal } from '../equal.js';
import type { Contents } from './contents.js';
import type { CodeEnv } from './env.js';
import type { NameUses } from './name-uses.js';

/** Nodes and plain values, side by side. Nodes are the same when they are identical, since their text then is as well. */
export type Evidence = readonly (CodeNode | string | number | undefined)[];

/** The names of a file. */
export interface NameBook {
  readonly root: CodeRoot;
  textOf(node: CodeNode): string;
  /** What a name in this statement refers to that none of its own declarations gives. */
  declaredAround(statement: CodeNode, name: string): Evidence;
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

  /** `key` tells questions apart. */
  nodes(key: string, answer: Evidence, ask: (world: World) => Evidence): void {
    if (this.#questions.has(key)) return;
    this.#questions.set(key, (world) => sameMembers(ask(world), answer));
  }

  plain(key: string, answer: unknown, ask: (world: World) => unknown): void {
    if (this.#questions.has(key)) return;
    this.#questions.set(key, (world) => equal(ask(world), answer));
  }

  /** A question that nobody else asks. */
  another(answer: unknown, ask: (world: World) => unknown): void {
    this.plain(`another ${this.#questions.size}`, answer, ask);
  }

  /** Whether everything would be answered as it was. Asking again tells whoever keeps readers that this one still reads. */
  stands(world: World): boolean {
    for (const isSame of this.#questions.values()) if (!isSame(world)) return false;
    return true;
  }
}

import type { CodeNode } from '../../../syntax/code.js';
import type { Statement } from '../../../syntax/code-statements.js';
import { sameMembers } from '../../../text/members.js';
import type { Outcome } from '../../outcome.js';
import type { World } from '../world.js';
import { AnswersOfFile } from './answers-of-file.js';
import type { Inquiry } from './inquiry.js';
import { riding } from './riders.js';

/** What was said of a statement, wherever it stands, and what that stands on. */
interface Remembered {
  readonly statement: Statement;
  readonly inquiry: Inquiry;
  readonly outcome: Outcome;
}

/** Routes are checked among their siblings, and so more often than what stands in a statement. */
export type Part = 'routes' | 'calls';

/** A part of what is checked in a statement of a file. */
export interface About {
  readonly uri: string;
  readonly part: Part;
  readonly statement: Statement;
}

/**
 * What rules said of the statements of code files, by the nodes of these. Invariant: a node that is met again has the
 * text that it had, so that what was said of it stands as long as everything that was asked beside it is answered alike.
 * What a file has read of what all files say together stays recorded as its own until the file is stirred; up to then
 * nothing of that is another, and no question about it is asked again.
 */
export class StatementMemory {
  readonly #files = new Map<string, Map<Part, WeakMap<CodeNode, Remembered>>>();
  readonly #answers = new Map<string, AnswersOfFile>();
  /** Files of which something that was read may be another by now. */
  readonly #stirred = new Set<string>();
  readonly #recalled = new Set<string>();

  /** What a file read of all that files say together may be another, or is no longer recorded. */
  stir(uri: string): void {
    this.#stirred.add(uri);
  }

  /** Whether all of that is as it was, so that it will not be read again and has to stay recorded. */
  isStill(uri: string): boolean {
    return this.#answers.has(uri) && !this.#stirred.has(uri);
  }

  /** What statements of the file ask in common, of this version from now on. */
  answersIn(uri: string, world: World): AnswersOfFile {
    const isStirred = this.#stirred.delete(uri);
    const known = this.#answers.get(uri);
    const answers = known ?? new AnswersOfFile(world);
    if (known === undefined) this.#answers.set(uri, answers);
    else known.goOn(world, isStirred);
    return answers;
  }

  /** What would be said now, the very outcome that was kept; undefined when the statement has to be checked. */
  recall({ uri, part, statement }: About, world: World): Outcome | undefined {
    const known = this.#files.get(uri)?.get(part)?.get(statement.node);
    if (known === undefined || !sameHead(known.statement, statement)) return undefined;
    if (!known.inquiry.stands(world)) return undefined;
    this.#recalled.add(uri);
    return known.outcome;
  }

  /** Keeps what was said where that can be told of the statement wherever it will stand; answers what to say. */
  keep({ uri, part, statement }: About, inquiry: Inquiry, said: Outcome, world: World): Outcome {
    const { leaf, whole } = world.contents;
    const outcome = riding(said, leaf, whole);
    if (outcome === undefined) return said;
    const parts = this.#files.get(uri) ?? new Map<Part, WeakMap<CodeNode, Remembered>>();
    this.#files.set(uri, parts);
    const known = parts.get(part) ?? new WeakMap<CodeNode, Remembered>();
    parts.set(part, known);
    known.set(statement.node, { inquiry, outcome, statement });
    return outcome;
  }

  /** Everything of the file is checked anew the next time; answers whether anything would not have been. */
  forget(uri: string): boolean {
    this.#files.delete(uri);
    this.#answers.delete(uri);
    return this.#recalled.delete(uri);
  }
}

function sameHead({ head }: Statement, { head: now }: Statement): boolean {
  return sameMembers(head, now);
}

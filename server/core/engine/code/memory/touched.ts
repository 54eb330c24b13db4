import type { Statement } from '../../../syntax/code-statements.js';
import { differenceOf } from '../../../text/difference.js';
import { usedNames } from '../names/name-uses.js';
import { declaredNames } from '../names/scope-names.js';

/** Every key of a name that is typed makes another one: so many are told apart. */
const MANY = 1_000;

/**
 * Of which names something may have become another from one version of a file to the next. Invariant: as long as no
 * statement came or went that declares a name or does something to it, and no head of what holds statements differs,
 * what it refers to and what is done to it is what it was.
 */
export class Touched {
  #statements: readonly Statement[];
  readonly #names = new Map<string, number>();
  /** The last version in which any name may have been touched. */
  #all = 0;

  constructor(statements: readonly Statement[]) {
    this.#statements = statements;
  }

  /** `namesIn`: of a statement of this version. */
  goOn(
    version: number,
    now: readonly Statement[],
    namesIn: (statement: Statement) => readonly string[],
  ): void {
    const before = this.#statements;
    this.#statements = now;
    const { from, toOld, toNew } = differenceOf(before, now, (a, b) => a?.node === b?.node);
    const gone = before.slice(from, toOld);
    const come = now.slice(from, toNew);
    const names = [...gone.map(knownNames), ...come.map(namesIn)];
    const isOpen = [...gone, ...come].some(isInHead) || names.includes(undefined);
    if (isOpen || this.#names.size > MANY) this.#touchAll(version);
    else for (const name of names.flatMap((one) => one ?? [])) this.#names.set(name, version);
  }

  #touchAll(version: number): void {
    this.#names.clear();
    this.#all = version;
  }

  /** The last version in which a name was touched. */
  lastOf(name: string): number {
    return Math.max(this.#all, this.#names.get(name) ?? 0);
  }
}

/** Names in a statement that stands no longer; undefined where nobody has looked at them as long as it stood. */
function knownNames({ node }: Statement): readonly string[] | undefined {
  const [declared, used] = [declaredNames(node), usedNames(node)];
  return declared && used && [...declared, ...used];
}

/** Whether it is a part of the head of what holds others, or stands in a function that is opened, which is new as a whole. */
function isInHead({ node, head, frame }: Statement): boolean {
  return frame !== undefined || head.includes(node) || typeof head[0] === 'string';
}

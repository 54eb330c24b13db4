import type { CodeNode } from '../../syntax/code.js';
import type { Framework } from '../frameworks/framework.js';
import type { Noted } from './flows.js';
import type { Asked, Circumstances } from './function-memory.js';
import type { Entries, Ledger } from './ledger.js';
import type { Step } from './types.js';

/** What a statement of a program says, with the functions and classes in it. */
export interface Said {
  /** The first of its numbers. */
  readonly first: number;
  readonly steps: readonly Step[];
  readonly entries: Entries;
}

/** What was read of a statement, and by what. */
interface Kept {
  readonly said: Said;
  readonly noted: Noted<readonly Step[]>;
  readonly frameworks: readonly Framework[];
  readonly followed: boolean;
  readonly generation: object;
  readonly asked: readonly Asked[];
}

/** By node: a later tree takes over those that did not change. */
const known = new WeakMap<CodeNode, Kept>();

/** What a statement says; the very same as before where everything that it was read by is as it was. */
export function rememberedStatement(
  node: CodeNode,
  first: number,
  ledger: Ledger,
  about: Circumstances,
  make: () => readonly Step[],
): Said {
  const before = known.get(node);
  if (before !== undefined && stands(before, first, about)) {
    ledger.takeOver(before.said.entries, ledger.nextFrom(first));
    about.asked.push(...before.asked);
    return before.said;
  }
  const mark = ledger.mark();
  const heard = about.asked.length;
  const noted = about.flows.noted(node, make);
  const said = { first, steps: noted.value, entries: ledger.since(mark) };
  const { frameworks, followed, generation } = about;
  known.set(node, { said, noted, frameworks, followed, generation, asked: about.asked.slice(heard) });
  return said;
}

/** Registrations in it have the numbers that they had when its first is the same, in one generation. */
function stands({ said, noted, asked, ...kept }: Kept, first: number, about: Circumstances): boolean {
  return (
    said.first === first &&
    kept.generation === about.generation &&
    kept.frameworks === about.frameworks &&
    kept.followed === about.followed &&
    asked.every(([name, is]) => about.names.get(name) === is) &&
    noted.stands(about.flows)
  );
}

type Same = (a: unknown, b: unknown) => boolean;

/** Whether the statements of a program say what those of another version said, under the same numbers. */
export function saysTheSame(before: readonly Said[], now: readonly Said[], same: Same): boolean {
  return before.length === now.length && before.every((one, index) => isAlike(one, now[index], same));
}

function isAlike(before: Said, now: Said | undefined, same: Same): boolean {
  if (before === now) return true;
  return (
    now !== undefined &&
    before.first === now.first &&
    same(before.steps, now.steps) &&
    same(before.entries.functions, now.entries.functions) &&
    same(before.entries.classes, now.entries.classes)
  );
}

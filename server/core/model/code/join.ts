import type { Framework } from '../../facts/frameworks/framework.js';
import { FRAMEWORKS } from '../../facts/frameworks/index.js';
import type { Layout } from '../layout.js';
import { type CodeInput, type CodeModel, modelOf, relevant } from './model.js';
import { receivedBy } from './records/received.js';
import { callsMatter } from './routing/mapped-methods.js';
import { Shelf } from './routing/route-tables.js';
import type { Same } from './routing/sections.js';
import { Machine } from './running/machine.js';
import { followsTheSame, meansTheSame, renamedIn } from './running/outline.js';
import { runPrograms } from './running/programs.js';
import { type Known, type Renamed, standing } from './running/runs.js';

/** All code joined; computed from nothing. */
export function joinCode(
  files: readonly CodeInput[],
  layout: Layout,
  frameworks?: readonly Framework[],
): CodeModel {
  return new CodeJoin(Object.is).join(files, layout, frameworks);
}

/** What was joined last, when it can be told apart what each module did. */
interface Kept {
  readonly machine: Machine;
  readonly model: CodeModel;
  readonly layout: Layout;
  readonly frameworks: readonly Framework[];
  readonly epoch: object;
  readonly sense: object;
}

/**
 * Joins the facts of code files again and again. Invariant: what it gives is what a new one would give; while the same
 * files are there, only modules run again that say something else or load one that does, and none where functions do no
 * more than send something else. Where modules change what is another's, or would run in another order, all run.
 */
export class CodeJoin {
  #kept: Kept | undefined;
  readonly #shelf: Shelf;
  /** Modules that ran for the last join, for the tests of what is not run again. */
  ran: readonly string[] = [];

  /** `same`: whether two endpoints, or two lists of what they say, are equal. */
  constructor(same: Same) {
    this.#shelf = new Shelf(same);
  }

  join(
    files: readonly CodeInput[],
    layout: Layout,
    frameworks: readonly Framework[] = FRAMEWORKS,
  ): CodeModel {
    const inputs = relevant(files, layout, frameworks);
    const kept = this.#kept;
    // Whatever fails here leaves nothing behind.
    this.#kept = undefined;
    const stands = kept !== undefined && isFollowed(kept, inputs, layout, frameworks);
    const again = stands ? sentAgain(kept, inputs) : undefined;
    if (again !== undefined) {
      this.#kept = again;
      this.ran = [];
      return again.model;
    }
    kept?.machine.writes.takeBack();
    const known = stands || kept === undefined ? undefined : knownOf(kept, inputs, layout, frameworks);
    const made = known && joinWith(new Machine(inputs, layout, frameworks, known), layout, this.#shelf);
    const { machine, model } = made ?? freshly(inputs, layout, frameworks, this.#shelf);
    this.ran = machine.ran;
    const { tangled, disturbed } = machine.writes;
    const { epoch, sense } = disturbed ? { epoch: {}, sense: {} } : machine;
    if (!tangled) this.#kept = { machine, model, layout, frameworks, epoch, sense };
    return model;
  }
}

interface Made {
  readonly machine: Machine;
  readonly model: CodeModel;
}

function freshly(
  inputs: readonly CodeInput[],
  layout: Layout,
  frameworks: readonly Framework[],
  shelf: Shelf,
): Made {
  const machine = new Machine(inputs, layout, frameworks);
  runPrograms(machine);
  return { machine, model: modelOf(machine, layout, shelf) };
}

/** Undefined where it shows that what is known may not stand. */
function joinWith(machine: Machine, layout: Layout, shelf: Shelf): Made | undefined {
  const { epoch, writes } = machine;
  runPrograms(machine);
  if (writes.tangled) return undefined;
  const model = modelOf(machine, layout, shelf);
  return writes.tangled || (writes.disturbed && machine.epoch === epoch) ? undefined : { machine, model };
}

/** Whether the same files are there, and all else that decides how they are followed. */
function isOfSame(
  { machine: { modules }, ...kept }: Kept,
  inputs: readonly CodeInput[],
  layout: Layout,
  frameworks: readonly Framework[],
): boolean {
  return (
    kept.layout === layout &&
    kept.frameworks === frameworks &&
    modules.size === inputs.length &&
    inputs.every(({ uri }) => modules.has(uri))
  );
}

/** Whether files say the same as those that ran, but for what their functions send and call. */
function isFollowed(
  kept: Kept,
  inputs: readonly CodeInput[],
  layout: Layout,
  frameworks: readonly Framework[],
): boolean {
  const { modules, writes } = kept.machine;
  const matter = callsMatter(kept.machine);
  const isSame = ({ uri, facts }: CodeInput) =>
    followsTheSame(modules.get(uri)?.facts ?? facts, facts, matter);
  return !writes.disturbed && isOfSame(kept, inputs, layout, frameworks) && inputs.every(isSame);
}

/** What stands, with what functions send now; undefined where looking at that changes it. */
function sentAgain(kept: Kept, inputs: readonly CodeInput[]): Kept | undefined {
  const { machine, model } = kept;
  const { writes } = machine;
  const received = receivedBy(machine, new Map(inputs.map(({ uri, facts }) => [uri, facts])));
  return writes.tangled || writes.disturbed ? undefined : { ...kept, model: { ...model, received } };
}

function knownOf(
  last: Kept,
  inputs: readonly CodeInput[],
  layout: Layout,
  frameworks: readonly Framework[],
): Known | undefined {
  const { machine, epoch, sense } = last;
  const { modules, runs } = machine;
  if (!isOfSame(last, inputs, layout, frameworks)) return undefined;
  const changed = inputs.flatMap(({ uri, facts }) => {
    const module = modules.get(uri);
    return module === undefined || module.facts === facts ? [] : [{ module, facts }];
  });
  const isMeant = changed.every(({ module, facts }) => meansTheSame(module.facts, facts));
  const kept = standing(
    runs,
    changed.map(({ module }) => module),
  );
  // What others hold leads to something else where they run again.
  const [only] = runs.size - kept.size === 1 && changed.length === 1 ? changed : [];
  const names = isMeant || only === undefined ? undefined : renamedIn(only.module.facts, only.facts);
  const renamed: Renamed | undefined = names && { since: sense, names };
  return { runs: kept, epoch, sense: isMeant ? sense : {}, renamed };
}

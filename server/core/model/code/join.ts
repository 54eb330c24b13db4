import type { Framework } from '../../facts/frameworks/framework.js';
import { FRAMEWORKS } from '../../facts/frameworks/index.js';
import type { Layout } from '../layout.js';
import { Machine } from './machine.js';
import { type CodeInput, type CodeModel, modelOf, relevant } from './model.js';
import { meansTheSame } from './outline.js';
import { runPrograms } from './programs.js';
import { type Known, standing } from './runs.js';

/** All code joined; computed from nothing. */
export function joinCode(
  files: readonly CodeInput[],
  layout: Layout,
  frameworks?: readonly Framework[],
): CodeModel {
  return new CodeJoin().join(files, layout, frameworks);
}

/** What was joined last, when it can be told apart what each module did. */
interface Kept {
  readonly machine: Machine;
  readonly layout: Layout;
  readonly frameworks: readonly Framework[];
  readonly epoch: object;
  readonly sense: object;
}

/**
 * Joins the facts of code files again and again. Invariant: what it gives is what a new one would give; while the same
 * files are there, only modules run again that say something else or load one that does. Where modules change what is
 * another's, or would run in another order, all run.
 */
export class CodeJoin {
  #kept: Kept | undefined;
  /** Modules that ran for the last join, for the tests of what is not run again. */
  ran: readonly string[] = [];

  join(
    files: readonly CodeInput[],
    layout: Layout,
    frameworks: readonly Framework[] = FRAMEWORKS,
  ): CodeModel {
    const inputs = relevant(files, layout, frameworks);
    const kept = this.#kept;
    // Whatever fails here leaves nothing behind.
    this.#kept = undefined;
    kept?.machine.writes.takeBack();
    const known = kept && knownOf(kept, inputs, layout, frameworks);
    const made = known && joinWith(new Machine(inputs, layout, frameworks, known), layout);
    const { machine, model } = made ?? freshly(inputs, layout, frameworks);
    this.ran = machine.ran;
    const { tangled, disturbed } = machine.writes;
    const { epoch, sense } = disturbed ? { epoch: {}, sense: {} } : machine;
    if (!tangled) this.#kept = { machine, layout, frameworks, epoch, sense };
    return model;
  }
}

interface Made {
  readonly machine: Machine;
  readonly model: CodeModel;
}

function freshly(inputs: readonly CodeInput[], layout: Layout, frameworks: readonly Framework[]): Made {
  const machine = new Machine(inputs, layout, frameworks);
  runPrograms(machine);
  return { machine, model: modelOf(machine, layout) };
}

/** Undefined where it shows that what is known may not stand. */
function joinWith(machine: Machine, layout: Layout): Made | undefined {
  const { epoch, writes } = machine;
  runPrograms(machine);
  if (writes.tangled) return undefined;
  const model = modelOf(machine, layout);
  return writes.tangled || (writes.disturbed && machine.epoch === epoch) ? undefined : { machine, model };
}

function knownOf(
  { machine, epoch, sense, ...kept }: Kept,
  inputs: readonly CodeInput[],
  layout: Layout,
  frameworks: readonly Framework[],
): Known | undefined {
  const { modules, runs } = machine;
  const isAlike =
    kept.layout === layout &&
    kept.frameworks === frameworks &&
    modules.size === inputs.length &&
    inputs.every(({ uri }) => modules.has(uri));
  if (!isAlike) return undefined;
  const changed = inputs.flatMap(({ uri, facts }) => {
    const module = modules.get(uri);
    return module === undefined || module.facts === facts ? [] : [{ module, facts }];
  });
  const isMeant = changed.every(({ module, facts }) => meansTheSame(module.facts, facts));
  return {
    runs: standing(
      runs,
      changed.map(({ module }) => module),
    ),
    epoch,
    sense: isMeant ? sense : {},
  };
}

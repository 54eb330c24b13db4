import type { ClassFact } from '../../../facts/code/types.js';
import type { Machine } from './machine.js';
import { staticsOf } from './members.js';
import type { Module, Scope } from './values.js';

/** One class or interface of those that an instance is made of. */
export interface Level {
  readonly fact: ClassFact;
  readonly module: Module;
  /** With its constants. */
  readonly scope: Scope;
}

const MAX_LEVELS = 16;

/** The class itself, then what it extends and implements; `whole` when all of that is in sight. */
export function lineage(
  fact: ClassFact,
  module: Module,
  machine: Machine,
): { readonly levels: readonly Level[]; readonly whole: boolean } {
  const levels: Level[] = [];
  let whole = true;
  const waiting = [levelOf(fact, machine.start(module), machine)];
  for (let level = waiting.shift(); level !== undefined; level = waiting.shift()) {
    if (levels.some((one) => one.fact === level?.fact) || levels.length >= MAX_LEVELS) continue;
    levels.push(level);
    const { fact: of, scope } = level;
    for (const e of [...(of.extends === undefined ? [] : [of.extends]), ...(of.implements ?? [])]) {
      const value = machine.evaluate(e, scope);
      if (value.kind === 'class') waiting.push(levelOf(value.fact, value.scope, machine));
      // What a package brings declares no routes of ours.
      else if (value.kind !== 'external') whole = false;
    }
  }
  return { levels, whole };
}

function levelOf(fact: ClassFact, outer: Scope, machine: Machine): Level {
  return {
    fact,
    module: outer.module,
    scope: { ...outer, names: staticsOf(fact.statics, outer, machine), up: outer },
  };
}

import type { FunctionFact, Step } from '../../facts/code/types.js';
import { call, instanceOf } from './calls.js';
import type { Machine } from './machine.js';
import { memberOf } from './members.js';
import type { Module } from './values.js';

/** Runs all modules, and then what registers something although nobody in sight calls it. */
export function runPrograms(machine: Machine): void {
  for (const module of inOrder(machine)) machine.start(module);
  runUncalled(machine);
}

/** Modules that nobody imports first: they are where programs begin. */
function inOrder(machine: Machine): readonly Module[] {
  const modules = [...machine.modules.values()];
  const imported = new Set(
    modules.flatMap(({ uri, facts }) =>
      facts.modules.map((name) => machine.resolve(name, uri)).filter((to) => to !== uri),
    ),
  );
  return [...modules.filter(({ uri }) => !imported.has(uri)), ...modules];
}

/** Functions and methods that register something and that nobody in sight calls. */
function runUncalled(machine: Machine): void {
  for (const module of machine.modules.values()) startClasses(machine, module);
  for (const instance of machine.instances) {
    for (const [name, index] of instance.class?.fact.methods ?? []) {
      const fact = instance.class?.scope.module.facts.functions[index];
      if (fact === undefined || name === 'constructor' || !isMissed(fact, machine)) continue;
      call(memberOf(instance, name, machine), [], instance, machine);
    }
  }
  // Running one may bring others into being, which the iteration then reaches.
  for (const value of machine.functions) {
    if (isMissed(value.fact, machine)) call(value, [], undefined, machine);
  }
}

function startClasses(machine: Machine, module: Module): void {
  module.facts.classes.forEach((fact, index) => {
    const methods = fact.methods.flatMap(([, i]) => module.facts.functions[i] ?? []);
    if (machine.constructed.has(fact) || !methods.some((method) => registers(method.steps))) return;
    // Of its arguments nothing is known.
    instanceOf(machine.evaluate({ k: 'class', i: index }, machine.start(module)), [], machine);
  });
}

function isMissed(fact: FunctionFact, machine: Machine): boolean {
  return !machine.called.has(fact) && registers(fact.steps);
}

function registers(steps: readonly Step[]): boolean {
  return steps.some((step) => {
    if (step.s === 'each') return registers(step.body);
    return (
      (step.s === 'do' || step.s === 'return' || step.s === 'let') && JSON.stringify(step).includes('"site":')
    );
  });
}

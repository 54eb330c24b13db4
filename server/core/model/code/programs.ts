import type { CodeFacts, FunctionFact, Step } from '../../facts/code/types.js';
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
    const { fact: of, scope } = instance.class ?? {};
    for (const [name, index] of of?.methods ?? []) {
      const fact = scope?.module.facts.functions[index];
      if (scope === undefined || fact === undefined || name === 'constructor') continue;
      if (isMissed(fact, scope.module.facts, machine))
        call(memberOf(instance, name, machine), [], instance, machine);
    }
  }
  // Running one may bring others into being, which the iteration then reaches.
  for (const value of machine.functions) {
    if (isMissed(value.fact, value.scope.module.facts, machine)) call(value, [], undefined, machine);
  }
}

function startClasses(machine: Machine, module: Module): void {
  module.facts.classes.forEach((fact, index) => {
    const methods = fact.methods.flatMap(([, i]) => module.facts.functions[i] ?? []);
    if (machine.constructed.has(fact) || !methods.some((method) => registers(method.steps, module.facts)))
      return;
    // Of its arguments nothing is known.
    instanceOf(machine.evaluate({ k: 'class', i: index }, machine.start(module)), [], machine);
  });
}

function isMissed(fact: FunctionFact, facts: CodeFacts, machine: Machine): boolean {
  return !machine.called.has(fact) && registers(fact.steps, facts);
}

function registers(steps: readonly Step[], facts: CodeFacts): boolean {
  return steps.some((step) => {
    if (step.s === 'each') return registers(step.body, facts);
    const held = step.s === 'let' && step.is.k === 'function' ? facts.functions[step.is.i] : undefined;
    if (held?.decorators !== undefined && JSON.stringify(held.decorators).includes('"site":')) return true;
    return (
      (step.s === 'do' || step.s === 'return' || step.s === 'let') && JSON.stringify(step).includes('"site":')
    );
  });
}

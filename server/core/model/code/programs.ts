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

/**
 * Modules that nobody imports first: they are where programs begin. Where those that make an application are imported by
 * what they mount, the circle begins at the application.
 */
function inOrder(machine: Machine): readonly Module[] {
  const modules = [...machine.modules.values()];
  const imported = new Set(
    modules.flatMap(({ uri, facts }) =>
      facts.modules.map((name) => machine.resolve(name, uri)).filter((to) => to !== uri),
    ),
  );
  const first = modules.filter(({ uri }) => !imported.has(uri));
  return [...first, ...modules.filter((module) => makesApplication(module, machine)), ...modules];
}

/** `const app = express()` in a module itself. */
function makesApplication({ facts }: Module, { frameworks }: Machine): boolean {
  const makers = new Set(
    frameworks.flatMap(({ modules, constructors }) =>
      modules.filter((name) => Object.hasOwn(constructors, name) && constructors[name] === 'application'),
    ),
  );
  const names = new Set(facts.steps.flatMap((step) => namesOf(step, makers)));
  return facts.steps.some(
    (step) =>
      (step.s === 'let' || step.s === 'set') &&
      step.is.k === 'call' &&
      step.is.f.k === 'name' &&
      names.has(step.is.f.n),
  );
}

/** The name that a step gives one of the packages. */
function namesOf(step: Step, packages: ReadonlySet<string>): readonly string[] {
  if (step.s === 'import')
    return step.to !== null && step.name !== '*' && packages.has(step.from) ? [step.to] : [];
  if (step.s !== 'let' || typeof step.to !== 'string' || step.is.k !== 'call') return [];
  const [given] = step.is.a;
  const required = step.is.f.k === 'name' && step.is.f.n === 'require' && given?.k === 'text' ? given.v : '';
  return packages.has(required) ? [step.to] : [];
}

/** Functions and methods that register something and that nobody in sight calls. */
function runUncalled(machine: Machine): void {
  for (const module of machine.modules.values()) startClasses(machine, module);
  for (const instance of machine.instances) {
    const { fact: of, scope } = instance.class ?? {};
    for (const [name, index] of of?.methods ?? []) {
      const fact = scope?.module.facts.functions.get(index);
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
    const methods = fact.methods.flatMap(([, i]) => module.facts.functions.get(i) ?? []);
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
    const held = step.s === 'let' && step.is.k === 'function' ? facts.functions.get(step.is.i) : undefined;
    if (held?.decorators !== undefined && JSON.stringify(held.decorators).includes('"site":')) return true;
    return (
      (step.s === 'do' || step.s === 'return' || step.s === 'let') && JSON.stringify(step).includes('"site":')
    );
  });
}

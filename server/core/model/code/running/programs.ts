import type { ClassFact, CodeFacts, FunctionFact, Step } from '../../../facts/code/types.js';
import { computed } from '../../../text/multimap.js';
import { call, instanceOf, UNSENT } from './calls.js';
import { lasting } from './epoch.js';
import type { Machine } from './machine.js';
import { memberOf } from './members.js';
import type { Module } from './values.js';

/** Runs all modules, and then what registers something although nobody in sight calls it. */
export function runPrograms(machine: Machine): void {
  for (const module of inOrder(machine)) machine.start(module);
  runUncalled(machine);
  if (machine.writes.disturbed) machine.beginEpoch();
}

/**
 * Modules that nobody imports first: they are where programs begin. Where those that make an application are imported by
 * what they mount, the circle begins at the application.
 */
function inOrder(machine: Machine): readonly Module[] {
  const modules = [...machine.modules.values()];
  const imported = new Set(modules.flatMap((module) => aboutModule(module, machine).imports));
  const first = modules.filter(({ uri }) => !imported.has(uri));
  const applications = modules.filter((module) => aboutModule(module, machine).makesApplication);
  return [...first, ...applications, ...modules];
}

/** What the facts of a module say by themselves, among the same files. */
interface About {
  readonly imports: readonly string[];
  readonly makesApplication: boolean;
}

const aboutFacts = lasting(() => new WeakMap<CodeFacts, About>());

function aboutModule(module: Module, machine: Machine): About {
  const { uri, facts } = module;
  const known = aboutFacts(machine).get(facts);
  if (known !== undefined) return known;
  const imports = facts.modules.flatMap((name) => {
    const to = machine.resolve(name, uri);
    return to === undefined || to === uri ? [] : [to];
  });
  const about = { imports, makesApplication: makesApplication(module, machine) };
  aboutFacts(machine).set(facts, about);
  return about;
}

/** `const app = express()` in a module itself, or in a function of it. */
function makesApplication({ facts }: Module, { frameworks }: Machine, steps = facts.steps): boolean {
  const makers = new Set(
    frameworks.flatMap(({ modules, constructors }) =>
      modules.filter((name) => Object.hasOwn(constructors, name) && constructors[name] === 'application'),
    ),
  );
  const names = new Set(facts.steps.flatMap((step) => namesOf(step, makers)));
  return steps.some(
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
  for (const instance of machine.found.instances) {
    const { fact: of, scope } = instance.class ?? {};
    for (const [name, index] of of?.methods ?? []) {
      const fact = scope?.module.facts.functions.get(index);
      if (scope === undefined || fact === undefined || name === 'constructor') continue;
      if (isMissed(fact, scope.module.facts, machine))
        call(memberOf(instance, name, machine), UNSENT, instance, machine);
    }
  }
  // Running one may bring others into being, which the iteration then reaches. What makes an application calls others.
  for (const first of [true, false])
    for (const value of machine.found.functions) {
      const { fact, scope } = value;
      if (!isMissed(fact, scope.module.facts, machine)) continue;
      if (!first || makesApplication(scope.module, machine, fact.steps))
        call(value, UNSENT, undefined, machine);
    }
}

function startClasses(machine: Machine, module: Module): void {
  for (const [index, fact] of computed(registering, module.facts, () => registeringIn(module.facts))) {
    if (machine.found.constructed.has(fact)) continue;
    // Of its arguments nothing is known.
    instanceOf(machine.evaluate({ k: 'class', i: index }, machine.start(module)), UNSENT, machine);
  }
}

/** Classes of which a method registers something, with their numbers. */
const registering = new WeakMap<CodeFacts, readonly (readonly [number, ClassFact])[]>();

function registeringIn(facts: CodeFacts): readonly (readonly [number, ClassFact])[] {
  const doesRegister = (index: number) => registers(facts.functions.get(index)?.steps ?? [], facts);
  return [...facts.classes].filter(([, { methods }]) => methods.some(([, i]) => doesRegister(i)));
}

function isMissed(fact: FunctionFact, facts: CodeFacts, machine: Machine): boolean {
  return !machine.found.called.has(fact) && registers(fact.steps, facts);
}

const known = new WeakMap<readonly Step[], boolean>();

function registers(steps: readonly Step[], facts: CodeFacts): boolean {
  return steps.length > 0 && computed(known, steps, () => registersIn(steps, facts));
}

function registersIn(steps: readonly Step[], facts: CodeFacts): boolean {
  return steps.some((step) => {
    if (step.s === 'each') return registers(step.body, facts);
    const held = step.s === 'let' && step.is.k === 'function' ? facts.functions.get(step.is.i) : undefined;
    if (held?.decorators !== undefined && JSON.stringify(held.decorators).includes('"site":')) return true;
    return (
      (step.s === 'do' || step.s === 'return' || step.s === 'let') && JSON.stringify(step).includes('"site":')
    );
  });
}

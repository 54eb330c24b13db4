import { computed } from '../../text/multimap.js';
import { someExpr, someOf } from './some.js';
import { defaultsOf, namesOf } from './steps.js';
import type { ClassFact, CodeFacts, Expr, FunctionFact, Step } from './types.js';

/** Names that something uses which is not left out; a declaration counts as soon as its own name is used. */
export function usedNames({ steps, functions, classes }: CodeFacts): ReadonlySet<string> {
  const used = new Set<string>();
  let lets: Let[] = [];
  const addAll = (names: readonly string[]): void => {
    for (const name of names) used.add(name);
  };
  const look = (step: Step): void => {
    if (step.s === 'let') lets.push(step);
    else addAll(namesIn(step));
  };
  steps.forEach(look);
  for (const fact of functions.values()) {
    fact.steps.forEach(look);
    addAll(computed(besides, fact, () => namesBeside(fact)));
  }
  for (const fact of classes.values()) addAll(computed(inClass, fact, () => namesOfClass(fact)));
  for (let left = -1; left !== lets.length; ) {
    left = lets.length;
    lets = lets.filter((step) => {
      if (!namesOf(step.to).some((name) => used.has(name))) return true;
      addAll(namesIn(step));
      return false;
    });
  }
  return used;
}

type Let = Extract<Step, { readonly s: 'let' }>;

const inStep = new WeakMap<Step, readonly string[]>();
const besides = new WeakMap<FunctionFact, readonly string[]>();
const inClass = new WeakMap<ClassFact, readonly string[]>();

function namesIn(step: Step): readonly string[] {
  return computed(inStep, step, () => noted((add) => someExpr([step], add)));
}

/** What a function uses outside of its steps. */
function namesBeside({
  behavior,
  needs,
  decorators,
  sends,
  params,
  defaults,
}: FunctionFact): readonly string[] {
  return noted((add) => {
    for (const e of params.flatMap(defaultsOf)) someOf(e, add);
    for (const { f } of sends ?? []) someOf(f, add);
    const relied = [...(behavior?.helpers ?? []), ...(behavior?.statuses ?? [])];
    const handed = behavior?.hands?.flatMap(({ f, a = [] }) => [f, ...a]) ?? [];
    for (const e of [...relied, ...handed, ...(decorators ?? [])]) someOf(e, add);
    for (const [, e] of [...(needs ?? []), ...(defaults ?? [])]) someOf(e, add);
  });
}

function namesOfClass(fact: ClassFact): readonly string[] {
  return noted((add) => {
    if (fact.extends !== undefined) someOf(fact.extends, add);
    for (const [, e] of [...fact.fields, ...fact.statics]) someOf(e, add);
  });
}

/** The names in all expressions that are looked at. */
function noted(look: (add: (e: Expr) => boolean) => unknown): readonly string[] {
  const names = new Set<string>();
  look((e) => {
    if (e.k === 'name') names.add(e.n);
    return false;
  });
  return [...names];
}

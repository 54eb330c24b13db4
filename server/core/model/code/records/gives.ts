import type { CodeFacts } from '../../../facts/code/types.js';
import { computed } from '../../../text/multimap.js';
import type { Machine } from '../running/machine.js';
import { type Named, reachedFrom } from '../running/reached.js';
import type { ClassValue, Module, Value } from '../running/values.js';

const MAX_DEPTH = 2;

/** Functions that give back a stored record as it is: its name, by `reachKey` for whoever can name the function. */
export function givesBy(machine: Machine): ReadonlyMap<string, string> {
  const modules = [...machine.modules.values()];
  if (!modules.some(givesAny)) return new Map();
  const known = new Map<Module, readonly Named<string>[]>();
  const own = (module: Module): readonly Named<string>[] => {
    const found = known.get(module) ?? (givesAny(module) ? exported(module) : []);
    known.set(module, found);
    return found;
  };
  return new Map(modules.flatMap((module) => reachedFrom(module, machine, own)));
}

const giving = new WeakMap<CodeFacts, boolean>();

function givesAny({ facts }: Module): boolean {
  return computed(giving, facts, () =>
    [...facts.functions.values()].some(({ gives }) => gives !== undefined),
  );
}

function exported(module: Module): readonly Named<string>[] {
  const { replaced, exports } = module;
  return [exports, ...(replaced === undefined ? [] : [replaced])].flatMap((value) => givenBy(value, [], 0));
}

function givenBy(value: Value, path: readonly string[], depth: number): readonly Named<string>[] {
  if (depth > MAX_DEPTH) return [];
  const ways = (named: readonly (readonly [string, Value])[]) =>
    named.flatMap(([name, one]) => givenBy(one, name === 'default' ? path : [...path, name], depth + 1));
  switch (value.kind) {
    case 'function':
      return value.fact.gives === undefined ? [] : [[path.join('.'), value.fact.gives]];
    case 'object':
      return [...ways([...value.fields]), ...(value.class ? methodsOf(value.class, path) : [])];
    case 'class':
      return methodsOf(value, [...path, '()']);
    default:
      return [];
  }
}

function methodsOf({ fact, scope }: ClassValue, path: readonly string[]): readonly Named<string>[] {
  return fact.methods.flatMap(([name, i]) => {
    const gives = scope.module.facts.functions.get(i)?.gives;
    return gives === undefined ? [] : [[[...path, name].join('.'), gives] as const];
  });
}

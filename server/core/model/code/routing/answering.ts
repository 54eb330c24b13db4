import { functionKey } from '../../../facts/code/function-nodes.js';
import type { CodeFacts, FunctionFact } from '../../../facts/code/types.js';
import type { Runtime } from '../running/runtime.js';
import type { FunctionValue, Value } from '../running/values.js';

const MAX_HOPS = 3;

/** Keys of the functions that answer requests, of all that stands in a registration; a wrapper answers as what it wraps. */
export function answeringIn(registered: readonly Value[], runtime: Runtime): readonly string[] {
  const found = new Set<string>();
  for (const value of registered)
    for (const one of functionsIn(value, runtime)) for (const key of keyOf(one)) found.add(key);
  return [...found];
}

/** A function, and all that it hands the request to, through wrappers. */
export function functionsIn(value: Value, runtime: Runtime, hops = 0): readonly FunctionValue[] {
  if (hops > MAX_HOPS) return [];
  switch (value.kind) {
    case 'either':
      return value.values.flatMap((one) => functionsIn(one, runtime, hops));
    case 'external':
      return value.args.flatMap((one) => functionsIn(one, runtime, hops + 1));
    case 'function': {
      const handed = value.fact.behavior?.hands ?? [];
      if (handed.length === 0) return [value];
      const inner = handed.map(({ f }) => runtime.evaluate(f, value.scope));
      return [value, ...inner.flatMap((one) => functionsIn(one, runtime, hops + 1))];
    }
    default:
      return [];
  }
}

/** The key of a function's facts. */
export function keyOf({ fact, scope }: FunctionValue): readonly string[] {
  const number = numbersIn(scope.module.facts).get(fact);
  return number === undefined ? [] : [functionKey(scope.module.uri, number)];
}

const known = new WeakMap<CodeFacts, ReadonlyMap<FunctionFact, number>>();

function numbersIn(facts: CodeFacts): ReadonlyMap<FunctionFact, number> {
  const numbers = known.get(facts) ?? new Map([...facts.functions].map(([number, fact]) => [fact, number]));
  known.set(facts, numbers);
  return numbers;
}

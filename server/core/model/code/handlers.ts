import type { Endpoint } from '../../facts/api.js';
import { functionKey } from '../../facts/code/function-nodes.js';
import type { CodeFacts, FunctionFact } from '../../facts/code/types.js';
import type { Reached } from './routes.js';
import type { Runtime } from './runtime.js';
import type { FunctionValue, Value } from './values.js';

const MAX_HOPS = 3;

/** Functions that answer requests with what they serve, by key. A wrapper's answer is that of what it wraps. */
export function handlersOf(
  reached: readonly Reached[],
  runtime: Runtime,
): ReadonlyMap<string, readonly Endpoint[]> {
  const served = new Map<string, Endpoint[]>();
  for (const { endpoint, handlers } of reached) {
    const functions = new Set(handlers.flatMap((value) => functionsIn(value, runtime, 0)));
    for (const key of new Set([...functions].flatMap(keyOf))) {
      const list = served.get(key);
      if (list === undefined) served.set(key, [endpoint]);
      else list.push(endpoint);
    }
  }
  return served;
}

function functionsIn(value: Value, runtime: Runtime, hops: number): readonly FunctionValue[] {
  if (hops > MAX_HOPS) return [];
  switch (value.kind) {
    case 'either':
      return value.values.flatMap((one) => functionsIn(one, runtime, hops));
    case 'external':
      return value.args.flatMap((one) => functionsIn(one, runtime, hops + 1));
    case 'function': {
      const handed = value.fact.behavior?.hands ?? [];
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

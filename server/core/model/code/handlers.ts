import type { Endpoint } from '../../facts/api.js';
import { functionKey } from '../../facts/code/function-nodes.js';
import type { CodeFacts, FunctionFact } from '../../facts/code/types.js';
import { append } from '../../text/multimap.js';
import { lasting } from './epoch.js';
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
  for (const { endpoint, handlers } of reached)
    for (const key of keysIn(handlers, runtime)) append(served, key, endpoint);
  return served;
}

/** By what stands in a registration. */
const keys = lasting(() => new WeakMap<Reached['handlers'], readonly string[]>());

function keysIn(handlers: Reached['handlers'], runtime: Runtime): readonly string[] {
  const before = keys(runtime).get(handlers);
  if (before !== undefined) return before;
  const found = new Set<string>();
  for (const value of handlers)
    for (const one of functionsIn(value, runtime, 0)) for (const key of keyOf(one)) found.add(key);
  const all = [...found];
  keys(runtime).set(handlers, all);
  return all;
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

import type { Expr, FunctionFact } from '../../../facts/code/types.js';
import type { Runtime } from '../running/runtime.js';
import type { FunctionValue, Value } from '../running/values.js';

/** Functions that only give back what they find out about a signature, where nothing reads that. */
export function idleIn(value: FunctionValue, runtime: Runtime): ReadonlySet<FunctionFact> {
  const called = (value.fact.behavior?.vain ?? []).flatMap((f) => alternatives(f, value, runtime));
  return new Set(called.flatMap((one) => (one.kind === 'function' && isYielding(one) ? [one.fact] : [])));
}

function isYielding({ fact }: FunctionValue): boolean {
  return fact.behavior?.yields === true;
}

/** What an expression of a function may stand for. */
export function alternatives(e: Expr, { scope }: FunctionValue, runtime: Runtime): readonly Value[] {
  const value = runtime.evaluate(e, scope);
  return value.kind === 'either' ? value.values : [value];
}

import type { Expr } from '../../../facts/code/types.js';
import { classesIn, methodsIn } from '../running/inheritance.js';
import type { Runtime } from '../running/runtime.js';
import type { FunctionValue, Value } from '../running/values.js';
import { alternatives } from './idle.js';

/** What an expression of a function may lead to that a password is handed to; also by the class that a parameter of Python states. */
export function triedBy(f: Expr, by: FunctionValue, runtime: Runtime): readonly Value[] {
  const { fact, scope } = by;
  const root = f.k === 'get' && f.of.k === 'name' ? f.of.n : undefined;
  const index = root === undefined ? -1 : fact.params.indexOf(root);
  if (f.k !== 'get' || index < 0) return alternatives(f, by, runtime);
  const types = (fact.needs ?? []).flatMap(([i, e]) => (i === index ? [runtime.evaluate(e, scope)] : []));
  return types.flatMap(classesIn).flatMap((one) => methodsIn(one, f.n, runtime));
}

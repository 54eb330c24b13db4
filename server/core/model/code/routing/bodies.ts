import { isPasswordName } from '../../../words/sensitive.js';
import type { Runtime } from '../running/runtime.js';
import type { FunctionValue, Value } from '../running/values.js';

const MAX_DEPTH = 8;

/** Whether the type of a body that a handler takes has a password among its fields. */
export function takesPasswordIn({ fact, scope }: FunctionValue, machine: Runtime): boolean {
  return (fact.given ?? []).some(
    ({ source, type }) =>
      source === 'record' &&
      type !== undefined &&
      hasPassword(machine.evaluate({ k: 'name', n: type }, scope), machine, 0),
  );
}

/** Of a class of ours, or of one that it extends. */
function hasPassword(value: Value, machine: Runtime, depth: number): boolean {
  if (value.kind !== 'class' || depth > MAX_DEPTH) return false;
  const { types, extends: base } = value.fact;
  if (types?.some(([name]) => isPasswordName(name))) return true;
  return base !== undefined && hasPassword(machine.evaluate(base, value.scope), machine, depth + 1);
}

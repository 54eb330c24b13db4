import type { FunctionFact } from '../../../facts/code/types.js';
import { sameMembers } from '../../../text/members.js';
import { conductOf } from '../guarding/conduct.js';
import type { Runtime } from './runtime.js';
import type { ClassValue, ExternalValue, FunctionValue, Handler, Value } from './values.js';

/** Classes that extend one another are looked at as far as it is asked what they check. */
const MOST_ABOVE = 4;

/** Whether handlers do the same to a request, and are told of in the same way, though they came of different runs. */
export function areAlike(a: readonly Handler[], b: readonly Handler[], runtime: Runtime): boolean {
  return a.length === b.length && a.every((one, index) => isAlikeHandler(one, b[index], runtime));
}

function isAlikeHandler(a: Handler, b: Handler | undefined, runtime: Runtime): boolean {
  return (
    b !== undefined &&
    a.name === b.name &&
    a.narrow === b.narrow &&
    a.at.uri === b.at.uri &&
    sameMembers(a.at.path, b.at.path) &&
    isAlike(a.value, b.value, runtime)
  );
}

function isAlike(a: Value, b: Value | undefined, runtime: Runtime, above = 0): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'unknown':
      return b?.kind === 'unknown' && a.missing === b.missing;
    case 'text':
      return b?.kind === 'text' && a.text === b.text;
    case 'list':
      return b?.kind === 'list' && areAlikeValues(a.items, b.items, runtime);
    case 'external':
      return b?.kind === 'external' && isAlikeExternal(a, b, runtime);
    case 'function':
      return b?.kind === 'function' && isAlikeFunction(a, b, runtime);
    case 'class':
      return b?.kind === 'class' && isAlikeClass(a, b, runtime, above);
    default:
      return false;
  }
}

function areAlikeValues(a: readonly Value[], b: readonly Value[], runtime: Runtime): boolean {
  return a.length === b.length && a.every((one, index) => isAlike(one, b[index], runtime));
}

function isAlikeExternal(a: ExternalValue, b: ExternalValue, runtime: Runtime): boolean {
  return (
    a.module === b.module &&
    a.called === b.called &&
    a.unread === b.unread &&
    a.judged === b.judged &&
    a.names.length === b.names.length &&
    a.names.every((name, index) => name === b.names[index]) &&
    a.keywords.size === b.keywords.size &&
    areAlikeValues(a.args, b.args, runtime) &&
    [...a.keywords].every(([name, value]) => isAlike(value, b.keywords.get(name), runtime))
  );
}

/** What was made by another function, or asks what names around it hold, is told apart by these. */
function isAlikeFunction(a: FunctionValue, b: FunctionValue, runtime: Runtime): boolean {
  if (a.fact !== b.fact || a.scope.up !== undefined || b.scope.up !== undefined) return false;
  const conduct = conductOf(b, runtime);
  return conduct === conductOf(a, runtime) && !conduct.weighs && conduct.asks.length === 0;
}

function isAlikeClass(a: ClassValue, b: ClassValue, runtime: Runtime, above: number): boolean {
  if (a.fact !== b.fact || above > MOST_ABOVE) return false;
  const { extends: base } = a.fact;
  if (base === undefined) return true;
  return isAlike(runtime.evaluate(base, a.scope), runtime.evaluate(base, b.scope), runtime, above + 1);
}

/** The function that a value is, or the first that it is wrapped around. */
export function functionIn(value: Value | undefined): FunctionFact | undefined {
  if (value?.kind === 'function') return value.fact;
  if (value?.kind !== 'external') return undefined;
  for (const one of value.args) {
    const inner = functionIn(one);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

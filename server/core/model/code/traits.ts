import type { FunctionFact } from '../../facts/code/types.js';
import { conductOf } from './conduct.js';
import type { Runtime } from './runtime.js';
import type { Value } from './values.js';

/** Classes that extend one another are looked at as far as it is asked what they check. */
const MOST_ABOVE = 4;

/**
 * All that decides what a value does to a request, in a list: two values whose lists have the same members do the same,
 * though each came of another run.
 */
export function traitsOf(value: Value, runtime: Runtime, above = 0): readonly unknown[] {
  switch (value.kind) {
    case 'unknown':
      return [value.kind, value.missing];
    case 'text':
      return [value.kind, value.text];
    case 'list':
      return [value.kind, value.items.length, ...value.items.flatMap((one) => traitsOf(one, runtime))];
    case 'external': {
      const { module, names, called, args, keywords } = value;
      const given = [...args, ...keywords.values()].flatMap((one) => traitsOf(one, runtime));
      const sizes = [names.length, args.length, keywords.size];
      return [value.kind, module, called, ...sizes, ...names, ...keywords.keys(), ...given];
    }
    case 'function': {
      const conduct = conductOf(value, runtime);
      // What was made by another function, or asks what names around it hold, is told apart by these.
      const isPlain = value.scope.up === undefined && !conduct.weighs && conduct.asks.length === 0;
      return isPlain ? [value.kind, value.fact, conduct] : [value];
    }
    case 'class': {
      const { fact, scope } = value;
      if (fact.extends === undefined || above > MOST_ABOVE) return [value.kind, fact];
      return [value.kind, fact, ...traitsOf(runtime.evaluate(fact.extends, scope), runtime, above + 1)];
    }
    default:
      return [value];
  }
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

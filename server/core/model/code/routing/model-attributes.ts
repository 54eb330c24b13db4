import type { Endpoint } from '../../../facts/api.js';
import type { Placed } from '../guarding/demands.js';
import type { Level } from '../running/lineage.js';
import type { Machine } from '../running/machine.js';
import type { FunctionValue } from '../running/values.js';
import { answeringIn } from './answering.js';

/** A method of a class as a function. */
export function valueOf({ level, method }: Placed): FunctionValue {
  return { kind: 'function', fact: method, scope: level.scope, fields: new Map(), wrappers: [] };
}

/** Methods of a controller that fill the model in front of its handlers with something that this one reads. */
export function modelFillers({ method }: Placed, levels: readonly Level[]): readonly Placed[] {
  const takes = method.behavior?.takes ?? [];
  if (takes.length === 0) return [];
  return levels.flatMap((level) =>
    level.fact.methods.flatMap(([, index]): readonly Placed[] => {
      const filler = level.module.facts.functions.get(index);
      const leaves = filler?.behavior?.leaves ?? [];
      return filler !== undefined && leaves.some((name) => takes.includes(name))
        ? [{ level, method: filler }]
        : [];
    }),
  );
}

/** Keys of the functions that answer a request for a method, with what is left for it in front. */
export function answeredBy(
  last: Placed,
  levels: readonly Level[],
  machine: Machine,
): { readonly answering: readonly string[]; readonly takes: Pick<Endpoint, 'takes'> } {
  const fillers = modelFillers(last, levels);
  const answering = answeringIn([last, ...fillers].map(valueOf), machine);
  const { takes } = last.method.behavior ?? {};
  return { answering, takes: fillers.length === 0 || takes === undefined ? {} : { takes } };
}

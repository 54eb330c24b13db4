import type { DataClass, FactValue } from '../../expression/types.js';

/** Says that a part could not be seen, so that what is missing is unknown. */
const UNSEEN: readonly string[] = ['unresolved', 'freeform'];

/** How sensitive a trait of a schema makes the data. */
const CLASS_OF: ReadonlyMap<string, DataClass> = new Map([
  ['secret', 'restricted'],
  ['financial', 'restricted'],
  ['pii', 'confidential'],
  ['contact', 'confidential'],
  ['money', 'confidential'],
]);

/**
 * The class of what is sent: the most sensitive trait decides, and data that shows none is internal. A lower bound where
 * part of it cannot be seen.
 */
export function dataClass(traits: ReadonlySet<string>, complete: boolean): FactValue {
  let found: DataClass = 'internal';
  for (const trait of traits) {
    const candidate = CLASS_OF.get(trait);
    if (candidate === 'restricted') return candidate;
    if (candidate !== undefined) found = candidate;
  }
  return complete && !UNSEEN.some((trait) => traits.has(trait)) ? found : { atLeast: found };
}

/** Whether a trait is there; unknown where it is not and part cannot be seen. */
export function hasTrait(traits: ReadonlySet<string>, trait: string): 'yes' | 'no' | 'unknown' {
  if (traits.has(trait)) return 'yes';
  return traits.has('unresolved') ? 'unknown' : 'no';
}

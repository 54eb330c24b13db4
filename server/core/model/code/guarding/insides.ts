import type { Annotating } from '../../../facts/frameworks/framework.js';
import type { Machine } from '../running/machine.js';
import type { Module } from '../running/values.js';
import { accessOf, INSIDES, type PlacedChain } from './access.js';

/** Whether anybody may see something. */
export type Openness = 'open' | 'guarded' | 'unknown';

/** Of how a server runs. */
export interface Inside {
  /** Its variables, its memory, its beans. */
  readonly all: Openness;
  /** Whether it is well. */
  readonly health: Openness;
}

/** What the rules about access of a package make of that. `fronted`: see `isFronted`. */
export function insideOf(
  modules: readonly Module[],
  chains: readonly PlacedChain[],
  { others }: Annotating,
  fronted: boolean,
  machine: Machine,
): Inside {
  if (chains.length === 0) {
    const isHidden = fronted || modules.some(({ facts }) => facts.modules.some((name) => others.test(name)));
    const all = isHidden ? 'unknown' : 'open';
    return { all, health: all };
  }
  return { all: opennessOf('env', chains, machine), health: opennessOf('health', chains, machine) };
}

function opennessOf(name: string, chains: readonly PlacedChain[], machine: Machine): Openness {
  const { demands } = accessOf(chains, 'GET', `${INSIDES}${name}`, machine);
  if (demands.length === 0) return 'open';
  return demands.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'guarded';
}

import type { Annotating } from '../../../facts/frameworks/framework.js';
import type { Machine } from '../running/machine.js';
import type { Module } from '../running/values.js';
import { accessOf, INSIDES, type PlacedChain } from './access.js';

/** Whether anybody may see how a server runs: its variables, its memory, its beans. */
export type Inside = 'open' | 'guarded' | 'unknown';

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
    return isHidden ? 'unknown' : 'open';
  }
  const { demands } = accessOf(chains, 'GET', `${INSIDES}env`, machine);
  if (demands.length === 0) return 'open';
  return demands.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'guarded';
}

import type { Change } from '../../server/core/rule/change.js';
import { type Anchor, isMap, type Node } from '../../server/core/rule/nodes.js';
import type { DocumentView } from '../../server/core/rule/views.js';
import { isPageName, isPageSizeName } from '../../server/core/words/paging.js';

/** Sizes of pages that nothing limits, by name, each place once. */
export function endlessIn({ operations }: DocumentView): ReadonlyMap<string, readonly Anchor[]> {
  const found = new Map<string, Map<string, Anchor>>();
  for (const { parameters, method, outbound } of operations) {
    if (outbound || !READS.has(method) || !parameters.known) continue;
    const isPaged = parameters.value.some((one) => isPageName(one.name));
    for (const { name, endless, at } of parameters.value) {
      if (!endless || (!isPageSizeName(name) && !isPaged)) continue;
      const places = found.get(name) ?? new Map<string, Anchor>();
      found.set(name, places.set(JSON.stringify(at), at));
    }
  }
  return new Map([...found].map(([name, places]) => [name, [...places.values()]]));
}

/** Methods that read a list. */
export const READS: ReadonlySet<string> = new Set(['GET', 'QUERY']);

/** Says in a Parameter Object how high its value may be. */
export function limited(parameter: Node | undefined, limit: number): readonly Change[] {
  if (!isMap(parameter)) return [];
  const schema = parameter.get('schema');
  return [{ set: isMap(schema) ? schema : parameter, key: 'maximum', to: limit }];
}

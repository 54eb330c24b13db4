import type { HandlingView, LookupView } from '../../server/core/rule/handling.js';
import type { Endpoint } from './endpoints.js';
import { changes, matters } from './reached-objects.js';

/** An object that something in front finds, and where nothing asks whose it is. */
interface Left {
  readonly lookup: LookupView;
  readonly endpoints: readonly Endpoint[];
}

/** What is found in front of handlers that do with it whatever they are asked, and know nothing else of their callers. */
export function leftOpen({ lookups }: HandlingView, open: readonly Endpoint[]): Left | undefined {
  for (const lookup of lookups) {
    if (lookup.hidden) continue;
    const { left } = lookup;
    const taking = open.filter((one) => left !== undefined && takesOnly(one, left) && matters(lookup, [one]));
    const changing = taking.filter((one) => changes(lookup, [one]));
    if (taking.length > 0) return { lookup, endpoints: changing.length > 0 ? changing : taking };
  }
  return undefined;
}

function takesOnly({ takes, personal, obscured }: Endpoint, left: string): boolean {
  return !personal && !obscured && takes?.length === 1 && takes[0] === left;
}

import type { Endpoint } from '../../../facts/api.js';
import { append } from '../../../text/multimap.js';
import type { Reached } from './registrations.js';

/** Functions that answer requests with what they serve, by key. */
export function handlersOf(reached: readonly Reached[]): ReadonlyMap<string, readonly Endpoint[]> {
  const served = new Map<string, Endpoint[]>();
  for (const { endpoint, answering } of reached) for (const key of answering) append(served, key, endpoint);
  return served;
}

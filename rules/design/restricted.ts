import type { ValueView } from '../../server/core/rule/views.js';
import type { Endpoint } from '../auth/endpoints.js';

/** Whether only those call who may set everything; of those with some role nobody knows that where a table has more. */
export function isRestricted(endpoint: Endpoint, { stored = [] }: ValueView): boolean {
  if (!has(endpoint, 'authorization')) return false;
  if (stored.length === 0 || endpoint.framework !== 'fastapi') return true;
  return endpoint.guards.known && endpoint.guards.value.some(({ name }) => ALL.test(name));
}

/** Names of guards that let in who may do everything. */
const ALL = /admin|super|root|staff/i;

/** Whether a guard of the kind stands in front; the owner whom a handler asks for may not set all fields either. */
export function has({ guards, handler = 'inline' }: Endpoint, kind: string): boolean {
  if (!guards.known) return false;
  const own = guards.value.findLastIndex((guard) => guard.name === handler);
  return guards.value.some(
    (guard, i) => guard.kind === kind && !guard.narrow && (i !== own || i < guards.value.length - 1),
  );
}

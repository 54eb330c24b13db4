import type { Endpoint } from '../model/types.js';

/**
 * The other routes of the same router. A test looks at the endpoint that it is given and at this route, and at nothing
 * else: the route is checked again when the answer is another.
 */
export interface Siblings {
  /** How many fit a test that looks at them alone. Each route of a router may ask, so that the same test is to be handed over each time. */
  count(test: (one: Endpoint) => boolean): number;
  find(test: (one: Endpoint) => boolean): Endpoint | undefined;
  some(test: (one: Endpoint) => boolean): boolean;
  /** Those of the same path that fit. */
  onPath(test: (one: Endpoint) => boolean): readonly Endpoint[];
  filter(test: (one: Endpoint) => boolean): readonly Endpoint[];
}

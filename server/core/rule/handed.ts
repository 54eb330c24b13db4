import type { Endpoint } from '../model/types.js';

/** All of a body, handed over by handlers. */
export interface HandedView {
  /** What the handlers hand it to: 'users.update'. */
  readonly callees: readonly string[];
  /** What the handlers serve. */
  readonly endpoints: readonly Endpoint[];
}

import type { Statement } from '../model/code/records/receipts.js';
import type { Endpoint } from '../model/types.js';
import type { Anchor } from '../text/span.js';

/** All of a body, handed over by handlers. */
export interface HandedView {
  /** What the handlers hand it to: 'users.update'. */
  readonly callees: readonly string[];
  /** What the handlers serve. */
  readonly endpoints: readonly Endpoint[];
}

/** Where another function hands a value over. */
export interface HandedAt extends Anchor {
  /** It is a statement of SQL, put together there or further away. */
  readonly sql?: Statement;
}

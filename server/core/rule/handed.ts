import type { Statement } from '../model/code/records/receipts.js';
import type { Endpoint } from '../model/types.js';
import type { Anchor } from '../text/span.js';

/** What handlers hand over as it came. */
export interface HandedView {
  /** What the handlers hand it to: 'users.update'. */
  readonly callees: readonly string[];
  /** What the handlers serve. */
  readonly endpoints: readonly Endpoint[];
}

/** How a value came to where it is read. */
export interface HandedOver {
  /** When it is all of a body that handlers hand over as it came. */
  readonly handed: HandedView | undefined;
  /** The same of a member of a body, as JSON brought it. */
  readonly member: HandedView | undefined;
  /** The same of all of a query. */
  readonly query: HandedView | undefined;
}

/** Where another function hands a value over. */
export interface HandedAt extends Anchor {
  /** It is a statement of SQL, put together there or further away. */
  readonly sql?: Statement;
}

import type { Spot } from '../../syntax/spot.js';

/** Something wrong with a configuration, and where. */
export interface ConfigFault {
  /** What the rule that words it calls it. */
  readonly fault: string;
  readonly at: Spot;
  readonly data?: Readonly<Record<string, string | number>>;
}

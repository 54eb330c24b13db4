import type { Part, PartFacts } from '../../facts/openapi/types.js';
import type { OpenApiInput } from './types.js';

/** One part with the facts that it has now; the same object as long as the part is there. */
export interface PartNode {
  /** Counts from 0 in the order of files and parts. */
  readonly index: number;
  readonly part: Part;
  readonly facts: PartFacts;
  /** What it lacks may only be unreadable. */
  readonly broken: boolean;
  readonly file: Pick<OpenApiInput, 'uri' | 'version' | 'self'>;
}

import { type PropertyFacts, propertyFacts } from '../../facts/config/properties.js';
import type { Said } from '../../model/properties.js';
import type { Document } from '../../text/document.js';
import { equal } from '../equal.js';

/** What was read of a file of Spring's properties. */
export interface PropertyState {
  /** As its text has it now, with offsets. */
  readonly now: PropertyFacts;
  /** What it said when it could be read last; undefined while it never could. */
  readonly said: readonly Said[] | undefined;
}

/** Reads a file of properties whole. While its text is broken, what it said last stands: a half-typed key takes nothing away. */
export function readPropertyState(document: Document, before: PropertyState | undefined): PropertyState {
  const now = propertyFacts(document);
  const read = now.properties.map(({ key, value, profile }): Said => ({ key, value, profile }));
  const legible = now.faults.length === 0 ? read : before?.said;
  return { now, said: equal(before?.said, legible) ? before?.said : legible };
}

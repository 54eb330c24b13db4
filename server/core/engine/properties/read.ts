import { type PropertyFacts, propertyFacts } from '../../facts/config/properties.js';
import type { Said } from '../../model/properties.js';
import { equal } from '../equal.js';
import { type FileState, newFile, type ReadFile } from '../files.js';

/** What was read of a file of Spring's properties. */
export interface PropertyState {
  /** As its text has it now, with offsets. */
  readonly now: PropertyFacts;
  /** What it said when it could be read last; undefined while it never could. */
  readonly said: readonly Said[] | undefined;
}

/** Reads a file of properties whole. While its text is broken, what it said last stands: a half-typed key takes nothing away. */
export function withProperties({ document, properties: before }: FileState): ReadFile {
  const now = propertyFacts(document);
  const read = now.properties.map(({ key, value, profile }): Said => ({ key, value, profile }));
  const legible = now.faults.length === 0 ? read : before?.said;
  const said = equal(before?.said, legible) ? before?.said : legible;
  return {
    file: { ...newFile(document), kind: 'properties', properties: { now, said } },
    difference: { changed: [], removed: [], facts: before === undefined || before.said !== said },
  };
}

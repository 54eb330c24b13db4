import type { Silencer } from '../rule/silencer.js';
import type { Suppression } from '../rule/suppressions.js';
import { toPointer } from '../syntax/pointer.js';
import { type Block, blockOf, type Entry } from './locate.js';
import type { RawFinding } from './outcome.js';
import { seenAt } from './seen.js';
import type { Taken } from './sieve.js';

/** What becomes of a finding that tells the fault of several places together, where some of these are allowed. */
export interface Narrowed extends Taken<readonly Suppression[]> {
  /** What is said of the others; undefined when all are allowed. */
  readonly rest: RawFinding | undefined;
}

/** Takes out of the blocks of a file what covers places of it that are allowed. */
export function narrow(
  blocks: readonly Block[],
  silencer: Silencer,
  uri: string,
): { readonly left: readonly Block[]; readonly narrowed: readonly Narrowed[] } {
  const narrowed: Narrowed[] = [];
  const left = blocks.flatMap((block) => {
    const { begin, entries } = block;
    const before = narrowed.length;
    const kept = entries.filter((entry) => {
      const made = narrowedOf(entry, begin, silencer, uri);
      if (made) narrowed.push(made);
      return made === undefined;
    });
    if (narrowed.length === before) return [block];
    return kept.length > 0 ? [blockOf(begin, kept)] : [];
  });
  return { left, narrowed };
}

function narrowedOf(entry: Entry, begin: number, silencer: Silencer, uri: string): Narrowed | undefined {
  const { raw, fixed } = entry.sighting;
  const { gathers } = raw.report;
  if (gathers === undefined) return undefined;
  const range = { start: begin + entry.start, end: begin + entry.end };
  const allowed = gathers.covers.map((at) =>
    at.uri === uri ? silencer.over({ rule: fixed.rule, pointer: toPointer(at.path), range }) : [],
  );
  const by = [...new Set(allowed.flat())];
  if (by.length === 0) return undefined;
  const gone = new Set(allowed.flatMap((some, index) => (some.length > 0 ? [index] : [])));
  const report = gathers.without(gone);
  const rest = report && { rule: raw.rule, report, seen: seenAt(report.at), endpoint: raw.endpoint };
  return { begin, entry, by, rest };
}

import type { Silencer } from '../rule/silencer.js';
import type { Suppression } from '../rule/suppressions.js';
import { toPointer } from '../syntax/pointer.js';
import type { Range } from '../text/span.js';
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
  const { raw } = entry.sighting;
  const { gathers } = raw.report;
  if (gathers === undefined) return undefined;
  const allowed = allowedOf(entry, begin, silencer, uri);
  const by = [...new Set(allowed.flat())];
  if (by.length === 0) return undefined;
  const gone = new Set(allowed.flatMap((some, index) => (some.length > 0 ? [index] : [])));
  const report = gathers.without(gone);
  const endpoint = report?.endpoint ?? raw.endpoint;
  const rest = report && { ...raw, report, endpoint, seen: seenAt(report.at) };
  return { begin, entry, by, rest };
}

/**
 * What silences a finding as it is. Of one that tells of several places, what covers none of these and only the place
 * where it stands: of what covers some, `narrow` speaks.
 */
export function silencing(entry: Entry, begin: number, silencer: Silencer): readonly Suppression[] {
  const { raw, fixed } = entry.sighting;
  const { rule, pointer } = fixed;
  const by = silencer.over({ rule, pointer, range: rangeOf(entry, begin) });
  if (by.length === 0 || raw.report.gathers === undefined) return by;
  const some = new Set(allowedOf(entry, begin, silencer, raw.seen.uri).flat());
  return by.filter((one) => !some.has(one));
}

/** What allows each of the places that a finding tells of. */
function allowedOf(
  entry: Entry,
  begin: number,
  silencer: Silencer,
  uri: string,
): readonly (readonly Suppression[])[] {
  const { raw, fixed } = entry.sighting;
  const range = rangeOf(entry, begin);
  return (raw.report.gathers?.covers ?? []).map((at) => {
    const seen = seenAt(at);
    if (seen.uri !== uri || seen.path === undefined) return [];
    return silencer.over({ rule: fixed.rule, pointer: toPointer(seen.path), range });
  });
}

function rangeOf({ start, end }: Entry, begin: number): Range {
  return { start: begin + start, end: begin + end };
}

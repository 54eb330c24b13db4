import type { Finding } from '../rule/finding.js';
import { toPointer } from '../syntax/pointer.js';
import type { Located } from './locate.js';
import type { RawFinding } from './outcome.js';
import { seenAt } from './seen.js';

/** A finding that tells the fault of several places together, and what it would say at each; undefined in another file. */
export interface Gathered {
  readonly located: Located;
  readonly each: readonly (Finding | undefined)[];
}

export function gatheredIn(all: readonly Located[]): readonly Gathered[] {
  return all.flatMap((located) => {
    const { finding, raw } = located;
    const { gathers } = raw.report;
    if (gathers === undefined) return [];
    const each = gathers.covers.map(({ uri, path }) =>
      uri === finding.place.uri ? { ...finding, pointer: toPointer(path) } : undefined,
    );
    return [{ located, each }];
  });
}

/** What becomes of a gathered finding where places of it are allowed. */
export interface Narrowed {
  /** What was said of all. */
  readonly finding: Finding;
  /** What is said of the others; undefined when all are allowed. */
  readonly rest: RawFinding | undefined;
  /** Why the first of those that are allowed was. */
  readonly reason: string;
}

/** Undefined where nothing of it is allowed, or the finding itself. */
export function narrowed(
  { located: { finding, raw }, each }: Gathered,
  allowed: ReadonlyMap<Finding, string>,
): Narrowed | undefined {
  if (allowed.has(finding)) return undefined;
  const reasons = each.map((one) => one && allowed.get(one));
  const reason = reasons.find((one) => one !== undefined);
  if (reason === undefined) return undefined;
  const gone = new Set(reasons.flatMap((one, index) => (one === undefined ? [] : [index])));
  const report = raw.report.gathers?.without(gone);
  const rest = report && { rule: raw.rule, report, seen: seenAt(report.at), endpoint: raw.endpoint };
  return { finding, rest, reason };
}

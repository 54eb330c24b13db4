import type { Report, Rule } from '../rule/rule.js';
import type { Spot } from '../syntax/spot.js';
import { sameMembers } from '../text/members.js';
import type { Anchor, PathStep } from '../text/span.js';

/** Where something was seen: the spot while its leaf lives, and the path by which it is found again afterwards. */
export interface Seen {
  readonly uri: string;
  readonly spot: Spot | undefined;
  /** Undefined in code. */
  readonly path: readonly PathStep[] | undefined;
  /** The place is the key of the last step. */
  readonly key: boolean;
}

/** A report with its place, before it is resolved against a version. Its words are filled in when somebody reads them. */
export interface RawFinding {
  readonly rule: Rule;
  readonly report: Report;
  readonly seen: Seen;
  /** 'GET /users/{}'. */
  readonly endpoint: string | undefined;
  /** Of drift: '<document uri> <endpoint key>', which names what was compared. */
  readonly compared?: string | undefined;
}

export interface Witness {
  readonly rule: string;
  readonly effect: 'finding' | 'holds' | 'unknown';
  readonly seen: Seen;
  readonly endpoint: string | undefined;
}

/** What the rules said about one part. */
export interface Outcome {
  readonly findings: readonly RawFinding[];
  readonly witnesses: readonly Witness[];
}

export const NOTHING: Outcome = { findings: [], witnesses: [] };

/** What was said before, with what some of the rules say now. */
export function joinOutcomes(before: Outcome, now: Outcome, rules: ReadonlySet<string>): Outcome {
  return {
    findings: [
      ...before.findings.filter(({ rule }) => !rules.has(rule.id)),
      ...now.findings.filter(({ rule }) => rules.has(rule.id)),
    ],
    witnesses: [
      ...before.witnesses.filter(({ rule }) => !rules.has(rule)),
      ...now.witnesses.filter(({ rule }) => rules.has(rule)),
    ],
  };
}

/** What was said of several things, in their order. */
export function together(outcomes: readonly Outcome[]): Outcome {
  const findings: RawFinding[] = [];
  const witnesses: Witness[] = [];
  // Most say nothing.
  for (const one of outcomes) {
    for (const finding of one.findings) findings.push(finding);
    for (const witness of one.witnesses) witnesses.push(witness);
  }
  return { findings, witnesses };
}

/** Whether two lists say the same of the same places, wherever these have moved. */
export function sayTheSame(a: readonly Witness[], b: readonly Witness[]): boolean {
  return a.length === b.length && a.every((one, index) => saysTheSame(one, b[index]));
}

function saysTheSame(a: Witness, b: Witness | undefined): boolean {
  return (
    b !== undefined &&
    a.rule === b.rule &&
    a.effect === b.effect &&
    a.endpoint === b.endpoint &&
    isSamePlace(a.seen, b.seen)
  );
}

/** What has no path is told apart by its text. */
function isSamePlace(a: Seen, b: Seen): boolean {
  if (a === b || (a.spot && a.spot === b.spot)) return true;
  if (a.uri !== b.uri || a.key !== b.key) return false;
  if (!a.path || !b.path)
    return a.path === b.path && a.spot?.leaf === b.spot?.leaf && a.spot?.start === b.spot?.start;
  return sameMembers(a.path, b.path);
}

/** The same place, seen in the same text. */
export function isSameSpot(a: Seen, b: Seen): boolean {
  return (
    a.spot?.leaf === b.spot?.leaf &&
    a.spot?.start === b.spot?.start &&
    a.spot?.endLeaf === b.spot?.endLeaf &&
    a.spot?.end === b.spot?.end &&
    isSamePlace(a, b)
  );
}

export function isAnchor(at: Spot | Anchor): at is Anchor {
  return 'path' in at && 'uri' in at;
}

import type { CodeNode } from '../syntax/code.js';
import { toPointer } from '../syntax/pointer.js';
import type { Document } from '../text/document.js';
import type { Leaf, Unit } from '../text/leaf.js';
import { ALLOW_KEY, ALLOW_WORD, isExpired, lacksReason, type Suppression } from './allow.js';
import { allowancesInCode, allowancesInLeaf } from './allowances.js';
import type { Finding } from './finding.js';
import { matchesRule } from './glob.js';
import type { ProblemView } from './views.js';

export type { Suppression } from './allow.js';
export { writeSuppression } from './write-suppression.js';

export interface Day {
  /** UTC, 'YYYY-MM-DD'. */
  readonly today: string;
  /** Ids of the rules that ran. */
  readonly ran: readonly string[];
  /** Whether they have run on the whole file: before that nothing is unused. */
  readonly complete: boolean;
}

export interface Verdict {
  readonly suppressed: readonly Finding[];
  readonly problems: readonly ProblemView[];
}

const inUnits = new WeakMap<Unit, readonly Suppression[]>();
const inLeaves = new WeakMap<Leaf, readonly Suppression[]>();

/** Every allow comment and extension of a document; of code with its tree. Leaves that did not change are not read again. */
export function suppressionsOf(document: Document, code?: CodeNode): readonly Suppression[] {
  const found: Suppression[] = [];
  for (const unit of document.units) {
    let held = inUnits.get(unit);
    if (held === undefined) {
      held = unit.leaves.flatMap((leaf) => inLeaf(document, leaf, code));
      inUnits.set(unit, held);
    }
    if (held.length > 0) found.push(...held);
  }
  return found;
}

function inLeaf(document: Document, leaf: Leaf, code: CodeNode | undefined): readonly Suppression[] {
  const known = inLeaves.get(leaf);
  if (known !== undefined) return known;
  const made = mentions(leaf.text) ? read(document, leaf, code) : [];
  inLeaves.set(leaf, made);
  return made;
}

/** Whether a rule is about allowances themselves, which nothing can silence. */
export function isAboutAllowances(rule: string): boolean {
  return rule.startsWith('testing/suppression-');
}

/**
 * Which findings are silenced, and what is wrong with the suppressions themselves. One without a reason still silences:
 * the finding about it is the one to act on. One that has expired silences nothing.
 */
export function judge(findings: readonly Finding[], suppressions: readonly Suppression[], day: Day): Verdict {
  const suppressed = new Set<Finding>();
  const problems: ProblemView[] = [];
  for (const one of suppressions) {
    if (isExpired(one, day.today)) {
      problems.push(problem('suppression-expired', one));
      continue;
    }
    if (lacksReason(one)) problems.push(problem('suppression-without-reason', one));
    const covered = findings.filter((finding) => matchesRule(one.glob, finding.rule) && covers(one, finding));
    for (const finding of covered) suppressed.add(finding);
    const judged = day.complete && day.ran.some((rule) => matchesRule(one.glob, rule));
    if (covered.length === 0 && judged) problems.push(problem('suppression-unused', one));
  }
  return { suppressed: [...suppressed], problems };
}

function mentions(text: string): boolean {
  return text.includes(ALLOW_WORD) || text.includes(ALLOW_KEY);
}

function read(document: Document, leaf: Leaf, code: CodeNode | undefined): readonly Suppression[] {
  return leaf.syntax === 'code'
    ? code
      ? allowancesInCode(leaf, code)
      : []
    : allowancesInLeaf(document, leaf);
}

function covers({ path, covers: spot }: Suppression, { pointer, place }: Finding): boolean {
  if (path === undefined) {
    // Code is one leaf: offsets of the leaf are those of the text.
    return spot.start <= place.range.start && place.range.end <= spot.end;
  }
  if (pointer === undefined) return false;
  const above = toPointer(path);
  return pointer === above || pointer.startsWith(`${above}/`);
}

function problem(kind: ProblemView['kind'], { at, node, glob, until }: Suppression): ProblemView {
  return { kind, at, data: { rule: glob, ...(until === undefined ? {} : { until }) }, node };
}

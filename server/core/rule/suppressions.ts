import type { CodeNode } from '../syntax/code.js';
import { isNode } from '../syntax/node.js';
import { toPointer } from '../syntax/pointer.js';
import type { Spot } from '../syntax/spot.js';
import type { Document } from '../text/document.js';
import type { Leaf, Unit } from '../text/leaf.js';
import { append } from '../text/multimap.js';
import { ALLOW_KEY, ALLOW_WORD, hasNoDay, isExpired, lacksReason, type Suppression } from './allow.js';
import { allowancesInCode, allowancesInLeaf } from './allowances.js';
import type { Finding } from './finding.js';
import { matchesRule } from './glob.js';
import type { ProblemView } from './problem-view.js';

export type { Suppression } from './allow.js';
export { writeSuppression } from './write-suppression.js';

export interface Day {
  /** UTC, 'YYYY-MM-DD'. */
  readonly today: string;
  /** Ids of the rules that there are. */
  readonly rules: readonly string[];
  /** The rule that somebody may have meant who wrote another name; undefined when none is close. */
  meant?(name: string): string | undefined;
  /** Of those, the ones that ran. */
  readonly ran: readonly string[];
  /** Whether they have run on the whole file: before that nothing is unused. */
  readonly complete: boolean;
  /** Findings that are not shown: what covers one of them has its use. */
  others?(): readonly Finding[];
}

export interface Verdict {
  /** Why each finding that is not shown was allowed; empty where nobody said. */
  readonly suppressed: ReadonlyMap<Finding, string>;
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
  const problems: ProblemView[] = [];
  const unknown = withoutRule(suppressions, day);
  const current = suppressions.filter((one) => !unknown.has(one) && !isExpired(one, day.today));
  const covered = coverage(current, findings);
  const idle = current.filter((one) => {
    return day.complete && !covered.has(one) && day.ran.some((rule) => matchesRule(one.glob, rule));
  });
  const used = idle.length > 0 ? coverage(idle, day.others?.() ?? []) : covered;
  const unused = new Set(idle.filter((one) => !used.has(one)));
  for (const one of suppressions) {
    const lost = unknown.get(one);
    if (lost) problems.push(problem('suppression-unused', one, lost));
    else if (hasNoDay(one)) problems.push(problem('suppression-expired', one, { fault: 'day' }));
    else if (isExpired(one, day.today)) problems.push(problem('suppression-expired', one));
    else if (lacksReason(one)) problems.push(problem('suppression-without-reason', one));
    if (unused.has(one)) {
      problems.push(problem('suppression-unused', one, one.covers ? {} : { fault: 'place' }));
    }
  }
  const suppressed = new Map(
    [...covered].flatMap(([{ reason }, found]) => found.map((one) => [one, reason] as const)),
  );
  return { suppressed, problems };
}

/** What was meant is looked for as often as somebody may have misspelled a name; it takes its time. */
const MOST_MEANT = 50;

/** Those that name no rule, and what is wrong with each. */
function withoutRule(
  suppressions: readonly Suppression[],
  day: Day,
): ReadonlyMap<Suppression, ProblemView['data']> {
  const { rules } = day;
  const names = new Set(rules);
  const found = new Map<Suppression, ProblemView['data']>();
  for (const one of suppressions) {
    const { glob, misshapen } = one;
    if (names.has(glob) || (glob.includes('*') && rules.some((rule) => matchesRule(glob, rule)))) continue;
    const meant = misshapen || found.size >= MOST_MEANT ? undefined : day.meant?.(glob);
    found.set(one, {
      fault: misshapen ? (isNode(one.at) ? 'shape' : 'nameless') : 'unknown',
      ...(meant === undefined ? {} : { meant }),
    });
  }
  return found;
}

/** What each of them covers; those that cover nothing are left out. */
function coverage(
  suppressions: readonly Suppression[],
  findings: readonly Finding[],
): ReadonlyMap<Suppression, readonly Finding[]> {
  const places = new Map<string, Suppression[]>();
  const inCode = suppressions.filter(({ path }) => path === undefined);
  for (const one of suppressions) if (one.path) append(places, toPointer(one.path), one);
  const covered = new Map<Suppression, Finding[]>();
  for (const finding of findings) {
    const above = finding.pointer === undefined ? [] : prefixesOf(finding.pointer);
    const around = [
      ...above.flatMap((pointer) => places.get(pointer) ?? []),
      ...inCode.filter(({ covers }) => covers && holds(covers, finding)),
    ];
    for (const one of around) if (matchesRule(one.glob, finding.rule)) append(covered, one, finding);
  }
  return covered;
}

/** The pointer itself and those of all that is around it. */
function prefixesOf(pointer: string): readonly string[] {
  const found = [pointer];
  for (let end = pointer.lastIndexOf('/'); end >= 0; end = pointer.lastIndexOf('/', end - 1)) {
    found.push(pointer.slice(0, end));
    if (end === 0) break;
  }
  return found;
}

/** Code is one leaf: offsets of the leaf are those of the text. */
function holds(spot: Spot, { place }: Finding): boolean {
  return spot.start <= place.range.start && place.range.end <= spot.end;
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

function problem(
  kind: ProblemView['kind'],
  { at, node, glob, until }: Suppression,
  more: ProblemView['data'] = {},
): ProblemView {
  return { kind, at, data: { rule: glob, ...(until === undefined ? {} : { until }), ...more }, node };
}

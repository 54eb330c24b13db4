import { conflicts } from '../../facts/config/conflicts.js';
import type { ProblemView } from '../../rule/problem-view.js';
import { isMap, isScalar, isSequence, type MapNode, type Node, stringOf } from '../../syntax/node.js';
import type { Spot } from '../../syntax/spot.js';
import { documentTree, leafTree } from '../../syntax/tree.js';
import type { Document } from '../../text/document.js';
import { top } from '../config/problems.js';

/** Something for which a baseline is left out as a whole, and where. */
interface BaselineFault {
  /** What the rule that words it calls it. */
  readonly fault: 'conflict' | 'syntax' | 'map' | 'version' | 'list' | 'entry';
  readonly at: Spot;
  readonly data?: Readonly<Record<string, string>>;
}

/** A person repairs a few at a time. */
const MOST_PROBLEMS = 20;

/** What each entry of a list says. */
const FIELDS: Readonly<Record<'findings' | 'security', readonly string[]>> = {
  findings: ['file', 'rule', 'fingerprint'],
  security: ['file', 'endpoint'],
};

/** Everything for which the baseline cannot be used, each at its place. */
export function baselineProblems(document: Document): readonly ProblemView[] {
  const problems: ProblemView[] = [];
  for (const { fault, at, data } of faults(document)) {
    problems.push({ kind: 'baseline', at, data: { ...data, fault } });
    if (problems.length >= MOST_PROBLEMS) break;
  }
  return problems;
}

function* faults(document: Document): Generator<BaselineFault> {
  const merges = conflicts(document);
  for (const at of merges) yield { fault: 'conflict', at };
  if (merges.length > 0) return;
  let isBroken = false;
  for (const leaf of document.leaves) {
    for (const { message, spot } of leafTree(leaf).problems) {
      isBroken = true;
      yield { fault: 'syntax', at: spot, data: { message } };
    }
  }
  const root = documentTree(document);
  if (isBroken) return;
  if (isMap(root)) return yield* rootFaults(root);
  const at = root ?? top(document);
  if (at !== undefined) yield { fault: 'map', at };
}

function* rootFaults(root: MapNode): Generator<BaselineFault> {
  const version = root.get('version');
  if (!isScalar(version) || version.value !== 1) yield { fault: 'version', at: version ?? headOf(root) };
  for (const name of ['findings', 'security'] as const) {
    const list = root.get(name);
    if (!isSequence(list)) yield { fault: 'list', at: list ?? headOf(root), data: { name } };
    else for (const entry of list.items) yield* entryFaults(entry, name);
  }
}

function* entryFaults(entry: Node, list: keyof typeof FIELDS): Generator<BaselineFault> {
  const missing = FIELDS[list].find((name) => !isMap(entry) || stringOf(entry.get(name)) === undefined);
  if (missing !== undefined) return yield { fault: 'entry', at: entry, data: { name: missing } };
  const asked = list === 'security' && isMap(entry) ? entry.get('security') : undefined;
  if (list === 'security' && !(isSequence(asked) && asked.items.every(isMap)))
    yield { fault: 'list', at: asked ?? entry, data: { name: 'security' } };
}

function headOf(root: MapNode): Spot {
  return root.entries[0]?.key ?? root;
}

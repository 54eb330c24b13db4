import { conflicts } from '../../facts/config/conflicts.js';
import {
  ANSWER_FIELDS,
  DECISION_STATUSES,
  DECISIONS_VERSION,
  ID_PATTERN,
  idOf,
  isDay,
  LONGEST_DECISIONS,
  MOST_DECISIONS,
  OTHER_KEYS,
  textIn,
} from '../../facts/config/decisions.js';
import type { ProblemView } from '../../rule/problem-view.js';
import { isMap, type MapNode, type Node, type ScalarNode } from '../../syntax/node.js';
import type { Spot } from '../../syntax/spot.js';
import { documentTree, leafTree } from '../../syntax/tree.js';
import type { Document } from '../../text/document.js';
import { nearest } from '../../words/text.js';
import { top } from '../config/problems.js';
import type { Absence } from '../joined.js';
import { lacking } from './needs.js';

/** Something wrong with a file of decisions, and where. */
export interface DecisionFault {
  /** What the rule that words it calls it. */
  readonly fault: string;
  readonly at: Spot;
  readonly data?: Readonly<Record<string, string | number>>;
}

/** What else than its text decides what is wrong with it. */
export interface Basis {
  /** UTC day, 'YYYY-MM-DD'. */
  readonly today: string;
  /** Why there is no text, where the file is there. */
  readonly absence: Absence | undefined;
  /** Whether a place that somebody named is nowhere. */
  isGone(where: string): boolean;
}

/** A person repairs a few at a time; a hostile file has no end of them. */
export const MOST_PROBLEMS = 100;

/** Keys of the file itself. */
const KEYS: readonly string[] = ['version', 'decisions', ...OTHER_KEYS];

/** What every id of a threat looks like. */
export const ID = new RegExp(ID_PATTERN);

/** Everything that is wrong with the text of a file of decisions, each at its place. */
export function decisionProblems(document: Document, basis: Basis): readonly ProblemView[] {
  const problems: ProblemView[] = [];
  for (const fault of faults(document, basis)) {
    problems.push(problemOf(fault));
    if (problems.length >= MOST_PROBLEMS) break;
  }
  return problems;
}

/** Nobody can tell what the decisions are about: said where the file begins. */
export function aloneProblem({ leaves }: Document): readonly ProblemView[] {
  for (const leaf of leaves) {
    const line = /\S[^\r\n]*/.exec(leaf.text);
    if (!line) continue;
    const at = { leaf, start: line.index, endLeaf: leaf, end: line.index + line[0].length };
    return [problemOf({ fault: 'alone', at })];
  }
  return [];
}

export function problemOf({ fault, at, data }: DecisionFault): ProblemView {
  return { kind: 'decision', at, data: { ...data, fault }, node: at };
}

function* faults(document: Document, basis: Basis): Generator<DecisionFault> {
  const at = top(document);
  if (at && basis.absence !== undefined) yield { fault: basis.absence, at };
  if (document.length > LONGEST_DECISIONS) {
    if (at) yield { fault: 'large', at, data: { most: LONGEST_DECISIONS / 1024 } };
    return;
  }
  const merges = conflicts(document);
  for (const at of merges) yield { fault: 'conflict', at };
  for (const fault of faultsOfText(document, basis)) {
    if (merges.length === 0 || OF_ONE_VALUE.has(fault.fault)) yield fault;
  }
}

/** Faults that stay whichever side of a merge is kept. */
const OF_ONE_VALUE: ReadonlySet<string> = new Set(['key', 'status', 'kind', 'day']);

function* faultsOfText(document: Document, basis: Basis): Generator<DecisionFault> {
  yield* brokenLines(document);
  const root = documentTree(document);
  if (isMap(root)) yield* rootFaults(root, basis);
  else if (root && !isNothing(root)) yield { fault: 'shape', at: spotOf(root) };
}

function* brokenLines(document: Document): Generator<DecisionFault> {
  for (const leaf of document.leaves) {
    for (const { message, spot } of leafTree(leaf).problems) {
      yield { fault: 'syntax', at: spot, data: { message } };
    }
  }
}

function* rootFaults(root: MapNode, basis: Basis): Generator<DecisionFault> {
  for (const { key, value } of root.entries) {
    const name = String(key.value);
    if (KEYS.includes(name)) continue;
    const meant = nearest(name, KEYS);
    yield { fault: 'key', at: key, data: { name, ...(meant === undefined ? {} : { meant }) } };
    if (isMap(value) && meant === 'decisions') return;
  }
  const version = root.get('version');
  if (version && !(version.kind === 'scalar' && version.value === DECISIONS_VERSION)) {
    yield { fault: 'version', at: spotOf(version), data: { version: DECISIONS_VERSION } };
  }
  const decisions = root.get('decisions');
  if (decisions && !isMap(decisions)) {
    if (!isNothing(decisions)) yield { fault: 'map', at: spotOf(decisions), data: { name: 'decisions' } };
  } else if (decisions) yield* listFaults(decisions, basis);
}

function* listFaults({ entries }: MapNode, basis: Basis): Generator<DecisionFault> {
  const seen = new Set<string>();
  for (const [index, { key, value }] of entries.entries()) {
    if (index >= MOST_DECISIONS) {
      yield { fault: 'many', at: key, data: { most: MOST_DECISIONS } };
      return;
    }
    const id = idOf(key);
    if (seen.has(id)) yield { fault: 'duplicate', at: key, data: { name: id } };
    else if (!ID.test(id)) yield { fault: 'id', at: key, data: { name: id } };
    seen.add(id);
    if (isMap(value)) yield* decisionFaults(key, value, basis);
    else yield { fault: 'map', at: key, data: { name: id } };
  }
}

/** What is read of one decision. */
const FIELDS: readonly string[] = ['kind', 'scope', 'status', 'by', 'at', ...ANSWER_FIELDS];

function* decisionFaults(key: ScalarNode, node: MapNode, basis: Basis): Generator<DecisionFault> {
  yield* kindFaults(node);
  const names = new Set<string>();
  for (const { key: field } of node.entries) {
    const name = String(field.value);
    if (names.has(name)) yield { fault: 'repeated', at: field, data: { name } };
    names.add(name);
    const meant = FIELDS.includes(name) ? undefined : nearest(name, FIELDS);
    // What somebody keeps there of their own is left alone.
    if (meant !== undefined && node.get(meant) === undefined)
      yield { fault: 'key', at: field, data: { name, meant } };
  }
  const written = node.get('status');
  const status = DECISION_STATUSES.find((name) => name === textIn(written));
  if (status === undefined) {
    if (written === undefined) yield { fault: 'missing', at: key, data: { status: '', fields: 'status' } };
    else yield choiceFault(written);
    return;
  }
  const given = (field: string) => node.get(field) !== undefined;
  const fields = lacking(status, given);
  if (fields.length > 0) yield { fault: 'missing', at: key, data: { status, fields: fields.join(',') } };
  const review = node.get('review');
  const day = textIn(review);
  if (review && day !== undefined && isDay(day) && day < basis.today && status === 'accepted') {
    yield { fault: 'overdue', at: review, data: { day } };
  }
  if (status === 'mitigated') yield* goneFaults(node, basis);
}

/** Of what is dealt with here, the place has to be here. */
function* goneFaults(node: MapNode, { isGone }: Basis): Generator<DecisionFault> {
  const where = node.get('where');
  const name = textIn(where);
  if (where && name !== undefined && isGone(name)) yield { fault: 'gone', at: where, data: { name } };
}

function* kindFaults(node: MapNode): Generator<DecisionFault> {
  for (const name of ['kind', 'scope', 'by', 'at', ...ANSWER_FIELDS]) {
    const value = node.get(name);
    const text = textIn(value);
    if (value === undefined || (name === 'scope' && isBlank(value))) continue;
    if (text === undefined) yield { fault: 'kind', at: spotOf(value), data: { name } };
    else if ((name === 'at' || name === 'review') && !isDay(text)) {
      yield { fault: 'day', at: value, data: { name } };
    }
  }
}

function choiceFault(node: Node): DecisionFault {
  const meant = nearest(textIn(node) ?? '', DECISION_STATUSES);
  return { fault: 'status', at: spotOf(node), data: meant === undefined ? {} : { meant } };
}

/** What stands there is an empty text: the scope of operations that ask for no scheme. */
function isBlank(node: Node): boolean {
  return node.kind === 'scalar' && node.value === '';
}

/** A file, or a list, without content says nothing wrong. */
function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** A whole map underlined is a wall of red: its first key stands for it. */
function spotOf(node: Node): Spot {
  return (isMap(node) ? node.entries[0]?.key : undefined) ?? node;
}

import { configFacts, isConfig, MOST, unreadable } from '../../facts/config/portcullis.js';
import type { ProblemView } from '../../rule/problem-view.js';
import type { Rule } from '../../rule/rule.js';
import { settingsSchema } from '../../rule/settings-schema.js';
import { isMap, type Node } from '../../syntax/node.js';
import type { Spot } from '../../syntax/spot.js';
import { documentTree } from '../../syntax/tree.js';
import type { Document } from '../../text/document.js';
import type { Absence } from '../joined.js';
import { contradictions } from './contradictions.js';
import type { ConfigFault } from './fault.js';
import { shapeFaults } from './shape.js';

/** A person repairs a few at a time; a hostile file has no end of them. */
const MOST_PROBLEMS = 50;

/** What else than its text decides what is wrong with a configuration. */
export interface ConfigBasis {
  /** The configuration that counts in its folder. */
  readonly beside: string | undefined;
  /** Why the host could bring no text. */
  readonly absence: Absence | undefined;
}

/** Everything that is wrong with a configuration, each at its place. */
export function configProblems(
  document: Document,
  rules: readonly Rule[],
  basis: ConfigBasis,
): readonly ProblemView[] {
  return [...faults(document, rules, basis)].slice(0, MOST_PROBLEMS).map(({ fault, at, data }) => ({
    kind: 'configuration',
    at,
    data: { ...data, fault },
    node: at,
  }));
}

function* faults(
  document: Document,
  rules: readonly Rule[],
  { beside, absence }: ConfigBasis,
): Generator<ConfigFault> {
  const beginning = top(document);
  if (beginning && absence !== undefined) yield { fault: absence, at: beginning };
  const broken = unreadable(document);
  if (broken) {
    const at = broken.at ?? beginning;
    if (at) yield { fault: broken.reason, at, data: { message: broken.message, most: MOST.text / 1024 } };
    return;
  }
  const root = documentTree(document);
  const start = startOf(root);
  if (root === undefined || start === undefined || isNothing(root)) return;
  if (beside !== undefined && beside !== document.uri && isConfig(beside)) {
    yield { fault: 'beside', at: start, data: { name: beside.slice(beside.lastIndexOf('/') + 1) } };
  }
  yield* first(shapeFaults(root, settingsSchema(rules), rules));
  yield* first(contradictions(root, configFacts(document), rules));
}

function* first(faults: Iterable<ConfigFault>): Generator<ConfigFault> {
  let left = MOST_PROBLEMS;
  for (const fault of faults) {
    if (left-- === 0) return;
    yield fault;
  }
}

/** A file without content says nothing wrong. */
function isNothing(root: Node): boolean {
  return root.kind === 'scalar' && root.value === null;
}

function startOf(root: Node | undefined): Spot | undefined {
  return isMap(root) ? root.entries[0]?.key : root;
}

/** Where a text begins, for what is wrong with all of it. */
export function top({ leaves: [leaf] }: Document): Spot | undefined {
  return leaf && { leaf, start: 0, endLeaf: leaf, end: Math.min(1, leaf.text.length) };
}

import type { Document } from '../text/document.js';
import type { Leaf, Unit } from '../text/leaf.js';
import { mayLink } from '../text/links.js';
import type { PathStep, Range } from '../text/span.js';
import {
  type Built,
  type LeafTree,
  MapValue,
  type Scalar,
  SequenceValue,
  type SyntaxProblem,
  scalar,
} from './build.js';
import { DUPLICATE, faultyMaps, holdsConflict, repeatedEntries } from './duplicates.js';
import { readJson } from './json.js';
import { isMissing } from './missing.js';
import { child, type Entry, entryOf as entryOfValue, indexIn, type Node } from './node.js';
import { toPointer } from './pointer.js';
import type { Spot } from './spot.js';
import { readYaml } from './yaml.js';

/** The tree of one unit. */
export interface UnitTree {
  /** What the unit is about; undefined for a file that is one unit, and where the text cannot be read. */
  readonly entry: Entry | undefined;
  /** The value: of the entry, or of the whole file. */
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
}

const leafTrees = new WeakMap<Leaf, LeafTree>();
const unitTrees = new WeakMap<Unit, UnitTree>();
const documentTrees = new WeakMap<Document, { readonly root: Built | undefined }>();
const links = new WeakMap<Document, ReadonlyMap<Leaf, readonly SyntaxProblem[]>>();
/** Containers that were put together from leaves, other than the root of what was composed. */
const heads = new WeakSet<Node>();
const EMPTY: LeafTree = { root: undefined, problems: [], marks: [] };

const DANGLING = 'No anchor of this name stands above';

/** What one leaf says alone; read once. */
export function leafTree(leaf: Leaf): LeafTree {
  const known = leafTrees.get(leaf);
  if (known) return known;
  const made = leaf.syntax === 'code' ? EMPTY : leaf.syntax === 'json' ? readJson(leaf) : readYaml(leaf);
  leafTrees.set(leaf, made);
  return made;
}

export function unitTree(document: Document, unit: Unit): UnitTree {
  const known = unitTrees.get(unit);
  if (known) return known;
  const trees = unit.leaves.map(leafTree);
  const isLinked = trees.some(({ marks }) => marks.some(({ fill }) => fill));
  const dangling = isLinked ? linksIn(document) : undefined;
  const problems: SyntaxProblem[] = [];
  for (const [index, tree] of trees.entries()) {
    const leaf = unit.leaves[index];
    problems.push(...tree.problems, ...((leaf && dangling?.get(leaf)) ?? []));
    if (!tree.isPlain) problems.push(...faultyMaps(tree.root));
  }
  problems.push(...repeatedEntries(unit.leaves, keyOf));
  const top = compose(unit.leaves, unit.path.length - 1);
  const entry = top.kind === 'map' ? top.own.at(-1) : undefined;
  const item = top.kind === 'sequence' ? top.items.at(-1) : undefined;
  const whole = unit.path.length === 0 ? wholeOf(unit.leaves, top) : undefined;
  const made: UnitTree = {
    entry: unit.path.length === 0 ? undefined : entry,
    root: whole ?? entry?.value ?? item,
    problems: onePerPlace(problems),
  };
  unitTrees.set(unit, made);
  return made;
}

/** What cannot be read is often wrong in several ways; the first says enough. */
function onePerPlace(problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  if (problems.length < 2) return problems;
  const places = new Map<Leaf, Set<number>>();
  return problems.filter(({ spot }) => {
    const starts = places.get(spot.leaf) ?? new Set<number>();
    places.set(spot.leaf, starts);
    return !starts.has(spot.start) && starts.add(spot.start);
  });
}

/** The root of the whole document; undefined when it holds nothing that can be read. */
export function documentTree(document: Document): Node | undefined {
  const known = documentTrees.get(document);
  if (known) return known.root;
  for (const unit of document.units) unitTree(document, unit);
  const root = wholeOf(document.leaves, compose(document.leaves, 0));
  documentTrees.set(document, { root });
  return root;
}

/** The node at the end of the steps; only the unit that holds it is composed. */
export function nodeAt(document: Document, path: readonly PathStep[]): Node | undefined {
  for (let length = Math.min(3, path.length); length > 0; length--) {
    const unit = document.unit(toPointer(path.slice(0, length)));
    if (!unit || (unit.kind === 'section' && hasUnitsBelow(unit))) continue;
    return descend(unitTree(document, unit).root, path.slice(length));
  }
  return isMissing(document, path) ? undefined : descend(documentTree(document), path);
}

/** Whether a node may stand in several places of these leaves, or in itself: it does where an alias names it. */
export function mayRepeatIn(leaves: readonly Leaf[]): boolean {
  return leaves.some((leaf) => leafTree(leaf).marks.some(({ fill }) => fill));
}

/** The key of the last step, where it begins a unit: found without what that unit holds. */
export function unitKeyAt(document: Document, path: readonly PathStep[]): Spot | undefined {
  const [leaf] = document.unit(toPointer(path))?.leaves ?? [];
  return leaf?.path.length === path.length - 1 ? keyOf(leaf) : undefined;
}

/** Steps from the root of the document. */
export function pathOf(node: Node): readonly PathStep[] {
  const inner: PathStep[] = [];
  let at: Node = node;
  while (at.parent && !isLeafRoot(at)) {
    inner.unshift(stepTo(at, at.parent));
    at = at.parent;
  }
  const { path, key } = at.leaf;
  if (key === undefined || !isLeafRoot(at)) return inner;
  return [...path, key, ...inner];
}

/** A spot in offsets of the whole text. */
export function rangeOf(document: Document, spot: Spot): Range {
  return {
    start: document.offsetOf(spot.leaf) + spot.start,
    end: document.offsetOf(spot.endLeaf) + spot.end,
  };
}

/** What is wrong with a document beside its parts: with its outermost brackets, and with keys that it repeats. */
export function looseProblems(document: Document): readonly SyntaxProblem[] {
  const isRepeated = ({ path }: Unit) => path.length > 0;
  const isMerged = document.apart.some(isRepeated) && holdsConflict(document.leaves);
  return document.apart.flatMap((unit) => {
    if (!isRepeated(unit)) return unitTree(document, unit).problems;
    const [leaf] = unit.leaves;
    const spot = leaf && !isMerged ? keyOf(leaf) : undefined;
    const { problems } = unitTree(document, unit);
    return spot ? [{ message: DUPLICATE, spot }, ...problems] : problems;
  });
}

/** The key of what a leaf is about, where it stands. */
function keyOf(leaf: Leaf): Spot | undefined {
  return typeof leaf.key === 'string' ? entryOf(leaf)?.key : undefined;
}

/** The unit is but the brackets or the key around others. */
function hasUnitsBelow(unit: Unit): boolean {
  return (
    unit.leaves.some(({ head }) => head) && unit.leaves.every(({ key, head }) => head || key === undefined)
  );
}

function descend(from: Node | undefined, path: readonly PathStep[]): Node | undefined {
  let node = from;
  for (const step of path) node = node && child(node, node.kind === 'sequence' ? Number(step) : step);
  return node;
}

/** Whether the node is the value that its leaf is about, or the leaf's only item: its steps are the leaf's own. */
function isLeafRoot(node: Node): boolean {
  const { leaf } = node;
  if (leaf.key === undefined) return false;
  const root = leafTree(leaf).root;
  if (leaf.head) return heads.has(node);
  if (leaf.syntax === 'json' && typeof leaf.key === 'number') return node === root;
  if (root?.kind === 'map') return root.own.length === 1 && root.own[0]?.value === node;
  return root?.kind === 'sequence' && root.items.some((item) => item === node);
}

function stepTo(node: Node, parent: Node): PathStep {
  if (parent.kind === 'sequence') return indexIn(parent, node);
  const entry = entryOfValue(node);
  return entry ? String(entry.key.value) : '';
}

/** A file of one leaf is its own root. */
function wholeOf(leaves: readonly Leaf[], top: MapValue | SequenceValue): Built | undefined {
  const [only] = leaves;
  if (only && only.key === undefined && !only.head) return leafTree(only).root;
  return top.kind === 'map' && top.own.length === 0 ? undefined : top;
}

/** Puts the entries of leaves into the containers that their heads open. */
function compose(leaves: readonly Leaf[], depth: number): MapValue | SequenceValue {
  const [first] = leaves;
  const top = containerFor(leaves, 0, first);
  const open: { readonly node: MapValue | SequenceValue; readonly depth: number }[] = [
    { node: top, depth: Math.max(0, depth) },
  ];
  for (const [index, leaf] of leaves.entries()) {
    const last = () => open[open.length - 1];
    while (open.length > 1 && (last()?.depth ?? 0) > leaf.path.length) close(open.pop()?.node);
    if (leaf.key === undefined) {
      const container = last();
      if (container && !leaf.head && container.depth === leaf.path.length) closeAt(container.node, leaf);
      continue;
    }
    const read = entryOf(leaf);
    const container = last()?.node;
    if (!read || !container) continue;
    const value = leaf.head ? containerFor(leaves, index + 1, leaf, read.value) : read.value;
    if (container.kind === 'sequence') container.add(value);
    else container.add(read.key, value);
    if (!leaf.head || value.kind === 'scalar') continue;
    heads.add(value);
    open.push({ node: value, depth: leaf.path.length + 1 });
  }
  while (open.length > 0) close(open.pop()?.node);
  return top;
}

/** A container whose entries are leaves: a sequence when the first of them has an index. */
function containerFor(
  leaves: readonly Leaf[],
  next: number,
  leaf: Leaf | undefined,
  bracket?: Built,
): MapValue | SequenceValue {
  let at = next;
  while (at < leaves.length && leaves[at]?.key === undefined) at++;
  const items = leaves[at];
  const owner = leaf ?? items;
  const style = owner?.syntax === 'json' ? 'flow' : 'block';
  const home = bracket?.leaf ?? owner;
  if (!home) return new MapValue(NOWHERE, 0, 'block');
  const start = bracket?.start ?? 0;
  const isSequence =
    items === undefined
      ? leaf?.head === true && EMPTY_LIST.test(leaf.text)
      : typeof items.key === 'number' && items.path.length > (next > 0 ? (leaf?.path.length ?? 0) : -1);
  return isSequence ? new SequenceValue(home, start, style) : new MapValue(home, start, style);
}

/** The bracket of a whole text that is a list of nothing. */
const EMPTY_LIST = /^\s*\[/;
const NOWHERE: Leaf = { uri: '', text: '', lines: 0, path: [], key: undefined, head: false, syntax: 'yaml' };

function entryOf(leaf: Leaf): { readonly key: Scalar; readonly value: Built } | undefined {
  const { root } = leafTree(leaf);
  if (!root) return undefined;
  const name = scalar(leaf, root.start, root.start, String(leaf.key), 'plain');
  if (typeof leaf.key === 'number') {
    const value = leaf.syntax === 'json' || root.kind !== 'sequence' ? root : root.items[0];
    return value && { key: name, value };
  }
  const entry = root.kind === 'map' ? root.own[0] : undefined;
  return entry && { key: entry.key, value: entry.value };
}

/** In YAML a container ends where its last entry does. */
function close(node: MapValue | SequenceValue | undefined): void {
  if (!node || node.endLeaf !== node.leaf) return;
  const last = node.kind === 'map' ? node.own.at(-1) : node.items.at(-1);
  const end: Spot | undefined = node.kind === 'map' ? node.own.at(-1)?.value : node.items.at(-1);
  if (!last || !end) return;
  node.endLeaf = end.endLeaf;
  node.end = end.end;
}

/** In JSON it ends at the bracket, which is a leaf of its own. */
function closeAt(node: MapValue | SequenceValue, leaf: Leaf): void {
  const bracket = /[}\]]/.exec(leaf.text);
  node.endLeaf = leaf;
  node.end = (bracket?.index ?? 0) + 1;
}

/**
 * Fills every alias of a document with the node of the last anchor of its name before it; for leaves that hold others,
 * what is wrong with these.
 */
function linksIn(document: Document): ReadonlyMap<Leaf, readonly SyntaxProblem[]> {
  const known = links.get(document);
  if (known) return known;
  const dangling = new Map<Leaf, readonly SyntaxProblem[]>();
  const anchors = new Map<string, Built>();
  for (const leaf of document.leaves) {
    if (!mayLink(leaf)) continue;
    const lost: SyntaxProblem[] = [];
    for (const { name, node, fill } of leafTree(leaf).marks) {
      const target = fill ? anchors.get(name) : undefined;
      if (!fill) anchors.set(name, node);
      else if (target) fill(target);
      else lost.push({ message: DANGLING, spot: node });
    }
    if (lost.length > 0) dangling.set(leaf, lost);
  }
  links.set(document, dangling);
  return dangling;
}

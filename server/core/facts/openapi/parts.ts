import { isMap, mayRepeat, type Node, type ScalarNode } from '../../syntax/node.js';
import { toPointer } from '../../syntax/pointer.js';
import { nodeAt, pathOf } from '../../syntax/tree.js';
import { byUnit } from '../../text/by-unit.js';
import type { Document } from '../../text/document.js';
import { isDocument, type Leaf, type Unit } from '../../text/leaf.js';
import type { PathStep } from '../../text/span.js';
import { isApart } from '../../text/units.js';
import type { OasVersion } from '../api.js';
import { METHODS } from './shapes.js';
import type { Demand, Part, Role } from './types.js';

/** The version that a document's root key declares; undefined when it is no OpenAPI document, whatever its name. */
export function recognize(document: Document): OasVersion | undefined {
  if (!isDocument(document.language)) return undefined;
  for (const key of ['openapi', 'swagger']) {
    const version = versionOf(key, rootScalar(document, key));
    if (version !== undefined) return version;
  }
  return undefined;
}

/** The URI that a file gives itself (OpenAPI 3.2's `$self`, JSON Schema's `$id`), without a fragment. */
export function selfOf(document: Document): string | undefined {
  if (!isDocument(document.language)) return undefined;
  for (const key of ['$self', '$id']) {
    const value = rootScalar(document, key)?.value;
    if (typeof value !== 'string' || !URL.canParse(value, document.uri)) continue;
    const url = new URL(value, document.uri);
    url.hash = '';
    return url.href;
  }
  return undefined;
}

/**
 * Parts of a document, in the order of its text: of an OpenAPI document all that its structure names, and places that
 * only a demand names; of any other file the demanded places.
 */
export function partsOf(document: Document, demands: readonly Demand[]): readonly Part[] {
  return partGroups(document, demands).flat();
}

/** The same by unit; the group of a unit that is the same as before is the same array. */
export function partGroups(document: Document, demands: readonly Demand[]): readonly (readonly Part[])[] {
  const own = recognize(document) === undefined ? [] : unitParts(document);
  const demanded = demands.flatMap((demand) => demandParts(document, demand));
  return demanded.length === 0 ? own : [...own, demanded];
}

/** The node of a part in this version; undefined when it is gone. */
export function nodeOfPart(document: Document, part: Part): Node | undefined {
  return nodeAt(document, part.path);
}

/** The pointer of the component of the same kind whose text an alias of YAML has in the place of this one's. */
export function siblingOf(node: Node, { path }: Part): string | undefined {
  if (!mayRepeat(node)) return undefined;
  const own = pathOf(node);
  const pointer = toPointer(own);
  const isBeside = own.length === path.length && toPointer(own.slice(0, -1)) === toPointer(path.slice(0, -1));
  return isBeside && pointer !== toPointer(path) ? pointer : undefined;
}

/** Whether a section is only the head of a map whose entries are parts of their own, as `paths` is. */
export function isContainer({ role, path }: Part): boolean {
  return role === 'section' && roleOf(path) === undefined;
}

/** Maps of components, 2.0's at the root: what stands in them. */
const COMPONENTS: ReadonlyMap<string, Role> = new Map([
  ['schemas', 'schema'],
  ['responses', 'response'],
  ['parameters', 'parameter'],
  ['examples', 'example'],
  ['requestBodies', 'requestBody'],
  ['headers', 'header'],
  ['securitySchemes', 'securityScheme'],
  ['links', 'link'],
  ['callbacks', 'callback'],
  ['pathItems', 'path'],
  ['mediaTypes', 'mediaType'],
]);

const ROOT_COMPONENTS: ReadonlyMap<string, Role> = new Map([
  ['definitions', 'schema'],
  ['responses', 'response'],
  ['parameters', 'parameter'],
  ['securityDefinitions', 'securityScheme'],
]);

/** 3.2: operations of methods that have no keyword. */
const ADDITIONAL = 'additionalOperations';

function rootScalar(document: Document, key: string): ScalarNode | undefined {
  const unit = document.unit(`/${key}`) ?? document.units.find(({ path }) => path.length === 0);
  if (!unit?.leaves.some(({ text }) => text.includes(key))) return undefined;
  const node = nodeAt(document, [key]);
  return node?.kind === 'scalar' ? node : undefined;
}

/** `3.1` without quotes is a number. */
function versionOf(key: string, node: ScalarNode | undefined): OasVersion | undefined {
  const text = String(node?.value ?? '');
  if (key === 'swagger') return /^2(\.0)?$/.test(text) ? '2.0' : undefined;
  const minor = /^3(?:\.(\d*))?(?:\.|$)/.exec(text);
  if (!minor) return undefined;
  const number = Number(minor[1] ?? 0);
  return number === 0 ? '3.0' : number === 1 ? '3.1' : '3.2';
}

const unitParts = byUnit((document, unit): readonly Part[] => {
  const parts: Part[] = [];
  if (!isApart(unit)) expand({ document, unit, parts, suffix: '' }, unit.path);
  return parts;
});

interface Expansion {
  readonly document: Document;
  readonly unit: Unit;
  readonly parts: Part[];
  /** Of ids: '|<role>' for demanded places. */
  readonly suffix: string;
}

function expand(into: Expansion, path: readonly PathStep[]): void {
  const role = roleOf(path);
  if (role === 'path') return expandPath(into, path, into.unit.leaves);
  if (role !== undefined) return add(into, role, path, leavesAt(into.unit.leaves, path));
  const node = isHead(into.unit, path) ? undefined : nodeAt(into.document, path);
  if (!isMap(node) || node.entries.length === 0)
    return add(into, 'section', path, leavesAt(into.unit.leaves, path));
  // Where no text stands for a name, as between brackets that do not match, nobody can say what the entry is.
  const named = node.entries.filter(({ key }) => key.value !== null || key.end > key.start);
  for (const { key } of named) expand(into, [...path, String(key.value)]);
}

/** The role of a place by its path alone; undefined for a map whose entries have one each. */
function roleOf(path: readonly PathStep[]): Role | undefined {
  const [first, second] = path.map(String);
  if (path.length === 0) return undefined;
  if (first === 'paths' || first === 'webhooks') {
    return path.length === 1 ? undefined : String(second).startsWith('x-') ? 'section' : 'path';
  }
  if (first === 'components') {
    if (path.length === 1) return undefined;
    const role = COMPONENTS.get(second ?? '');
    return role && path.length === 2 ? undefined : (role ?? 'section');
  }
  const component = ROOT_COMPONENTS.get(first ?? '');
  return component && path.length === 1 ? undefined : (component ?? 'section');
}

/** The unit is only the key of a map whose entries are units. */
function isHead(unit: Unit, path: readonly PathStep[]): boolean {
  return unit.path.length === path.length && unit.leaves.some((leaf) => leaf.head);
}

/** One part for each operation, and one for what they share. */
function expandPath(into: Expansion, path: readonly PathStep[], leaves: readonly Leaf[]): void {
  const operations = operationPaths(nodeAt(into.document, path), path);
  const taken = new Set(leaves.filter((leaf) => operations.some((operation) => isWithin(leaf, operation))));
  const shared = leavesAt(leaves, path).filter((leaf) => !taken.has(leaf));
  add(into, 'path', path, shared);
  for (const operation of operations) add(into, 'operation', operation, leavesAt(leaves, operation));
}

function operationPaths(item: Node | undefined, path: readonly PathStep[]): readonly (readonly PathStep[])[] {
  const additional = isMap(item) ? item.get(ADDITIONAL) : undefined;
  const others = mapKeys(additional).map((method) => [...path, ADDITIONAL, method]);
  const own = mapKeys(item).filter((name) => METHODS.has(name));
  return [...own.map((method) => [...path, method]), ...others];
}

/** Keys whose values are maps; a repeated key counts once. */
function mapKeys(node: Node | undefined): readonly string[] {
  if (!isMap(node)) return [];
  return [...new Set(node.entries.filter(({ value }) => isMap(value)).map(({ key }) => String(key.value)))];
}

function add(into: Expansion, role: Role, path: readonly PathStep[], leaves: readonly Leaf[]): void {
  const { document, unit } = into;
  const suffix = into.suffix === '' ? '' : `|${role}`;
  into.parts.push({
    id: `${document.uri}#${toPointer(path)}${suffix}`,
    uri: document.uri,
    role,
    path,
    unit,
    leaves,
  });
}

function demandParts(document: Document, demand: Demand): readonly Part[] {
  if (demand.each) return entryParts(document, demand);
  const unit = unitAt(document, demand.path);
  if (!unit) return [];
  const into: Expansion = { document, unit, parts: [], suffix: `|${demand.role}` };
  const leaves = startsWith(demand.path, unit.path) ? unit.leaves : document.leaves;
  if (demand.role === 'path') expandPath(into, demand.path, leaves);
  else add(into, demand.role, demand.path, leavesAt(leaves, demand.path));
  return into.parts;
}

function entryParts(document: Document, { path, role }: Demand): readonly Part[] {
  const names = mapKeys(nodeAt(document, path));
  return names.flatMap((name) => demandParts(document, { path: [...path, name], role }));
}

/** The unit that holds a place; of a place that holds several units the first one. */
function unitAt(document: Document, path: readonly PathStep[]): Unit | undefined {
  const holding = document.units.filter((unit) => startsWith(path, unit.path));
  const deepest = holding.reduce<Unit | undefined>(
    (best, unit) => (best && best.path.length >= unit.path.length ? best : unit),
    undefined,
  );
  return deepest ?? document.units.find((unit) => startsWith(unit.path, path));
}

/** Leaves that a place consists of: those inside of it, and the one that it is a piece of. */
function leavesAt(leaves: readonly Leaf[], path: readonly PathStep[]): readonly Leaf[] {
  const own = leaves.filter((leaf) => isWithin(leaf, path) || holds(leaf, path));
  return own.length === leaves.length ? leaves : own;
}

/** A leaf without a key is the whole file, or at a deeper path a mere bracket. */
function holds(leaf: Leaf, path: readonly PathStep[]): boolean {
  const whole = leaf.key !== undefined || leaf.path.length === 0;
  return whole && !leaf.head && startsWith(path, fullPath(leaf));
}

function isWithin(leaf: Leaf, path: readonly PathStep[]): boolean {
  return startsWith(fullPath(leaf), path);
}

function fullPath(leaf: Leaf): readonly PathStep[] {
  return leaf.key === undefined ? leaf.path : [...leaf.path, leaf.key];
}

function startsWith(path: readonly PathStep[], prefix: readonly PathStep[]): boolean {
  return prefix.length <= path.length && prefix.every((step, index) => String(step) === String(path[index]));
}

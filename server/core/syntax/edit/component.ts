import { isMap, type MapNode, type Node, type Plain, stringOf } from '../node.js';
import { toPointer } from '../pointer.js';
import type { ComponentSection } from './change.js';
import { plainOf, samePlain } from './plain.js';
import { isPlainMap } from './print.js';

/** Components to be created in one document, by section and name. */
export type Pending = Map<ComponentSection, Map<string, Plain>>;

/** A place in a document where a value is to be set, with the steps of containers that are missing. */
export interface Placement {
  readonly map: MapNode;
  readonly key: string;
  readonly to: Plain;
}

/** Where 2.0 keeps what 3.x keeps under `components`; headers have no place there. */
const SECTIONS_2: Readonly<Record<ComponentSection, string | undefined>> = {
  schemas: 'definitions',
  responses: 'responses',
  parameters: 'parameters',
  securitySchemes: 'securityDefinitions',
  headers: undefined,
};

/** Steps from the root of an OpenAPI document to a section; undefined when the document has no such place. */
export function sectionPath(root: MapNode, section: ComponentSection): readonly string[] | undefined {
  if (root.get('openapi') !== undefined) return ['components', section];
  const old = SECTIONS_2[section];
  return root.get('swagger') === undefined || old === undefined ? undefined : [old];
}

/** A component as a fix wants it. */
interface Wanted {
  readonly section: ComponentSection;
  readonly name: string;
  readonly to: Plain;
}

/**
 * The name under which the component is found: that of an equal one, the wished one, or the wished one with a number.
 * What is new is put into `pending`. Undefined when the document has no place for it.
 */
export function nameFor(
  root: MapNode,
  { section, name: wished, to }: Wanted,
  pending: Pending,
): string | undefined {
  const entries = entriesOf(root, section);
  if (entries === undefined) return undefined;
  const made = pendingIn(section, pending);
  const equal = entries.find(({ value }) => isThat(value, to));
  if (equal !== undefined) return String(equal.key.value);
  for (const [name, plain] of made) if (samePlain(plain, to)) return name;
  const taken = new Set([...entries.map((entry) => String(entry.key.value)), ...made.keys()]);
  let name = wished;
  for (let number = 2; taken.has(name); number += 1) name = `${wished}${number}`;
  made.set(name, to);
  return name;
}

/** Puts what is not there yet into `pending`, under its own name; false when that is another's, or there is no place for it. */
export function declared(root: MapNode, { section, name, to }: Wanted, pending: Pending): boolean {
  const entries = entriesOf(root, section);
  if (entries === undefined) return false;
  const there = entries.find(({ key }) => String(key.value) === name);
  if (there !== undefined) return isThat(there.value, to);
  const made = pendingIn(section, pending);
  const before = made.get(name);
  if (before !== undefined) return samePlain(before, to);
  made.set(name, to);
  return true;
}

/** Undefined when the document has no place for the section, or a reference stands in its place. */
function entriesOf(root: MapNode, section: ComponentSection): MapNode['entries'] | undefined {
  const path = sectionPath(root, section);
  let held: Node | undefined = root;
  for (const step of path ?? []) {
    held = isMap(held) ? held.get(step) : undefined;
    if (isMap(held) && held.get('$ref') !== undefined) return undefined;
  }
  return path && (isMap(held) ? held.entries : []);
}

function pendingIn(section: ComponentSection, pending: Pending): Map<string, Plain> {
  const made = pending.get(section) ?? new Map<string, Plain>();
  pending.set(section, made);
  return made;
}

function isThat(node: Node, to: Plain): boolean {
  const plain = plainOf(node);
  return plain !== undefined && samePlain(plain, to);
}

/** `#/components/responses/TooManyRequests`, behind the way from one file to the other. */
export function referenceTo(
  root: MapNode,
  section: ComponentSection,
  name: string,
  fromUri: string,
  toUri: string,
): string | undefined {
  const path = sectionPath(root, section);
  const file = fromUri === toUri ? '' : relativeUri(fromUri, toUri);
  return path === undefined || file === undefined ? undefined : `${file}#${toPointer([...path, name])}`;
}

/** What to set so that the pending components exist: one placement for each container that is there already. */
export function placements(root: MapNode, pending: Pending): readonly Placement[] | undefined {
  const tree = new Map<string, Plain>();
  const placed: Placement[] = [];
  for (const [section, made] of pending) {
    if (made.size === 0) continue;
    const path = sectionPath(root, section);
    const [first, second] = path ?? [];
    if (first === undefined) return undefined;
    const values = Object.fromEntries(made);
    const container = root.get(first);
    const target = second === undefined ? container : isMap(container) ? container.get(second) : undefined;
    if (isMap(target)) placed.push(...[...made].map(([key, to]) => ({ map: target, key, to })));
    else if (target !== undefined && !isNull(target)) return undefined;
    else if (second === undefined) tree.set(first, values);
    else if (isMap(container)) placed.push({ map: container, key: second, to: values });
    else if (container !== undefined && !isNull(container)) return undefined;
    else {
      const before = tree.get(first);
      tree.set(first, { ...(before !== undefined && isPlainMap(before) ? before : {}), [second]: values });
    }
  }
  return [...placed, ...[...tree].map(([key, to]) => ({ map: root, key, to }))];
}

/** Whether the map is a Reference Object: then nothing is written beside its `$ref`. */
export function isReference(map: MapNode): boolean {
  return stringOf(map.get('$ref')) !== undefined;
}

function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** The way from one file to another, as a `$ref` writes it. */
function relativeUri(from: string, to: string): string | undefined {
  const a = from.split('/');
  const b = to.split('/');
  a.pop();
  let same = 0;
  while (same < a.length && same < b.length - 1 && a[same] === b[same]) same += 1;
  // 'file:' and the empty authority are no folders.
  if (same < 3) return undefined;
  const up = a.slice(same).map(() => '..');
  return [...(up.length === 0 ? ['.'] : up), ...b.slice(same)].join('/');
}

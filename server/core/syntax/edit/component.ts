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

/**
 * The name under which the component is found: that of an equal one, the wished one, or the wished one with a number.
 * What is new is put into `pending`. Undefined when the document has no place for it.
 */
export function nameFor(
  root: MapNode,
  section: ComponentSection,
  wished: string,
  to: Plain,
  pending: Pending,
): string | undefined {
  const path = sectionPath(root, section);
  if (path === undefined) return undefined;
  const held = path.reduce<Node | undefined>((at, step) => (isMap(at) ? at.get(step) : undefined), root);
  const entries = isMap(held) ? held.entries : [];
  const made = pending.get(section) ?? new Map<string, Plain>();
  pending.set(section, made);
  const equal = entries.find((entry) => {
    const plain = plainOf(entry.value);
    return plain !== undefined && samePlain(plain, to);
  });
  if (equal !== undefined) return String(equal.key.value);
  for (const [name, plain] of made) if (samePlain(plain, to)) return name;
  const taken = new Set([...entries.map((entry) => String(entry.key.value)), ...made.keys()]);
  let name = wished;
  for (let number = 2; taken.has(name); number += 1) name = `${wished}${number}`;
  made.set(name, to);
  return name;
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

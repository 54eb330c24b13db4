import type { Change } from '../../server/core/rule/change.js';
import { isMap, isSequence } from '../../server/core/rule/nodes.js';
import type { SchemaView } from '../../server/core/rule/views.js';

/** Removes properties of one object, and their names where the object requires them. */
export function removeProperties(properties: readonly SchemaView[]): readonly Change[] {
  const names = new Set<unknown>(properties.map(({ property }) => property));
  const object = properties[0]?.node.parent?.parent;
  const required = isMap(object) ? object.get('required') : undefined;
  const items = isSequence(required) ? required.items : [];
  const named = items.filter((item) => item.kind === 'scalar' && names.has(item.value));
  const removed = properties.map(({ node }) => ({ remove: node }));
  // A list of required names must not be empty in 2.0 and 3.0.
  if (required !== undefined && named.length > 0 && named.length === items.length) {
    return [...removed, { remove: required }];
  }
  return [...removed, ...named.map((item) => ({ remove: item }))];
}

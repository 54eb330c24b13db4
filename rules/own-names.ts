import { isMap } from '../server/core/rule/nodes.js';
import type { SchemaView } from '../server/core/rule/views.js';

/** Whether one of the object's own properties has such a name; asked first, since most objects have none. */
export function hasOwnName(schema: SchemaView, isSuch: (name: string) => boolean): boolean {
  const own = schema.get('properties');
  return isMap(own) && own.entries.some(({ key }) => isSuch(String(key.value)));
}

/** The names of the object's own properties. */
export function ownNames(schema: SchemaView): readonly string[] {
  const own = schema.get('properties');
  return isMap(own) ? own.entries.map(({ key }) => String(key.value)) : [];
}

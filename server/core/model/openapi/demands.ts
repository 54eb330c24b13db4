import { shapeAt } from '../../facts/openapi/shapes.js';
import type { Demand, Role } from '../../facts/openapi/types.js';
import { toPointer } from '../../syntax/pointer.js';
import type { Target } from './reference.js';

/** Collects which roles references give to places of other files. */
export class Demands {
  readonly #places = new Map<string, Map<string, Demand>>();

  add({ uri, path }: Target, role: Role): void {
    const places = this.#places.get(uri) ?? new Map<string, Demand>();
    this.#places.set(uri, places);
    const key = keyOf(path, role);
    if (!places.has(key)) places.set(key, { path, role });
  }

  /**
   * By file, in the order of pointers. A place that is read anyway as a piece of another one is left out: a property
   * of a schema that is demanded itself.
   */
  reduced(): ReadonlyMap<string, readonly Demand[]> {
    return new Map(
      [...this.#places].map(([uri, places]) => {
        const outer = [...places].filter(([, demand]) => !isCovered(demand, places));
        return [uri, outer.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, demand]) => demand)];
      }),
    );
  }
}

function isCovered({ path, role }: Demand, places: ReadonlyMap<string, Demand>): boolean {
  for (let length = path.length - 1; length >= 0; length--) {
    const above = path.slice(0, length);
    for (const holder of HOLDERS) {
      if (shapeAt(holder, path.slice(length)) === role && places.has(keyOf(above, holder))) return true;
    }
  }
  return false;
}

/** Roles whose objects hold objects that have a role. */
const HOLDERS: readonly Role[] = [
  ...(['schema', 'response', 'parameter', 'requestBody', 'header', 'mediaType'] as const),
  ...(['operation', 'path', 'callback'] as const),
];

function keyOf(path: Demand['path'], role: Role): string {
  return `${toPointer(path)}|${role}`;
}

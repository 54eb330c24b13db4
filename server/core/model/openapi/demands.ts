import { shapeAt } from '../../facts/openapi/shapes.js';
import type { Demand, Role } from '../../facts/openapi/types.js';
import { toPointer } from '../../syntax/pointer.js';
import { byText } from '../../text/order.js';
import type { Target } from './reference.js';

/** Demands of one file by '<uri>#<pointer>'. */
type Places = Map<string, Demand[]>;

/** Collects which roles references give to places of other files. */
export class Demands {
  readonly #files = new Map<string, Places>();

  add({ uri, path, place }: Target, role: Role): void {
    let places = this.#files.get(uri);
    if (!places) {
      places = new Map();
      this.#files.set(uri, places);
    }
    const here = places.get(place);
    if (!here) places.set(place, [{ path, role }]);
    else if (!here.some((demand) => demand.role === role)) here.push({ path, role });
  }

  /**
   * By file, in the order of pointers and roles. A place that is read anyway as a piece of another one is left out: a
   * property of a schema that is demanded itself.
   */
  reduced(): ReadonlyMap<string, readonly Demand[]> {
    return new Map(
      [...this.#files].map(([uri, places]) => {
        const sorted = [...places].sort(([a], [b]) => byText(a, b)).map(([, demands]) => demands);
        const all = sorted.flatMap((demands) => [...demands].sort((a, b) => byText(a.role, b.role)));
        return [uri, all.filter((demand) => !isCovered(uri, demand, places))];
      }),
    );
  }
}

function isCovered(uri: string, { path, role }: Demand, places: Places): boolean {
  for (let length = path.length - 1; length >= 0; length--) {
    const above = places.get(`${uri}#${toPointer(path.slice(0, length))}`);
    if (above?.some((holder) => shapeAt(holder.role, path.slice(length)) === role)) return true;
  }
  return false;
}

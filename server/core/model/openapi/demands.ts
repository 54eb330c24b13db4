import { type Shape, shapeAt } from '../../facts/openapi/shapes.js';
import type { Demand, Role } from '../../facts/openapi/types.js';
import { toPointer } from '../../syntax/pointer.js';
import { byText } from '../../text/order.js';
import type { PathStep } from '../../text/span.js';
import type { Target } from './reference.js';

/** Demands of one file by '<uri>#<pointer>'. */
type Places = Map<string, Demand[]>;

/** Collects which roles references give to places of other files. */
export class Demands {
  readonly #files = new Map<string, Places>();

  add({ uri, path, place }: Target, role: Role, each = false): void {
    let places = this.#files.get(uri);
    if (!places) {
      places = new Map();
      this.#files.set(uri, places);
    }
    const here = places.get(place);
    const demand: Demand = { path, role, ...(each ? { each } : {}) };
    if (!here) places.set(place, [demand]);
    else if (!here.some((one) => one.role === role && (one.each ?? false) === each)) here.push(demand);
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

function isCovered(uri: string, { path, role, each }: Demand, places: Places): boolean {
  if (each) return false;
  for (let length = path.length - 1; length >= 0; length--) {
    const above = places.get(`${uri}#${toPointer(path.slice(0, length))}`);
    if (above?.some((holder) => roleBelow(holder, path.slice(length)) === role)) return true;
  }
  return false;
}

function roleBelow({ role, each }: Demand, [first, ...rest]: readonly PathStep[]): Shape | undefined {
  if (first === undefined) return undefined;
  return shapeAt(role, each ? rest : [first, ...rest]);
}

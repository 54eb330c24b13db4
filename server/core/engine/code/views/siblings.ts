import type { Endpoint } from '../../../model/types.js';
import type { Siblings } from '../../../rule/siblings.js';
import { append, computed } from '../../../text/multimap.js';
import { equal } from '../../equal.js';
import type { CodeEnv } from '../env.js';
import type { Inquiry } from '../memory/inquiry.js';
import type { World } from '../world.js';

/** What rules ask of the other routes is noted by its answers: a change of one that nobody asked about is no news. */
export function siblingsOf(endpoint: Endpoint, env: CodeEnv, inquiry: Inquiry | undefined): Siblings {
  const { uri } = endpoint.at;
  const ordinal = endpoint.at.path[1];
  const key = placeOf(endpoint);
  const isOther = ({ at }: Endpoint) => at.path[1] !== ordinal || at.uri !== uri;
  const all = (env: CodeEnv) => env.circle?.(key) ?? NONE;
  const noted = <T>(ask: (circle: readonly Endpoint[]) => T): T => {
    let circle = all(env);
    const answer = ask(circle);
    inquiry?.another(
      answer,
      (world: World) => {
        const now = all(world.env);
        // Each route of a router asks about all others: as long as these are the very same, nothing can differ.
        if (now === circle) return answer;
        const found = ask(now);
        if (equal(found, answer)) circle = now;
        return found;
      },
      'joined',
    );
    return answer;
  };
  // The circle is not copied: a router may have thousands of routes, each of which asks.
  const other =
    (test: Test): Test =>
    (one) =>
      isOther(one) && test(one);
  const counted = (circle: readonly Endpoint[], test: Test) => {
    const own = byPlace(circle).get(key) ?? NONE;
    return countIn(circle, test) - own.filter(test).length;
  };
  return {
    count: (test) => noted((circle) => counted(circle, test)),
    find: (test) => noted((circle) => circle.find(other(test))),
    some: (test) => noted((circle) => circle.some(other(test))),
    filter: (test) => noted((circle) => circle.filter(other(test))),
    onPath: (test) => noted((circle) => (byShape(circle).get(endpoint.shape) ?? []).filter(other(test))),
  };
}

const NONE: readonly Endpoint[] = [];

function placeOf({ at: { uri, path } }: Endpoint): string {
  return `${uri}#${path[1]}`;
}

/** What a router serves is never changed, only followed by another list. */
type Sorted = WeakMap<readonly Endpoint[], ReadonlyMap<string, readonly Endpoint[]>>;
const shapes: Sorted = new WeakMap();
const places: Sorted = new WeakMap();

function byShape(circle: readonly Endpoint[]): ReadonlyMap<string, readonly Endpoint[]> {
  return computed(shapes, circle, () => sorted(circle, ({ shape }) => shape));
}

function byPlace(circle: readonly Endpoint[]): ReadonlyMap<string, readonly Endpoint[]> {
  return computed(places, circle, () => sorted(circle, placeOf));
}

function sorted(circle: readonly Endpoint[], keyOf: (one: Endpoint) => string): Map<string, Endpoint[]> {
  const made = new Map<string, Endpoint[]>();
  for (const one of circle) append(made, keyOf(one), one);
  return made;
}

type Test = Parameters<Siblings['count']>[0];
const counts = new WeakMap<readonly Endpoint[], Map<Test, number>>();

/** How many fit, counted once for all that ask. */
function countIn(circle: readonly Endpoint[], test: Test): number {
  const known = computed(counts, circle, () => new Map<Test, number>());
  const count = known.get(test) ?? circle.filter(test).length;
  known.set(test, count);
  return count;
}

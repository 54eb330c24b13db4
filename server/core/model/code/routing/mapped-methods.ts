import type { FunctionFact } from '../../../facts/code/types.js';
import type { Framework } from '../../../facts/frameworks/framework.js';
import { sameMembers } from '../../../text/members.js';
import { computed } from '../../../text/multimap.js';
import type { PlacedChain } from '../guarding/access.js';
import type { Placed } from '../guarding/demands.js';
import type { Interceptions } from '../guarding/interceptors.js';
import { isSameSecured, type Secured } from '../guarding/secured.js';
import { lasting } from '../running/epoch.js';
import type { Machine } from '../running/machine.js';
import { mentions } from '../running/outline.js';
import type { Reached } from './registrations.js';

/** What stands around all routes of a package. */
export interface Around {
  readonly framework: Framework;
  readonly interceptions: Interceptions;
  readonly chains: readonly PlacedChain[];
  /** What methods of services demand of whoever calls them. */
  readonly secured: Secured;
}

export function isSameAround(a: Around, b: Around): boolean {
  return (
    a.framework === b.framework &&
    JSON.stringify(a.interceptions) === JSON.stringify(b.interceptions) &&
    sameMembers(a.chains, b.chains) &&
    isSameSecured(a.secured, b.secured)
  );
}

/** What a method serves, and by which meaning of all names. */
interface Known {
  readonly served: readonly Reached[];
  readonly sense: object;
}

/** What methods of the controllers of a package serve: each as long as neither it nor what stands around it differs. */
export class MappedMethods {
  readonly #known = new WeakMap<FunctionFact, Known>();

  constructor(readonly around: Around) {}

  /** Of a method that stands in the controller itself; one that it inherits may serve others as well. */
  served(placed: Placed, machine: Machine, make: () => readonly Reached[]): readonly Reached[] {
    const { method } = placed;
    const known = this.#known.get(method);
    if (known?.sense === machine.sense) return known.served;
    const served = known && isMeantSo(known, method, machine) ? known.served : make();
    if (served === known?.served || actsAlone(placed, machine))
      this.#known.set(method, { served, sense: machine.sense });
    return served;
  }
}

/** Whether all names mean what they meant, but for some that the method does not ask for. */
function isMeantSo({ sense }: Known, method: FunctionFact, { renamed }: Machine): boolean {
  return renamed?.since === sense && !mentions(method, renamed.names);
}

/** Whether nothing that it hands a request to is in sight. */
function actsAlone({ method, level }: Placed, machine: Machine): boolean {
  const { hands = [], helpers = [] } = method.behavior ?? {};
  return [...hands.map(({ f }) => f), ...helpers].every((e) => {
    const value = machine.evaluate(e, level.scope);
    return value.kind === 'unknown' || (value.kind === 'external' && value.args.length === 0);
  });
}

const methods = lasting(() => new Map<string, MappedMethods>());

/** What is known of the methods of a package under the framework. */
export function methodsIn(home: string, around: Around, machine: Machine): MappedMethods {
  const known = methods(machine);
  const key = `${around.framework.name} ${home}`;
  const before = computed(known, key, () => new MappedMethods(around));
  if (isSameAround(before.around, around)) return before;
  const made = new MappedMethods(around);
  known.set(key, made);
  return made;
}

/** Whether methods of services demand something of whoever calls them, so that it matters which ones are called. */
export function callsMatter(machine: Machine): boolean {
  return [...methods(machine).values()].some(({ around }) => around.secured.size > 0);
}

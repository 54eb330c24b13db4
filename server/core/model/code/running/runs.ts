import type { ClassFact, FunctionFact } from '../../../facts/code/types.js';
import { append } from '../../../text/multimap.js';
import type { FunctionValue, Module, ObjectValue, Router, Scope, Value } from './values.js';

/** Something that came about while a module ran. */
export type Event =
  | { readonly kind: 'router'; readonly router: Router }
  | { readonly kind: 'function'; readonly value: FunctionValue }
  | { readonly kind: 'instance'; readonly value: ObjectValue }
  /** Another module was started. */
  | { readonly kind: 'started'; readonly module: Module }
  /** A module became a member of its package. */
  | { readonly kind: 'member'; readonly of: Module; readonly name: string; readonly value: Value };

/** All that came of running one module: what another would have to find out by running it again. */
export interface Run {
  readonly module: Module;
  readonly scope: Scope;
  /** In order. */
  readonly events: Event[];
  /** Modules that were loaded meanwhile, with whether they had run to their end. */
  readonly loads: Map<Module, boolean>;
  /** Modules that what it made loads when somebody looks at it, after all have run. */
  readonly later: Set<Module>;
  /** Functions in which it was started, from the outside in: they are not followed again. */
  readonly within: readonly FunctionFact[];
  readonly called: Set<FunctionFact>;
  readonly constructed: Set<ClassFact>;
  steps: number;
}

/** What a machine may take over from one before. */
export interface Known {
  /** Runs of modules whose text is as it was, as is that of all that they loaded. */
  readonly runs: ReadonlyMap<Module, Run>;
  /** As long as it is the same, what was found out of a value of these runs stands. */
  readonly epoch: object;
  /** As long as it is the same, what was found out of names alone stands. */
  readonly sense: object;
  /** What is known where it is another. */
  readonly renamed: Renamed | undefined;
}

/** The only names that may mean something else than they did, while none of what other modules hold leads to them. */
export interface Renamed {
  readonly since: object;
  readonly names: readonly string[];
}

export function newRun(module: Module, scope: Scope, within: readonly FunctionFact[]): Run {
  return {
    module,
    scope,
    events: [],
    loads: new Map(),
    later: new Set(),
    within: [...within],
    called: new Set(),
    constructed: new Set(),
    steps: 0,
  };
}

/**
 * Runs that stand when some modules say something else: those that neither are one of them nor have loaded one, directly
 * or by another. What a package has as a member it counts as having loaded, and that of which it has it.
 */
export function standing(
  runs: ReadonlyMap<Module, Run>,
  changed: readonly Module[],
): ReadonlyMap<Module, Run> {
  const readers = readersIn(runs);
  const stale = new Set<Module>();
  const waiting = [...changed];
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    if (stale.has(module)) continue;
    stale.add(module);
    waiting.push(...(readers.get(module) ?? []));
  }
  return new Map([...runs].filter(([module]) => !stale.has(module)));
}

function readersIn(runs: ReadonlyMap<Module, Run>): ReadonlyMap<Module, readonly Module[]> {
  const readers = new Map<Module, Module[]>();
  for (const [module, { loads, later, events }] of runs) {
    for (const loaded of [...loads.keys(), ...later]) append(readers, loaded, module);
    for (const event of events) if (event.kind === 'member') append(readers, module, event.of);
  }
  return readers;
}

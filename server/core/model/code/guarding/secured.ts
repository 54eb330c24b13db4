import type { ClassFact, FunctionFact } from '../../../facts/code/types.js';
import type { Annotating } from '../../../facts/frameworks/framework.js';
import type { Level } from '../running/lineage.js';
import type { Machine } from '../running/machine.js';
import type { Module } from '../running/values.js';
import { annotationsOf, type Found } from './demands.js';

/** What methods of a package demand of whoever calls them, and which look at that caller, by their types: 'OrderService.remove'. */
export type Secured = ReadonlyMap<string, readonly Demanded[]>;

/** What one annotation demands, wherever it stands; `asks`: the method itself looks at who is calling, and demands nothing. */
export interface Demanded extends Omit<Found, 'at'> {
  readonly asks?: true;
}

/** Where what implements an interface does not agree, nobody knows what is demanded. */
const UNCLEAR: readonly Demanded[] = [{ kinds: undefined, name: 'unclear' }];

const ASKING: Demanded = { kinds: [], name: 'caller', asks: true };

/** Of classes that answer no requests themselves; nothing where none of them demands anything. */
export function securedIn(modules: readonly Module[], style: Annotating, machine: Machine): Secured {
  const found = new Map<string, readonly Demanded[]>();
  for (const module of modules) {
    for (const fact of module.facts.classes.values()) {
      if (style.controllers.some((name) => fact.decorators?.some((e) => isNamed(e, name)))) continue;
      const level: Level = { fact, module, scope: machine.start(module) };
      for (const [name, i] of fact.methods) {
        const method = module.facts.functions.get(i);
        const demanded = method === undefined ? [] : demandedBy(method, level, style, machine);
        for (const type of typesOf(fact)) add(found, `${type}.${name}`, demanded);
      }
    }
  }
  return new Map([...found].filter(([, demanded]) => demanded.length > 0));
}

function isNamed(e: NonNullable<ClassFact['decorators']>[number], name: string): boolean {
  if (e.k === 'call') return isNamed(e.f, name);
  return e.k === 'name' && e.n === name;
}

function typesOf({ name, implements: above = [], extends: base }: ClassFact): readonly string[] {
  const others = [...above, ...(base === undefined ? [] : [base])];
  return [...(name === undefined ? [] : [name]), ...others.flatMap((e) => (e.k === 'name' ? [e.n] : []))];
}

function demandedBy(
  method: FunctionFact,
  level: Level,
  style: Annotating,
  machine: Machine,
): readonly Demanded[] {
  const own = annotationsOf(method.decorators, level, style, machine);
  const all = own.length > 0 ? own : annotationsOf(level.fact.decorators, level, style, machine);
  const demanded = all.map(({ at: _, ...one }): Demanded => one);
  return method.asks === true ? [...demanded, ASKING] : demanded;
}

function add(found: Map<string, readonly Demanded[]>, key: string, demanded: readonly Demanded[]): void {
  const before = found.get(key);
  const isSame = before === undefined || JSON.stringify(before) === JSON.stringify(demanded);
  // An interface says nothing itself.
  if (isSame || before.length === 0) found.set(key, demanded);
  else if (demanded.length > 0) found.set(key, UNCLEAR);
}

/** Whether both demand the same of whoever calls the same methods. */
export function isSameSecured(a: Secured, b: Secured): boolean {
  return (
    a.size === b.size && [...a].every(([key, one]) => JSON.stringify(b.get(key)) === JSON.stringify(one))
  );
}

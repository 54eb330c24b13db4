import { sameMembers } from '../../text/members.js';
import { append, computed } from '../../text/multimap.js';
import { someExpr, someOf } from './some.js';
import { namesOf } from './steps.js';
import type { CodeFacts, Expr, FunctionFact, Step } from './types.js';
import { usedNames } from './used-names.js';

/** Names under which an application or router is commonly handed on. */
const ROUTER_NAME = /^(?:app|router|server|api|express)$|(?:Router|Routes|App)$/;

/**
 * Leaves out the statements that cannot lead to a route or a guard, so that typing in the rest of the file leaves the
 * facts equal: calls that register nothing, and declarations that nothing left uses.
 */
export function prune(facts: CodeFacts): CodeFacts {
  const byName = functionsByName(facts);
  const involved = involvedFunctions(facts, byName);
  const about = { byName, involved };
  const keep = (steps: readonly Step[], module: boolean, inside: boolean): readonly Step[] =>
    steps.flatMap((step): readonly Step[] => {
      if (step.s === 'each') {
        const body = keep(step.body, module, inside);
        return body.some((inner) => inner.s === 'do') ? [{ ...step, body }] : [];
      }
      if (step.s === 'do') return concerns(step.e, about, module, inside) ? [step] : [];
      return [step];
    });
  const functions = mapped(facts.functions, (fact, i) =>
    involved.has(i) || fact.steps.some(isTelling)
      ? withSteps(fact, keep(fact.steps, false, involved.has(i)))
      : withSteps(fact, NO_STEPS),
  );
  const kept = { ...facts, steps: keep(facts.steps, true, true), functions };
  const used = usedNames(kept);
  // What a module of Python names, others may import.
  const open = facts.language === 'python';
  const clean = (steps: readonly Step[], module: boolean): readonly Step[] =>
    steps.flatMap((step): readonly Step[] => {
      if (step.s === 'each') return [{ ...step, body: clean(step.body, module) }];
      if (step.s === 'import') return step.to === null || used.has(step.to) || (open && module) ? [step] : [];
      const keeps =
        step.s !== 'let' || (open && module && step.is.k !== 'other') || registersHere(step, facts);
      return keeps || namesOf(step.to).some((name) => used.has(name)) ? [step] : [];
    });
  return {
    ...kept,
    steps: clean(kept.steps, true),
    functions: mapped(functions, (fact) => withSteps(fact, clean(fact.steps, false))),
  };
}

const NO_STEPS: readonly Step[] = [];

/** By the facts of a function: pruned alike they are the same ones. */
const pruned = new WeakMap<FunctionFact, FunctionFact>();

function withSteps(fact: FunctionFact, steps: readonly Step[]): FunctionFact {
  const fits = (one: FunctionFact): boolean => sameMembers(one.steps, steps);
  const known = pruned.get(fact);
  if (fits(fact)) return fact;
  if (known !== undefined && fits(known)) return known;
  const made = { ...fact, steps };
  pruned.set(fact, made);
  return made;
}

function mapped<T>(
  facts: ReadonlyMap<number, T>,
  make: (fact: T, number: number) => T,
): ReadonlyMap<number, T> {
  const made = new Map<number, T>();
  for (const [number, fact] of facts) made.set(number, make(fact, number));
  return made;
}

/**
 * A function may be a factory of routers or guards when it returns something made of functions, calls or names; a
 * constructor may keep what its methods use.
 */
function isTelling(step: Step): boolean {
  if (step.s === 'set') return step.of.k === 'this' && /^(?:name|new|call|either)$/.test(step.is.k);
  if (step.s !== 'return') return false;
  const { e } = step;
  return (
    /^(?:function|list|object|call|new|name|class|either|this)$/.test(e.k) ||
    (e.k === 'text' && /^4\d\d$/.test(e.v))
  );
}

/** Functions by their names, in order. */
type ByName = ReadonlyMap<string, readonly number[]>;

function functionsByName({ functions }: CodeFacts): ByName {
  const byName = new Map<string, number[]>();
  for (const [number, { name }] of functions) if (name !== undefined) append(byName, name, number);
  return byName;
}

interface About {
  readonly byName: ByName;
  readonly involved: ReadonlySet<number>;
}

/** Functions in which something is registered, directly or by a function that they hold or call. */
function involvedFunctions(facts: CodeFacts, byName: ByName): ReadonlySet<number> {
  const involved = new Set<number>();
  for (let grown = true; grown; ) {
    grown = false;
    facts.functions.forEach((fact, i) => {
      if (involved.has(i) || !registers(fact, involved, byName)) return;
      involved.add(i);
      grown = true;
    });
  }
  return involved;
}

function registers(fact: FunctionFact, involved: ReadonlySet<number>, byName: ByName): boolean {
  const { itself, functions, called } = computed(leads, fact, () => leadsOf(fact));
  const isNamed = (name: string): boolean => byName.get(name)?.some((i) => involved.has(i)) ?? false;
  return itself || functions.some((i) => involved.has(i)) || called.some(isNamed);
}

/** How a function may come to register something. */
interface Leads {
  readonly itself: boolean;
  /** Numbers of functions that stand in it. */
  readonly functions: readonly number[];
  /** Names of functions that it calls. */
  readonly called: readonly string[];
}

const leads = new WeakMap<FunctionFact, Leads>();

function leadsOf(fact: FunctionFact): Leads {
  const functions: number[] = [];
  const called: string[] = [];
  const itself = someExpr(fact.steps, (e) => {
    if (e.k === 'function') functions.push(e.i);
    if (e.k !== 'call') return false;
    const { f } = e;
    if (f.k === 'name' || (f.k === 'get' && f.of.k === 'this')) called.push(f.n);
    if (e.site !== undefined || isServing(e)) return true;
    return (f.k === 'name' || f.k === 'get') && e.a.some(isRouterName);
  });
  return { itself: itself || isRegistered(fact), functions, called };
}

/** `createApp().listen(port)`: what is served there may be put together in another file. */
function isServing({ f }: Extract<Expr, { readonly k: 'call' }>): boolean {
  return f.k === 'get' && f.n === 'listen';
}

/** A decorator registers it. */
function isRegistered({ decorators }: FunctionFact): boolean {
  return decorators?.some((one) => someOf(one, (e) => e.k === 'call' && e.site !== undefined)) ?? false;
}

/** A declaration of a function that a decorator registers. */
function registersHere(step: Extract<Step, { readonly s: 'let' }>, facts: CodeFacts): boolean {
  const fact = step.is.k === 'function' ? facts.functions.get(step.is.i) : undefined;
  return fact !== undefined && isRegistered(fact);
}

function isRouterName(e: Expr): boolean {
  if (e.k === 'name') return ROUTER_NAME.test(e.n);
  return e.k === 'get' && e.of.k === 'this' && ROUTER_NAME.test(e.n);
}

/** Whether running the call may register something. */
function concerns(e: Expr, { byName, involved }: About, module: boolean, inside: boolean): boolean {
  return someOf(e, (part) => {
    if (part.k === 'function') return involved.has(part.i);
    if (part.k === 'new') return module || inside;
    if (part.k !== 'call') return false;
    if (part.site !== undefined || isServing(part) || part.a.some(isRouterName)) return true;
    if (part.f.k === 'name' && (part.f.n === 'require' || part.f.n === 'import')) return true;
    if (part.f.k === 'get' && part.f.of.k === 'this') return inside;
    if (part.f.k !== 'name') return module && part.f.k === 'get' && part.f.of.k === 'name';
    const name = part.f.n;
    const local = byName.get(name)?.[0];
    return local === undefined ? module : involved.has(local);
  });
}

import { sameMembers } from '../../text/members.js';
import { append } from '../../text/multimap.js';
import { defaultsOf, namesOf } from './steps.js';
import type { CodeFacts, Expr, FunctionFact, Step } from './types.js';

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
  return new Map([...facts].map(([number, fact]) => [number, make(fact, number)]));
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
  const named = (name: string): boolean => byName.get(name)?.some((i) => involved.has(i)) ?? false;
  if (isRegistered(fact)) return true;
  return someExpr(fact.steps, (e) => {
    if (e.k === 'function') return involved.has(e.i);
    if (e.k === 'call' && e.site !== undefined) return true;
    if (e.k === 'call' && e.f.k === 'name') return named(e.f.n) || e.a.some(isRouterName);
    if (e.k === 'call' && e.f.k === 'get')
      return (e.f.of.k === 'this' && named(e.f.n)) || e.a.some(isRouterName);
    return false;
  });
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
    if (part.site !== undefined || part.a.some(isRouterName)) return true;
    if (part.f.k === 'name' && (part.f.n === 'require' || part.f.n === 'import')) return true;
    if (part.f.k === 'get' && part.f.of.k === 'this') return inside;
    if (part.f.k !== 'name') return module && part.f.k === 'get' && part.f.of.k === 'name';
    const name = part.f.n;
    const local = byName.get(name)?.[0];
    return local === undefined ? module : involved.has(local);
  });
}

function usedNames(facts: CodeFacts): ReadonlySet<string> {
  const used = new Set<string>();
  const add = (e: Expr): boolean => {
    if (e.k === 'name') used.add(e.n);
    return false;
  };
  const all = [...facts.steps, ...[...facts.functions.values()].flatMap((fact) => fact.steps)];
  someExpr(
    all.filter((step) => step.s !== 'let'),
    add,
  );
  for (const { behavior, needs, decorators, sends, params, defaults } of facts.functions.values()) {
    for (const e of params.flatMap(defaultsOf)) someOf(e, add);
    for (const { f } of sends ?? []) someOf(f, add);
    const relied = [...(behavior?.helpers ?? []), ...(behavior?.statuses ?? [])];
    const handed = behavior?.hands?.flatMap(({ f, a = [] }) => [f, ...a]) ?? [];
    for (const e of [...relied, ...handed, ...(decorators ?? [])]) someOf(e, add);
    for (const [, e] of [...(needs ?? []), ...(defaults ?? [])]) someOf(e, add);
  }
  for (const fact of facts.classes.values()) {
    if (fact.extends !== undefined) someOf(fact.extends, add);
    for (const [, e] of [...fact.fields, ...fact.statics]) someOf(e, add);
  }
  const lets = all.filter((step) => step.s === 'let');
  for (let size = -1; size !== used.size; ) {
    size = used.size;
    someExpr(
      lets.filter((step) => namesOf(step.to).some((name) => used.has(name))),
      add,
    );
  }
  return used;
}

function someExpr(steps: readonly Step[], test: (e: Expr) => boolean): boolean {
  return steps.some((step) => {
    if (step.s === 'each')
      return [step.of, ...defaultsOf(step.to)].some((e) => someOf(e, test)) || someExpr(step.body, test);
    if (step.s === 'let') return someOf(step.is, test) || defaultsOf(step.to).some((e) => someOf(e, test));
    if (step.s === 'set') return someOf(step.of, test) || someOf(step.is, test);
    return (step.s === 'do' || step.s === 'return' || step.s === 'export') && someOf(step.e, test);
  });
}

/** Whether the test holds for the expression or something in it. */
export function someOf(e: Expr, test: (e: Expr) => boolean): boolean {
  if (test(e)) return true;
  switch (e.k) {
    case 'get':
    case 'spread':
      return someOf(e.of, test);
    case 'item':
      return someOf(e.of, test) || someOf(e.at, test);
    case 'call':
      return (
        someOf(e.f, test) ||
        e.a.some((part) => someOf(part, test)) ||
        (e.kw?.some(([, part]) => someOf(part, test)) ?? false)
      );
    case 'new':
      return someOf(e.f, test) || e.a.some((part) => someOf(part, test));
    case 'list':
    case 'join':
    case 'either':
      return e.i.some((part) => someOf(part, test));
    case 'object':
      return e.p.some(([, part]) => someOf(part, test));
    default:
      return false;
  }
}

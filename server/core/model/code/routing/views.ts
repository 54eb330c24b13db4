import type { Expr, FunctionFact } from '../../../facts/code/types.js';
import type { Runtime } from '../running/runtime.js';
import type { ClassValue, FunctionValue, Handler } from '../running/values.js';
import { decorate } from './decorators.js';
import { given, needsOf } from './dependencies.js';

/** Decorators of classes whose methods are routes. */
const VIEWS = /^cbv$/;

/** Registers the methods of a class of Python that is made of routes: `@cbv(router)`. What its fields ask for stands before all of them. */
export function registerViews(value: ClassValue, machine: Runtime): void {
  const { fact, scope } = value;
  if (!(fact.decorators ?? []).some(isViews)) return;
  const { functions } = scope.module.facts;
  const own = fact.methods.flatMap(([name, i]) => {
    const method = functions.get(i);
    return method === undefined ? [] : [{ name, made: madeOf(method, value, machine) }];
  });
  const maker = own.find(({ name }) => name === '__init__')?.made;
  const at = () => ({ uri: scope.module.uri, path: [] });
  const shared = [...fieldsOf(value, machine), ...(maker === undefined ? [] : needsOf(maker, machine, at))];
  for (const { made } of own) {
    const view: FunctionValue = { ...made, shared };
    decorate(view, machine);
    machine.happened({ kind: 'function', value: view });
  }
}

function madeOf(fact: FunctionFact, { scope }: ClassValue, machine: Runtime): FunctionValue {
  return { kind: 'function', fact, scope, fields: machine.writes.table(), wrappers: [] };
}

function isViews(e: Expr): boolean {
  return e.k === 'call' && (e.f.k === 'name' || e.f.k === 'get') && VIEWS.test(e.f.n);
}

/** What the fields of a class ask for, by their values or by their types. */
function fieldsOf({ fact, scope }: ClassValue, machine: Runtime): readonly Handler[] {
  const place = (name: string) => ({ name, at: { uri: scope.module.uri, path: [] } });
  const values = fact.fields.flatMap(([name, e]) => given(machine.evaluate(e, scope), machine, place(name)));
  const types = (fact.types ?? []).flatMap(([name, type]): readonly Handler[] => {
    // What is written out in a type is not followed.
    if (/\bDepends\b|\bSecurity\b/.test(type)) return [{ ...place(name), value: { kind: 'unknown' } }];
    if (!/^\w+$/.test(type)) return [];
    return given(machine.evaluate({ k: 'name', n: type }, scope), machine, place(name));
  });
  return [...values, ...types];
}

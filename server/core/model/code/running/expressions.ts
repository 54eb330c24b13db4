import type { Expr } from '../../../facts/code/types.js';
import { decorate } from '../routing/decorators.js';
import { joined, selfOf, textIn } from './bindings.js';
import { callOf, instanceOf } from './calls.js';
import { placeOf } from './library.js';
import { memberOf, valuesOf } from './members.js';
import { neighbor } from './packages.js';
import type { Runtime } from './runtime.js';
import {
  eitherOf,
  type FunctionValue,
  type ObjectValue,
  type Scope,
  UNKNOWN_VALUE,
  type Value,
} from './values.js';

/** The value of an expression; what it registers on the way is registered. */
export function valueOf(e: Expr, scope: Scope, machine: Runtime): Value {
  switch (e.k) {
    case 'name':
      return named(e.n, scope, machine);
    case 'text':
      return { kind: 'text', text: e.v };
    case 'pattern':
      return { kind: 'text', text: undefined };
    case 'this':
      return selfOf(scope);
    case 'get':
      if (isModuleExports(e.of, e.n)) return scope.module.replaced ?? scope.module.exports;
      return isEnvironment(e.of)
        ? { kind: 'text', text: undefined }
        : memberOf(machine.evaluate(e.of, scope), e.n, machine);
    case 'item': {
      const name = textIn(machine.evaluate(e.at, scope));
      return name === undefined ? UNKNOWN_VALUE : memberOf(machine.evaluate(e.of, scope), name, machine);
    }
    case 'list':
      return { kind: 'list', items: valuesOf(e.i, scope, machine) };
    case 'object':
      return objectOf(e, scope, machine);
    case 'join':
      return joined(e.i.map((part) => machine.evaluate(part, scope)));
    case 'either':
      return eitherOf(
        present(
          e.i.map((part) => machine.evaluate(part, scope)),
          e.or === true,
        ),
      );
    case 'function':
      return functionOf(e.i, scope, machine);
    case 'class':
      return classOf(e.i, scope);
    case 'call':
      return callOf(e, scope, machine);
    case 'new':
      return instanceOf(machine.evaluate(e.f, scope), valuesOf(e.a, scope, machine), machine);
    default:
      return UNKNOWN_VALUE;
  }
}

/** The place of what a module exports whole, in CommonJS. */
export function isModuleExports(of: Expr, name: string): boolean {
  return of.k === 'name' && of.n === 'module' && name === 'exports';
}

/** What is not there is not taken where something else is; `or`: nor is anything else where the first one is there. */
function present(values: readonly Value[], or: boolean): readonly Value[] {
  const found = values.filter((value) => value.kind !== 'unknown' || value.missing !== true);
  const [first] = found;
  if (or && first !== undefined && /^(?:list|object|function|class|router)$/.test(first.kind)) return [first];
  return found.length === 0 ? values : found;
}

/** `process.env`: all that it holds is text. */
function isEnvironment(e: Expr): boolean {
  return e.k === 'get' && e.n === 'env' && e.of.k === 'name' && e.of.n === 'process';
}

function named(name: string, scope: Scope, machine: Runtime): Value {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.up) {
    const value = at.names.get(name);
    if (value !== undefined) return value;
  }
  if (name === 'exports') return scope.module.exports;
  const neighboring = neighbor(scope.module, name, machine);
  return neighboring.kind === 'unknown' ? placeOf(name, scope.module.uri) : neighboring;
}

function objectOf(e: Extract<Expr, { readonly k: 'object' }>, scope: Scope, machine: Runtime): Value {
  const fields = machine.writes.table();
  let [open, literal] = [e.more === true, true];
  for (const [name, part] of e.p) {
    const value = machine.evaluate(part, scope);
    if (name !== '...') fields.set(name, value);
    else if (value.kind === 'object') {
      for (const [key, field] of value.fields) fields.set(key, field);
      literal &&= value.literal === true && value.open !== true;
    } else open = true;
  }
  const made: ObjectValue = { kind: 'object', fields };
  return { ...made, ...(open ? { open } : {}), ...(literal ? { literal } : {}) };
}

function functionOf(index: number, scope: Scope, machine: Runtime): Value {
  const fact = scope.module.facts.functions.get(index);
  if (fact === undefined) return UNKNOWN_VALUE;
  const made: FunctionValue = { kind: 'function', fact, scope, fields: machine.writes.table(), wrappers: [] };
  decorate(made, machine);
  machine.happened({ kind: 'function', value: made });
  return made;
}

function classOf(index: number, scope: Scope): Value {
  const fact = scope.module.facts.classes.get(index);
  return fact === undefined ? UNKNOWN_VALUE : { kind: 'class', fact, scope };
}

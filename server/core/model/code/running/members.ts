import type { Expr } from '../../../facts/code/types.js';
import type { Runtime } from './runtime.js';
import {
  type ClassValue,
  eitherOf,
  lacking,
  MOST_ITEMS,
  type ObjectValue,
  type Scope,
  UNKNOWN_VALUE,
  type Value,
} from './values.js';

/** A member of a value: a field, a method, a static member, or something further in a package. */
export function memberOf(value: Value, name: string, machine: Runtime): Value {
  switch (value.kind) {
    case 'external':
      return name === 'default' ? value : { ...value, names: [...value.names, name] };
    case 'function':
      return value.fields.get(name) ?? UNKNOWN_VALUE;
    case 'object':
      return ofObject(value, name, machine);
    case 'class':
      return staticOf(value, name, machine);
    case 'list':
      return /^\d+$/.test(name) ? (value.items[Number(name)] ?? UNKNOWN_VALUE) : UNKNOWN_VALUE;
    case 'either':
      return eitherOf(value.values.map((one) => memberOf(one, name, machine)));
    case 'router':
      // `require('./router').default`, where the module holds the router itself.
      return name === 'default' ? value : UNKNOWN_VALUE;
    default:
      return UNKNOWN_VALUE;
  }
}

/** Items of a list; undefined when the value is none, or some of it cannot be known. */
export function iterate(value: Value): readonly Value[] | undefined {
  if (value.kind === 'list') return value.items;
  return value.kind === 'either' ? value.values.map(iterate).find((items) => items !== undefined) : undefined;
}

/** What `Object.entries`, `keys` and `values` give; the object itself for `Object.freeze` and the like. */
export function fieldsOf(value: Value, how: string): Value {
  if (/^(?:freeze|seal)$/.test(how)) return value;
  const held = heldBy(value);
  if (held === undefined || !/^(?:entries|keys|values)$/.test(how)) return UNKNOWN_VALUE;
  const items = held.map(([name, field]): Value => {
    const key: Value = { kind: 'text', text: name };
    if (how === 'keys') return key;
    return how === 'values' ? field : { kind: 'list', items: [key, field] };
  });
  return { kind: 'list', items: value.kind === 'object' && value.open ? [...items, UNKNOWN_VALUE] : items };
}

function heldBy(value: Value): readonly (readonly [string, Value])[] | undefined {
  if (value.kind === 'list') return value.items.map((item, i) => [`${i}`, item]);
  return value.kind === 'object' ? [...value.fields] : undefined;
}

/** Values of expressions in a list or a call, spreads laid out. */
export function valuesOf(list: readonly Expr[], scope: Scope, machine: Runtime): readonly Value[] {
  const values = list.flatMap((e) => {
    if (e.k !== 'spread') return [machine.evaluate(e, scope)];
    const value = machine.evaluate(e.of, scope);
    // Of alternatives nobody knows which is laid out.
    return value.kind === 'list' ? value.items : [UNKNOWN_VALUE];
  });
  return values.length <= MOST_ITEMS ? values : [...values.slice(0, MOST_ITEMS), UNKNOWN_VALUE];
}

function ofObject(value: ObjectValue, name: string, machine: Runtime): Value {
  const field = value.fields.get(name);
  if (field !== undefined) return field;
  if (value.class === undefined) return lacking(value);
  return methodOf(value, value.class, name, machine);
}

/** Where names are found of what a class does with an instance. */
export function scopeWith(instance: ObjectValue, { scope }: ClassValue, machine: Runtime): Scope {
  return { module: scope.module, names: machine.writes.table(), up: scope, self: instance };
}

function methodOf(instance: ObjectValue, of: ClassValue, name: string, machine: Runtime): Value {
  const method = of.fact.methods.find(([own]) => own === name);
  const scope = scopeWith(instance, of, machine);
  if (method !== undefined) return machine.evaluate({ k: 'function', i: method[1] }, scope);
  const base = of.fact.extends === undefined ? undefined : machine.evaluate(of.fact.extends, of.scope);
  return base?.kind === 'class' ? methodOf(instance, base, name, machine) : UNKNOWN_VALUE;
}

function staticOf(value: ClassValue, name: string, machine: Runtime): Value {
  const { fact, scope } = value;
  if (scope.module.facts.language === 'java')
    return staticsOf(fact.statics, scope, machine).get(name) ?? UNKNOWN_VALUE;
  const found = fact.statics.find(([own]) => own === name);
  return found === undefined ? UNKNOWN_VALUE : machine.evaluate(found[1], scope);
}

/** Constants of a class, by name; one may be made of those before it. */
export function staticsOf(
  statics: readonly (readonly [string, Expr])[],
  scope: Scope,
  machine: Runtime,
): Map<string, Value> {
  const names = new Map<string, Value>();
  const inner: Scope = { ...scope, names, up: scope };
  for (const [name, e] of statics) names.set(name, machine.evaluate(e, inner));
  return names;
}

import type { Binding } from '../../../facts/code/types.js';
import type { Runtime } from './runtime.js';
import {
  externalValue,
  LONGEST_TEXT,
  lacking,
  type Router,
  type Scope,
  UNKNOWN_VALUE,
  type Value,
} from './values.js';
import type { Writes } from './writes.js';

/** What `this` is. */
export function selfOf(scope: Scope): Value {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.up)
    if (at.self !== undefined) return at.self;
  return UNKNOWN_VALUE;
}

/** The router that a value is; of alternatives the first. */
export function routerIn(value: Value): Router | undefined {
  if (value.kind === 'router' || value.kind === 'chain') return value.router;
  return value.kind === 'either'
    ? value.values.map(routerIn).find((router) => router !== undefined)
    : undefined;
}

/** What an import of this name from a module gives. */
export function imported(value: Value, name: string): Value {
  if (name === '=' || name === '*') return value;
  if (value.kind === 'external') return name === 'default' ? value : externalValue(value.module, [name]);
  if (value.kind !== 'object' && value.kind !== 'function') return name === 'default' ? value : UNKNOWN_VALUE;
  const field = value.fields.get(name);
  return field ?? (name === 'default' ? value : UNKNOWN_VALUE);
}

/** A template or a concatenation. */
export function joined(parts: readonly Value[]): Value {
  const texts = parts.map(textIn);
  const whole = texts.every((text) => text !== undefined) ? texts.join('') : undefined;
  return { kind: 'text', text: whole !== undefined && whole.length <= LONGEST_TEXT ? whole : undefined };
}

/** The text that a value is; of alternatives the first that can be known. */
export function textIn(value: Value): string | undefined {
  if (value.kind === 'text') return value.text;
  return value.kind === 'either' ? value.values.map(textIn).find((text) => text !== undefined) : undefined;
}

/** Binds names; `again`: an assignment, which goes to the scope that declares the name. */
export function bind(to: Binding, value: Value, scope: Scope, machine: Runtime, again?: Writes): void {
  if (to === null) return;
  if (typeof to === 'string') {
    if (again === undefined) scope.names.set(to, value);
    else again.put(declaring(to, scope).names, to, value);
    return;
  }
  for (const [key, inner, otherwise] of to.take) {
    const found = key === '...' ? rest(value, to.take) : key === '[]' ? value : taken(value, key);
    const missing = found.kind === 'unknown' && found.missing === true && otherwise !== undefined;
    bind(inner, missing ? machine.evaluate(otherwise, scope) : found, scope, machine, again);
  }
}

/** What is left of a list behind the items that are taken one by one; of anything else all of it. */
function rest(value: Value, take: readonly (readonly [string, ...unknown[]])[]): Value {
  if (value.kind !== 'list') return value;
  const places = take.flatMap(([key]) => (/^\d+$/.test(key) ? [Number(key) + 1] : []));
  return { kind: 'list', items: value.items.slice(Math.max(0, ...places)) };
}

function declaring(name: string, scope: Scope): Scope {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.up) if (at.names.has(name)) return at;
  return scope;
}

function taken(value: Value, key: string): Value {
  if (value.kind === 'external') return { ...value, names: [...value.names, key] };
  if (value.kind === 'list') return value.items[Number(key)] ?? UNKNOWN_VALUE;
  if (value.kind === 'object') return value.fields.get(key) ?? lacking(value);
  return value.kind === 'function' ? (value.fields.get(key) ?? UNKNOWN_VALUE) : UNKNOWN_VALUE;
}

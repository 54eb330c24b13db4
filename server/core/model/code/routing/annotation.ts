import type { Method } from '../../../facts/api.js';
import type { Expr } from '../../../facts/code/types.js';
import { computed } from '../../../text/multimap.js';
import { textIn } from '../running/bindings.js';
import { lasting } from '../running/epoch.js';
import { iterate } from '../running/members.js';
import type { Runtime } from '../running/runtime.js';
import type { Scope } from '../running/values.js';

/** An annotation that is written as a call, even when it takes nothing. */
export type Annotation = Extract<Expr, { readonly k: 'call' }>;

const MAX_META = 4;

/** 'GetMapping' of `@GetMapping("/x")`. */
export function nameOf(e: Expr): string {
  if (e.k === 'call') return nameOf(e.f);
  return e.k === 'name' || e.k === 'get' ? e.n : '';
}

/** By the scope and the annotation in it. */
const known = lasting(() => new WeakMap<Scope, WeakMap<Expr, readonly Expr[]>>());

/** An annotation and, when its type is in sight, those that stand on that. */
export function meanings(e: Expr, scope: Scope, machine: Runtime): readonly Expr[] {
  const inScope = computed(known(machine), scope, () => new WeakMap<Expr, readonly Expr[]>());
  return computed(inScope, e, () => meaningsFrom(e, scope, machine, 0));
}

function meaningsFrom(e: Expr, scope: Scope, machine: Runtime, depth: number): readonly Expr[] {
  const type = depth > MAX_META ? undefined : machine.evaluate(e.k === 'call' ? e.f : e, scope);
  if (type?.kind !== 'class') return [e];
  const outer = (type.fact.decorators ?? []).filter((one) => nameOf(one) !== nameOf(e));
  return [e, ...outer.flatMap((one) => meaningsFrom(one, type.scope, machine, depth + 1))];
}

/** The first annotation of this name, as written or as it stands on the type of another one. */
export function annotation(
  decorators: readonly Expr[] | undefined,
  name: string,
  scope: Scope,
  machine: Runtime,
): Expr | undefined {
  for (const e of decorators ?? []) {
    const found = meanings(e, scope, machine).find((one) => nameOf(one) === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Paths of a mapping: its value, in one of three ways of writing it. */
export function pathsOf(e: Expr, scope: Scope, machine: Runtime): readonly (string | undefined)[] {
  if (e.k !== 'call') return [''];
  const given = e.a[0] ?? keyword(e, 'path') ?? keyword(e, 'value');
  if (given === undefined) return [''];
  const value = machine.evaluate(given, scope);
  const items = iterate(value) ?? [value];
  // What the environment fills in cannot be known.
  return items.map(textIn).map((text) => (text?.includes('${') === true ? undefined : text));
}

/** Verbs of a mapping; without them it answers all. */
export function verbsOf(e: Annotation, scope: Scope, machine: Runtime): readonly Method[] {
  const given = keyword(e, 'method');
  if (given === undefined) return ['ANY'];
  const list = given.k === 'list' ? given.i : [given];
  return list.map((one) =>
    one.k === 'get' || one.k === 'name' ? one.n : textOf(one, scope, machine) || 'ANY',
  );
}

/** Texts among the arguments. */
export function argumentText(e: Expr, scope: Scope, machine: Runtime): string {
  if (e.k !== 'call') return '';
  const given = [...e.a, ...(e.kw ?? []).map(([, value]) => value)];
  return given.map((one) => textOf(one, scope, machine)).join(' ');
}

function keyword(e: Annotation, name: string): Expr | undefined {
  return e.kw?.find(([key]) => key === name)?.[1];
}

function textOf(e: Expr, scope: Scope, machine: Runtime): string {
  const value = machine.evaluate(e, scope);
  return (iterate(value) ?? [value]).map((one) => textIn(one) ?? '').join(' ');
}

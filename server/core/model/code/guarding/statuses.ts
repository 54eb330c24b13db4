import { answersNamed, answersTo } from '../../../facts/code/faults.js';
import { someOf } from '../../../facts/code/some.js';
import { namesOf } from '../../../facts/code/steps.js';
import type { Answer, Behavior, Expr, Handed } from '../../../facts/code/types.js';
import { bind, textIn } from '../running/bindings.js';
import { memberOf } from '../running/members.js';
import type { Runtime } from '../running/runtime.js';
import {
  eitherOf,
  type FunctionValue,
  MISSING_VALUE,
  type Scope,
  UNKNOWN_VALUE,
  type Value,
} from '../running/values.js';

/** Refusals that come of what a function was told. */
export interface Told {
  readonly answers: ReadonlySet<Answer>;
  /** Some of it is out of sight. */
  readonly open: boolean;
  /** A constant out of sight may stand for a refusal. */
  readonly relies: boolean;
}

/** What a function answers with that is called with these arguments; undefined: by itself. */
export type Ask = (args?: readonly Value[]) => Told;

/** What a function answers with: what is certain by itself, and what hangs on its arguments. */
export interface Statuses {
  readonly told: readonly Told[];
  readonly asks: readonly Ask[];
}

const NOTHING: Told = { answers: new Set(), open: false, relies: false };

/** Statuses that refuse nobody. */
const HARMLESS_STATUS =
  /ok$|created|accepted|no_?content|redirect|found|moved|modified|bad_?request|conflict|gone|unprocessable|internal|server_?error|timeout|unavailable|not_?implemented|too_?large|unsupported|success/i;

/** Statuses that a function answers with itself. */
export function ownStatuses(own: Behavior, by: FunctionValue, runtime: Runtime): Statuses {
  const made = (own.statuses ?? []).map((e) => ({ e, ask: askOf(e, by, runtime) }));
  return sorted(
    made.map(({ e, ask }) => ({ given: [e], ask })),
    by,
  );
}

/** Statuses that come of handing arguments to a function that answers with what it is told. */
export function handedStatuses(
  { a = [], says = [] }: Handed,
  asks: readonly Ask[],
  by: FunctionValue,
  runtime: Runtime,
): Statuses {
  const made = asks.map((inner): Ask => {
    const ask: Ask = (args) => {
      const scope = scopeOf(by, args, runtime);
      const told = inner(a.map((e) => argumentOf(e, scope, runtime)));
      return told.answers.size > 0 || says.length === 0 ? told : { ...NOTHING, answers: new Set(says) };
    };
    return ask;
  });
  return sorted(
    made.map((ask) => ({ given: a, ask })),
    by,
  );
}

/** Those that hang on arguments of the function wait for them. */
function sorted(
  made: readonly { readonly given: readonly Expr[]; readonly ask: Ask }[],
  { fact }: FunctionValue,
): Statuses {
  const params = new Set(fact.params.flatMap(namesOf));
  const waits = (e: Expr): boolean => someOf(e, (part) => part.k === 'name' && params.has(part.n));
  return {
    told: made.filter(({ given }) => !given.some(waits)).map(({ ask }) => ask()),
    asks: made.filter(({ given }) => given.some(waits)).map(({ ask }) => ask),
  };
}

function askOf(e: Expr, by: FunctionValue, runtime: Runtime): Ask {
  return (args) => {
    const scope = scopeOf(by, args, runtime);
    const values = statusValues(e, scope, runtime);
    return merged(values.map((value) => toldBy(value, e)));
  };
}

function merged(all: readonly Told[]): Told {
  return {
    answers: new Set(all.flatMap(({ answers }) => [...answers])),
    open: all.some(({ open }) => open),
    relies: all.some(({ relies }) => relies),
  };
}

/** The names of a function that is called with these arguments. */
function scopeOf(
  { fact, scope }: FunctionValue,
  args: readonly Value[] | undefined,
  runtime: Runtime,
): Scope {
  if (args === undefined) return scope;
  const inner: Scope = { module: scope.module, names: new Map(), up: scope, self: scope.self };
  for (const [i, param] of fact.params.entries()) bind(param, args[i] ?? MISSING_VALUE, inner, runtime);
  return inner;
}

function argumentOf(e: Expr, scope: Scope, runtime: Runtime): Value {
  return e.k === 'other' ? UNKNOWN_VALUE : eitherOf(statusValues(e, scope, runtime));
}

/** All that an expression may be; what was said of nothing in it is left out. */
function statusValues(e: Expr, scope: Scope, runtime: Runtime): readonly Value[] {
  const of = (part: Expr): readonly Value[] => statusValues(part, scope, runtime);
  switch (e.k) {
    case 'other':
      return [];
    case 'either': {
      const [first, ...rest] = e.i.map(of);
      if (e.or !== true || first === undefined) return [...(first ?? []), ...rest.flat()];
      const isMissing = first.every((value) => value.kind === 'unknown' && value.missing === true);
      return isMissing ? rest.flat() : first;
    }
    case 'get':
      return of(e.of).flatMap((value) => flat(memberOf(value, e.n, runtime)));
    case 'item': {
      const tables = of(e.of);
      return of(e.at).flatMap((key) => tables.flatMap((table) => itemOf(table, textIn(key), runtime)));
    }
    default:
      return flat(runtime.evaluate(e, scope));
  }
}

/** What a table holds under a key; all that it holds says little of what is looked up by a key out of sight. */
function itemOf(table: Value, key: string | undefined, runtime: Runtime): readonly Value[] {
  return key === undefined ? [UNKNOWN_VALUE] : flat(memberOf(table, key, runtime));
}

function flat(value: Value): readonly Value[] {
  return value.kind === 'either' ? value.values.flatMap(flat) : [value];
}

function toldBy(value: Value, e: Expr): Told {
  if (value.kind === 'unknown' && value.missing === true) return NOTHING;
  const status = value.kind === 'text' ? value.text : undefined;
  if (status !== undefined) return { ...NOTHING, answers: new Set(answersTo(status)) };
  const named = value.kind === 'external' ? (value.names.at(-1) ?? '') : '';
  const answers = answersNamed(named);
  if (answers.length > 0) return { ...NOTHING, answers: new Set(answers) };
  if (HARMLESS_STATUS.test(named)) return NOTHING;
  // A constant out of sight may stand for a refusal; a variable is what was computed.
  const name = e.k === 'name' || e.k === 'get' ? e.n : '';
  const harmless = HARMLESS_STATUS.test(name);
  return { ...NOTHING, open: !harmless, relies: /^[A-Z]/.test(name) && !harmless };
}

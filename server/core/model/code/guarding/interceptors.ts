import type { GuardKind } from '../../../facts/api.js';
import type { Answer, ClassFact, Expr } from '../../../facts/code/types.js';
import type { Annotating, Interception } from '../../../facts/frameworks/framework.js';
import type { Anchor } from '../../../text/span.js';
import { nameOf } from '../routing/annotation.js';
import { textIn } from '../running/bindings.js';
import type { Machine } from '../running/machine.js';
import { iterate, staticsOf } from '../running/members.js';
import type { Module, Scope } from '../running/values.js';
import { covers, type Demand } from './access.js';

/** What stands in front of the routes of a package without a word in them. Plain data, so that two can be compared. */
export interface Interceptions {
  /** Something turns callers away of which it is not known where it stands. */
  readonly hidden: boolean;
  /** The same, because they come too often. */
  readonly limits: boolean;
  /** Nothing else can guard a route: callers are told apart by interceptors alone. */
  readonly alone: boolean;
  readonly guards: readonly Guarding[];
}

interface Guarding {
  readonly name: string;
  /** Undefined where it cannot be told what it does. */
  readonly kinds: readonly GuardKind[] | undefined;
  /** Patterns; undefined among them: one that cannot be known. */
  readonly on: readonly (string | undefined)[];
  readonly except: readonly (string | undefined)[];
  readonly at: Anchor;
}

/** What a class that turns callers away is, and how it answers them. */
interface Turning {
  readonly name: string | undefined;
  readonly answers: ReadonlySet<Answer>;
  /** It stands nowhere until it is registered. */
  readonly registered: boolean;
  /** What it does depends on the path or the method, or some pass without credentials. */
  readonly unclear: boolean;
}

export function interceptionsIn(
  modules: readonly Module[],
  style: Annotating,
  machine: Machine,
): Interceptions {
  const turning = modules.flatMap((module) => turningIn(module, style));
  const placed = modules.flatMap((module) => registrationsIn(module, style, machine));
  const guards = placed.flatMap((one) => {
    const same = turning.filter(({ name }) => name !== undefined && name === one.type);
    const [only] = same;
    if (only === undefined && one.type !== undefined && !MAY_ASK.test(one.type)) return [];
    return [guarding(one, same.length === 1 ? only : undefined)];
  });
  const names = new Set(guards.map(({ name }) => name));
  const apart = turning.filter(({ name, registered }) => !registered || !names.has(name ?? ''));
  const answers = new Set(apart.flatMap((one) => [...one.answers]));
  const asks = guards.some(({ kinds }) => kinds?.includes('authentication'));
  const others = () => modules.some(({ facts }) => facts.modules.some((name) => style.others.test(name)));
  return {
    hidden: CHECKS.some((answer) => answers.has(answer)),
    limits: answers.has('429'),
    alone: asks && !others(),
    guards,
  };
}

/** Names of what may turn callers away in a way that is not read. */
const MAY_ASK =
  /auth|log_?in|sign|token|jwt|session|user|member|permi|role|access|secur|guard|check|verif|admin|tenant|key/i;

const CHECKS: readonly Answer[] = ['401', '403', 'login'];

function turningIn({ facts }: Module, style: Annotating): readonly Turning[] {
  return [...facts.classes.values()].flatMap((fact): readonly Turning[] => {
    const above = typesAbove(fact);
    if (!above.some((name) => style.interceptors.includes(name))) return [];
    const behaviors = fact.methods.flatMap(([, i]) => facts.functions.get(i)?.behavior ?? []);
    const answers = new Set(behaviors.flatMap((one) => one.answers));
    if (answers.size === 0) return [];
    return [
      {
        name: fact.name,
        answers,
        registered: above.some((name) => style.registered.includes(name)),
        unclear: behaviors.some(({ skips, admits }) => skips === true || admits === true),
      },
    ];
  });
}

function typesAbove({ extends: base, implements: types }: ClassFact): readonly string[] {
  return [...(base === undefined ? [] : [base]), ...(types ?? [])].map(nameOf);
}

interface Registration extends Omit<Guarding, 'name' | 'kinds'> {
  readonly type: string | undefined;
  readonly sure: boolean;
}

function registrationsIn(
  { facts, uri }: Module,
  style: Annotating,
  machine: Machine,
): readonly Registration[] {
  return [...facts.classes.values()].flatMap((of) =>
    of.methods.flatMap(([, index]) => {
      const fact = facts.functions.get(index);
      const found = fact && style.interceptions(fact, of, facts.functions);
      if (found === undefined) return [];
      const module = machine.modules.get(uri);
      const scope = module && machine.start(module);
      const inner = scope && { ...scope, names: staticsOf(of.statics, scope, machine), up: scope };
      return inner === undefined ? [] : found.map((one) => registration(one, uri, inner, machine));
    }),
  );
}

function registration(
  { type, on, except, sure }: Interception,
  uri: string,
  scope: Scope,
  machine: Machine,
): Registration {
  const texts = (list: readonly Expr[]) =>
    list.flatMap((e) => {
      const value = machine.evaluate(e, scope);
      return (iterate(value) ?? [value]).map(textIn);
    });
  return { type, on: texts(on), except: texts(except), sure, at: { uri, path: [] } };
}

function guarding({ type = '', on, except, at, sure }: Registration, of: Turning | undefined): Guarding {
  const kinds = sure && of !== undefined && !of.unclear ? kindsOf(of.answers) : undefined;
  return { name: type, kinds, on, except, at };
}

function kindsOf(answers: ReadonlySet<Answer>): readonly GuardKind[] {
  const asks = answers.has('401') || answers.has('login');
  return [
    ...(asks ? (['authentication'] as const) : []),
    ...(answers.has('403') ? (['authorization'] as const) : []),
    ...(answers.has('429') ? (['rate-limit'] as const) : []),
  ];
}

/** What interceptors make of a request. `opened`: they are told to let everybody in to this very path. */
export interface Intercepted {
  readonly demands: readonly Demand[];
  readonly opened: boolean;
}

/** What interceptors demand of a request with the path. */
export function interceptedOn({ guards }: Interceptions, path: string | undefined): Intercepted {
  let opened = false;
  const demands = guards.flatMap(({ name, kinds, on, except, at }): readonly Demand[] => {
    const guard = { value: { kind: 'unknown' as const }, name, at };
    const unknown: readonly Demand[] = [{ verdict: 'unknown', guard }];
    if (path === undefined) return unknown;
    const fits = (pattern: string | undefined) => pattern !== undefined && covers(pattern, path);
    if (on.length > 0 && !on.some(fits)) return on.includes(undefined) ? unknown : [];
    if (except.some(fits)) {
      opened ||= except.some((pattern) => fits(pattern) && pattern?.includes('*') === false);
      return [];
    }
    if (kinds === undefined || except.includes(undefined)) return unknown;
    return kinds.map((verdict) => ({ verdict, guard }));
  });
  return { demands, opened };
}

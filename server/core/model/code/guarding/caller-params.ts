import type { Expr } from '../../../facts/code/types.js';
import { computed } from '../../../text/multimap.js';
import type { Anchor } from '../../../text/span.js';
import { given } from '../routing/dependencies.js';
import { lasting } from '../running/epoch.js';
import type { Runtime } from '../running/runtime.js';
import type { FunctionValue, Handler, Scope } from '../running/values.js';
import { looksAtCaller, middleware } from './guards.js';

/** Names of what may find out who is calling where it is out of sight. */
const CALLER = /user|account|auth|principal|member|identity|caller|token|current|signed_?in|logged_?in/i;

const NOWHERE: Anchor = { uri: '', path: [] };

/** What was asked of expressions, by the names that they are made of and by how they read: many parameters ask for the same. */
const known = lasting(() => new WeakMap<Scope, Map<string, boolean>>());

/** Parameters that hold who is calling: what gives them finds it out, as `Depends(current_user)` does, under any name. */
export function callersAmong(
  { fact, scope }: Pick<FunctionValue, 'fact' | 'scope'>,
  runtime: Runtime,
): readonly number[] {
  const found = computed(known(runtime), scope, () => new Map<string, boolean>());
  const needs = fact.needs ?? [];
  return needs.flatMap(([index, e]) => {
    // `trips: Trips = Depends()` makes an instance of the type.
    const beside = e.k === 'call' ? needs.find(([i, one]) => i === index && one !== e)?.[1] : undefined;
    const key = beside === undefined ? textOf(e) : `${textOf(e)} ${textOf(beside)}`;
    const finds = computed(found, key, () => {
      const type = beside && runtime.evaluate(beside, scope);
      const asked = { name: '', at: NOWHERE };
      return given(runtime.evaluate(e, scope), runtime, asked, type).some((one) => findsCaller(one, runtime));
    });
    return finds ? [index] : [];
  });
}

const texts = new WeakMap<Expr, string>();

function textOf(e: Expr): string {
  return computed(texts, e, () => JSON.stringify(e));
}

function findsCaller({ value, name }: Handler, runtime: Runtime): boolean {
  if (looksAtCaller(value, runtime)) return true;
  return runtime.frameworks.some((framework) => {
    if (framework.decorating === undefined) return false;
    const verdict = middleware(value, framework, runtime, name);
    if (verdict === 'authentication' || verdict === 'authorization') return true;
    return verdict === 'unknown' && CALLER.test(name);
  });
}

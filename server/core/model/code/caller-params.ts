import type { Anchor } from '../../text/span.js';
import { given } from './dependencies.js';
import { looksAtCaller, middleware } from './guards.js';
import type { Runtime } from './runtime.js';
import type { FunctionValue, Handler } from './values.js';

/** Names of what may find out who is calling where it is out of sight. */
const CALLER = /user|account|auth|principal|member|identity|caller|token|current|signed_?in|logged_?in/i;

const NOWHERE: Anchor = { uri: '', path: [] };

/** Parameters that hold who is calling: what gives them finds it out, as `Depends(current_user)` does, under any name. */
export function callersAmong(of: Pick<FunctionValue, 'fact' | 'scope'>, runtime: Runtime): readonly number[] {
  return (of.fact.needs ?? []).flatMap(([index, e]) => {
    const asked = given(runtime.evaluate(e, of.scope), runtime, { name: '', at: NOWHERE });
    return asked.some((one) => findsCaller(one, runtime)) ? [index] : [];
  });
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

import { lostGuard, weakening } from '../../server/core/rule/baseline.js';
import type { RuleContext } from '../../server/core/rule/rule.js';
import type { OperationView, RouteView } from '../../server/core/rule/views.js';

type Speaks = Pick<RuleContext<unknown>, 'speaks'>;

/** Whether it is told already that callers had to sign in when a baseline was taken: that is the nearer cause. */
export function isToldAsOpened({ asked, security }: OperationView, { speaks }: Speaks): boolean {
  if (asked === undefined || !security.known || !speaks('testing/baseline-regression')) return false;
  const kind = weakening(asked, security.value.anyOf)?.kind;
  return kind === 'open' || kind === 'anonymous';
}

/** The same of a route that a guard stood in front of. */
export function isToldAsUnguarded({ guards, formerly }: RouteView, { speaks }: Speaks): boolean {
  if (!guards.known || formerly.length === 0 || !speaks('testing/baseline-regression')) return false;
  return formerly.some(({ asked }) => lostGuard(asked, guards.value) !== undefined);
}

import { defaultsOf } from './steps.js';
import type { Expr, Step } from './types.js';

/** Whether the test holds for an expression in the steps. */
export function someExpr(steps: readonly Step[], test: (e: Expr) => boolean): boolean {
  return steps.some((step) => {
    if (step.s === 'each')
      return [step.of, ...defaultsOf(step.to)].some((e) => someOf(e, test)) || someExpr(step.body, test);
    if (step.s === 'let') return someOf(step.is, test) || defaultsOf(step.to).some((e) => someOf(e, test));
    if (step.s === 'set') return someOf(step.of, test) || someOf(step.is, test);
    return (step.s === 'do' || step.s === 'return' || step.s === 'export') && someOf(step.e, test);
  });
}

/** Whether the test holds for the expression or something in it. */
export function someOf(e: Expr, test: (e: Expr) => boolean): boolean {
  if (test(e)) return true;
  switch (e.k) {
    case 'get':
    case 'spread':
      return someOf(e.of, test);
    case 'item':
      return someOf(e.of, test) || someOf(e.at, test);
    case 'call':
      return (
        someOf(e.f, test) ||
        e.a.some((part) => someOf(part, test)) ||
        (e.kw?.some(([, part]) => someOf(part, test)) ?? false)
      );
    case 'new':
      return someOf(e.f, test) || e.a.some((part) => someOf(part, test));
    case 'list':
    case 'join':
    case 'either':
      return e.i.some((part) => someOf(part, test));
    case 'object':
      return e.p.some(([, part]) => someOf(part, test));
    default:
      return false;
  }
}

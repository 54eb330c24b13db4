import type { ClassFact, FunctionFact } from '../../../facts/code/types.js';
import type { Event, Run } from './runs.js';
import type { FunctionValue, ObjectValue, Router } from './values.js';

/** What came into being while code ran, in order. */
export class Found {
  readonly routers = new Map<string, Router>();
  /** Those that have something to run. */
  readonly functions = new Set<FunctionValue>();
  readonly instances = new Set<ObjectValue>();
  readonly called = new Set<FunctionFact>();
  readonly constructed = new Set<ClassFact>();
  /** The first value of each function. */
  readonly made = new Map<FunctionFact, FunctionValue>();

  take(event: Extract<Event, { readonly kind: 'router' | 'function' | 'instance' }>): void {
    if (event.kind === 'router') this.routers.set(event.router.id, event.router);
    else if (event.kind === 'instance') this.instances.add(event.value);
    else {
      const { value } = event;
      if (!this.made.has(value.fact)) this.made.set(value.fact, value);
      if (value.fact.steps.length > 0) this.functions.add(value);
    }
  }

  /** What a run has called and constructed. */
  takeUse({ called, constructed }: Pick<Run, 'called' | 'constructed'>): void {
    for (const fact of called) this.called.add(fact);
    for (const fact of constructed) this.constructed.add(fact);
  }
}

import type { OperationFact } from '../../server/core/rule/views.js';
import { isHeavyWork } from '../../server/core/words/costs.js';
import { takesGuesses } from '../../server/core/words/public-paths.js';

/** Whether callers set off heavy work by it. Of what asks for passwords and codes, auth/login-no-throttle speaks. */
export function isDear(fact: OperationFact): boolean {
  return !fact.outbound && isHeavyWork(fact) && !takesGuesses(fact);
}

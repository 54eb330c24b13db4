import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { NARROWING } from '../../server/core/words/narrowing.js';
import type { Endpoint } from '../auth/endpoints.js';
import { mayBeCutBefore, mayBeValidated } from './validated.js';

/** Whether what may be an object may have been checked or cut: here, or by the handlers elsewhere that hand it on. */
export function isCut(call: CallView, value: ValueView): boolean {
  const { endpoints } = value.handed ?? value.member ?? value.query ?? {};
  if (endpoints === undefined) return mayBeValidated(call, value) || isClean(call);
  const around = call.neighbors().some((callee) => NARROWING.test(callee));
  return around || value.isChecked() || mayBeCutBefore(endpoints) || hasClean(endpoints);
}

/** Whether something in front of the handler takes operators out of what callers send. */
function isClean({ handler }: CallView): boolean {
  return hasClean(handler?.endpoints ?? []);
}

function hasClean(endpoints: readonly Endpoint[]): boolean {
  return endpoints.some(({ sanitized }) => sanitized === true);
}

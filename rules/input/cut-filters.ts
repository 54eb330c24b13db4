import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { NARROWING } from '../../server/core/words/narrowing.js';
import type { Endpoint } from '../auth/endpoints.js';
import { mayBeCutBefore, mayBeValidated } from './validated.js';

/** Whether an object may have been checked or cut: here, or by the handlers elsewhere that hand it on. */
export function isCut(call: CallView, whole: ValueView): boolean {
  const { endpoints } = whole.handed ?? {};
  if (endpoints === undefined) return mayBeValidated(call, whole) || isClean(call);
  const around = call.neighbors().some((callee) => NARROWING.test(callee));
  return around || whole.isChecked() || mayBeCutBefore(endpoints) || hasClean(endpoints);
}

/** Whether something in front of the handler takes operators out of what callers send. */
export function isClean({ handler }: CallView): boolean {
  return hasClean(handler?.endpoints ?? []);
}

function hasClean(endpoints: readonly Endpoint[]): boolean {
  return endpoints.some(({ sanitized }) => sanitized === true);
}

import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { NARROWING } from '../../server/core/words/narrowing.js';

/**
 * Whether something around a call, or in front of its handler, may check or cut what the caller sent; also where that cannot
 * be seen. `value`: what is around has to be handed that value, or an object that holds it.
 */
export function mayBeValidated(call: CallView, value?: ValueView): boolean {
  const narrowing = call.neighbors().filter((callee) => NARROWING.test(callee));
  if (narrowing.some((callee) => value === undefined || isHanded(callee, call, value))) return true;
  // FastAPI has types of parameters check what it is sent, and nothing in front of them.
  if (call.language === 'python') return call.handler === undefined;
  const endpoints = call.handler?.endpoints ?? [];
  return (
    endpoints.length === 0 ||
    endpoints.some(
      ({ obscured, guards }) =>
        obscured || !guards.known || guards.value.some(({ kind }) => kind === 'validation'),
    )
  );
}

/** Whether a call around another one, of all that have this callee, is handed the value or an object that holds it. */
export function isHanded(callee: string, call: CallView, value: ValueView): boolean {
  const named = call.nearby(callee.slice(callee.lastIndexOf('.') + 1)).filter((one) => one.callee === callee);
  const words = namesIn(value);
  const { input = [] } = value;
  const holds = (one: ValueView): boolean =>
    words.includes(one.text) ||
    one.text === call.handler?.request ||
    (one.input !== undefined && input.join(' ').startsWith(one.input.join(' ')));
  return named.some((one) => one.arguments.length === 0 || one.arguments.some(holds));
}

/** The names that a value may go by: of `isSafe(to) ? to : '/'` each by itself, and of a name what it was declared as. */
export function namesIn({ text, written }: ValueView): readonly string[] {
  const texts = written !== undefined && 'text' in written ? [text, written.text] : [text];
  return texts.flatMap((one) => [one, ...(one.match(/[\w$.]+/g) ?? [])]);
}

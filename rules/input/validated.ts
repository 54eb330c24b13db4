import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { NARROWING } from '../../server/core/words/narrowing.js';

type Endpoint = NonNullable<CallView['handler']>['endpoints'][number];

/** Names of libraries whose schemas stand in front of handlers. */
export const SCHEMAS = /celebrate|joi|zod/i;

/**
 * Whether something around a call, or in front of its handler, may check or cut what the caller sent; also where that cannot
 * be seen. `value`: what is around has to be handed that value, or an object that holds it.
 */
export function mayBeValidated(call: CallView, value?: ValueView): boolean {
  const narrowing = call.neighbors().filter((callee) => NARROWING.test(callee));
  if (narrowing.some((callee) => value === undefined || isHanded(callee, call, value))) return true;
  // FastAPI has types of parameters check what it is sent, and nothing in front of them.
  if (call.language === 'python') return call.handler === undefined;
  return call.handler === undefined || call.handler.endpoints.length === 0 || mayBeRefusedBefore(call);
}

function mayBeRefusedBefore({ handler }: CallView): boolean {
  return mayBeCutBefore(handler?.endpoints ?? []);
}

/** Whether something in front of one of the endpoints may check or cut what callers send. */
export function mayBeCutBefore(endpoints: readonly Endpoint[]): boolean {
  return endpoints.some((one) => one.obscured || !one.guards.known || isValidated(one));
}

/** Whether something in front of the handler checks what the caller sent; where its registration is elsewhere, or may check. */
export function isValidatedBefore(call: CallView): boolean {
  const { front, endpoints = [] } = call.handler ?? {};
  if (front === undefined) return mayBeRefusedBefore(call);
  return endpoints.some(isValidated) || front.some((text) => NARROWING.test(text) || SCHEMAS.test(text));
}

function isValidated({ guards }: Endpoint): boolean {
  return guards.known && guards.value.some(({ kind }) => kind === 'validation');
}

/** Whether a call around another one, of all that have this callee, is handed the value by one of its names, or what holds it. */
export function isHanded(
  callee: string,
  call: CallView,
  { text, input = [] }: ValueView,
  words = wordsIn(text),
): boolean {
  const named = call.nearby(callee.slice(callee.lastIndexOf('.') + 1)).filter((one) => one.callee === callee);
  const holds = (one: ValueView): boolean =>
    words.includes(one.text) ||
    one.text === call.handler?.request ||
    (one.input !== undefined && input.join(' ').startsWith(one.input.join(' ')));
  return named.some((one) => one.arguments.length === 0 || one.arguments.some(holds));
}

/** The names that a value may go by: those in its text, and where it is a name those in what that was declared as. */
export function namesIn({ text, written }: ValueView): readonly string[] {
  return written !== undefined && 'text' in written
    ? [...wordsIn(text), ...wordsIn(written.text)]
    : wordsIn(text);
}

/** Of `isSafe(to) ? to : '/'` each name by itself. */
function wordsIn(text: string): readonly string[] {
  return [text, ...(text.match(/[\w$.]+/g) ?? [])];
}

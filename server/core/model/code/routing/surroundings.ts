import { type Endpoint, known, UNKNOWN } from '../../../facts/api.js';
import { conductOf, findsOut } from '../guarding/conduct.js';
import {
  answersTooMany,
  looksAtCaller,
  mayTurnAway,
  passwordUse,
  purposeOf,
  refusesOtherwise,
} from '../guarding/guards.js';
import type { Runtime } from '../running/runtime.js';
import type { Value } from '../running/values.js';
import { guardsOf, type Passed } from './passed.js';

/** What stands in front of an endpoint, and what is known of its handler. */
export type Surroundings = Pick<
  Endpoint,
  | 'guards'
  | 'obscured'
  | 'unlimited'
  | 'delegates'
  | 'unread'
  | 'limited'
  | 'personal'
  | 'replaced'
  | 'takes'
  | 'password'
  | 'purpose'
>;

/** Of a registration of which only itself is known. */
export const NOTHING_SEEN: Surroundings = { guards: UNKNOWN, obscured: true };

/** Reads what a request passes; the handler comes last. `hidden`: the way there is not known. */
export function surroundingsOf(all: readonly Passed[], hidden: boolean, runtime: Runtime): Surroundings {
  const passed = all.map((one, i) => seenFrom(all.slice(i + 1), one, runtime));
  const handler = passed.at(-1);
  const front = passed.slice(0, -1);
  const personal = handler !== undefined && asksCaller(handler.guard.value, runtime);
  const unread = front.find(isUnread)?.guard;
  const hides = hidden || (unread !== undefined && mayFind(handler, personal, unread));
  const guards = markedOwn(guardsOf(passed, hides), handler);
  const obscured = hidden || front.some((one) => isHidden(one, runtime));
  const unlimited = !hidden && front.every((one) => !mayLimit(one, runtime));
  const delegates = handler?.verdict === 'unknown' || isOutOfSight(handler);
  const limited =
    passed.some(({ verdict }) => verdict === 'rate-limit') ||
    (handler !== undefined && answersTooMany(handler.guard.value, runtime));
  const takes = handler && takenBy(handler.guard.value, handler.verdict);
  const values = passed
    .filter((one) => one === handler || !readsOfCaller(one, runtime))
    .map(({ guard }) => guard.value);
  return {
    guards,
    ...(obscured ? { obscured } : {}),
    ...(unlimited ? { unlimited } : {}),
    ...(delegates ? { delegates } : {}),
    ...(limited ? { limited } : {}),
    ...(personal ? { personal } : {}),
    ...(takes === undefined ? {} : { takes }),
    ...(unread === undefined ? {} : { unread: unread.name }),
    ...replacedBy(front),
    ...doingOf(values, values.at(-1), runtime),
  };
}

/**
 * Whether a handler that is given no credentials may know who is calling all the same: from all of the request, or from
 * what somebody out of sight has checked.
 */
function mayFind(handler: Passed | undefined, personal: boolean, { at }: Passed['guard']): boolean {
  const value = handler?.guard.value;
  if (value?.kind !== 'function') return personal;
  const { handsRequest, ignores = [] } = value.fact;
  const isIgnored = at.path.at(-2) === 'parameter' && ignores.some((index) => index === at.path.at(-1));
  return handsRequest === true || (personal && !isIgnored);
}

/** Whether it demands credentials that nothing looks at. */
function isUnread({ guard: { value } }: Passed): boolean {
  return value.kind === 'external' && value.unread === true;
}

/** Whether a guard reads credentials that say who is calling, which are none that the handler takes. */
function readsOfCaller({ verdict, guard }: Passed, runtime: Runtime): boolean {
  return /^auth/.test(verdict) && passwordUse(guard.value, runtime) === 'read';
}

/** Guards with the one marked that the handler is itself. */
function markedOwn(guards: Endpoint['guards'], handler: Passed | undefined): Endpoint['guards'] {
  if (!guards.known || !guards.value.some(({ at }) => at === handler?.guard.at)) return guards;
  return known(guards.value.map((one) => (one.at === handler?.guard.at ? { ...one, own: true } : one)));
}

/** What stands in front, where something behind it may decide by what it has found out. */
function seenFrom(behind: readonly Passed[], one: Passed, runtime: Runtime): Passed {
  if (behind.length === 0 || one.verdict !== 'none' || !isFinding(one.guard.value, runtime)) return one;
  // A guard behind it decides by what it has found out.
  if (behind.some((other) => !other.maybe && /^auth/.test(other.verdict))) return one;
  const values = behind.map(({ guard }) => guard.value).filter((value) => !isFinding(value, runtime));
  const [last, ...others] = values.toReversed();
  const asked = mayAskCaller(last, runtime) || others.some((value) => asksCaller(value, runtime));
  return asked ? { ...one, verdict: 'unknown' } : one;
}

function isFinding(value: Value, runtime: Runtime): boolean {
  if (value.kind !== 'function') return false;
  const conduct = conductOf(value, runtime);
  return findsOut(conduct) || (conduct.admits && conduct.identity);
}

/** Whether a handler, or the one function that it is wrapped around, looks at who is calling or is out of sight. */
function mayAskCaller(value: Value | undefined, runtime: Runtime): boolean {
  const inner = value?.kind === 'external' ? value.args.filter(({ kind }) => kind === 'function') : [];
  const [handler = value] = inner;
  return handler?.kind !== 'function' || inner.length > 1 || asksCaller(handler, runtime);
}

/** Whether a function looks at who is calling. */
export function asksCaller(value: Value, runtime: Runtime): boolean {
  return value.kind === 'function' && (value.fact.asks === true || looksAtCaller(value, runtime));
}

/** Fields with a password that what stands in front puts something else in the place of. */
function replacedBy(front: readonly Passed[]): Pick<Endpoint, 'replaced'> {
  const found = new Set(
    front.flatMap(({ guard: { value } }) =>
      value.kind === 'function' ? (value.fact.behavior?.replaces ?? []) : [],
    ),
  );
  return found.size === 0 ? {} : { replaced: [...found].sort() };
}

/** What was left for a handler, seen through what it is wrapped in. */
function takenBy(value: Value, verdict: Passed['verdict']): readonly string[] | undefined {
  const inner = value.kind === 'external' ? value.args.filter(({ kind }) => kind === 'function') : [];
  const [handler = value] = inner;
  return handler.kind === 'function' && inner.length <= 1 && verdict === 'none'
    ? handler.fact.behavior?.takes
    : undefined;
}

/** What all that a request passes does with a password, and why anybody may ask for what the last one does. */
export function doingOf(
  passed: readonly Value[],
  last: Value | undefined,
  runtime: Runtime,
): Pick<Endpoint, 'password' | 'purpose'> {
  const uses = passed.map((value) => passwordUse(value, runtime));
  const password = (['checked', 'read'] as const).find((use) => uses.includes(use));
  const purpose = last && purposeOf(last, runtime);
  return {
    ...(password === undefined ? {} : { password }),
    ...(purpose === undefined ? {} : { purpose }),
  };
}

function isHidden({ verdict, maybe, guard }: Passed, runtime: Runtime): boolean {
  if (verdict === 'rate-limit') return false;
  return maybe || (verdict === 'unknown' && !refusesOtherwise(guard.value, runtime));
}

function mayLimit({ verdict, guard }: Passed, runtime: Runtime): boolean {
  return verdict === 'rate-limit' || (verdict === 'unknown' && mayTurnAway(guard.value, runtime));
}

function isOutOfSight(handler: Passed | undefined): boolean {
  const kind = handler?.guard.value.kind;
  return kind === undefined || kind === 'unknown' || kind === 'external';
}

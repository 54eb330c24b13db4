import type { Purpose } from '../../../facts/api.js';
import { AUTH_WORDS, VERIFIERS } from '../../../facts/code/signs.js';
import type { Answer, Behavior, Expr, FunctionFact, Handed } from '../../../facts/code/types.js';
import { isScript, type LanguageId } from '../../../text/leaf.js';
import { computed } from '../../../text/multimap.js';
import { asksForForm } from '../routing/dependencies.js';
import { lasting } from '../running/epoch.js';
import type { Runtime } from '../running/runtime.js';
import type { FunctionValue, Value } from '../running/values.js';
import { alternatives, idleIn } from './idle.js';
import { type Ask, handedStatuses, ownStatuses, type Statuses } from './statuses.js';
import { packageShare } from './treatment.js';
import { triedBy } from './tried.js';

/** What a function does itself and through the functions that it hands the request to. */
export interface Conduct {
  readonly answers: ReadonlySet<Answer>;
  readonly identity: boolean;
  readonly credentials: boolean;
  readonly proves: boolean;
  readonly verifies: boolean;
  /** Why anybody may ask for it. */
  readonly purpose?: Purpose;
  readonly validates: boolean;
  /** It lets a caller pass, or changes data, before anything is known of who that is. */
  readonly admits: boolean;
  readonly lets: boolean;
  readonly early: boolean;
  readonly weighs: boolean;
  readonly told: boolean;
  readonly owns: boolean;
  readonly passes: boolean;
  readonly responds: boolean;
  readonly skips: boolean;
  readonly turns: boolean;
  /** It relies on something out of sight that may check the caller. */
  readonly relies: boolean;
  /** It answers with a status that is out of sight. */
  readonly undecided: boolean;
  /** What it answers with, by what it is told. */
  readonly asks: readonly Ask[];
}

/** What one call adds to the conduct of its function. */
type Share = Partial<Conduct>;

const MAX_HOPS = 4;

const CHECKING = /auth|permi|guard|protect|ensure|require|verify|session/i;
/** Names that say what has nothing to do with a caller. */
const PLAIN = /^(?:start\w*session|ensure(?:dir|file|index)\w*)$/i;
/** The same in Python, where a session is one of a database or of a client more often than one of a caller. */
const PLAIN_IN_PYTHON =
  /^(?:get_)?(?:async_?)?(?:db_?|client_?)?session_?(?:local|maker|factory|scope|ctx|context|begin)?$/i;

/** By how many others were followed to come to a function: who asks first makes no difference. */
const conducts = lasting(() => new WeakMap<FunctionValue, Map<number, Conduct>>());

/** What a function does to a request. */
export function conductOf(value: FunctionValue, runtime: Runtime): Conduct {
  return conductAt(value, runtime, 0);
}

/** Whether it finds out who is calling, if it can, and nobody is turned away who sends no credentials. */
export function findsOut({ verifies, admits, lets, relies, answers }: Conduct): boolean {
  return verifies && answers.size === 0 && (admits || (lets && !relies));
}

function conductAt(value: FunctionValue, runtime: Runtime, hops: number): Conduct {
  if (isPlain(value.fact)) return computed(plain, value.fact, () => follow(value, runtime, hops));
  const known = conducts(runtime).get(value) ?? new Map<number, Conduct>();
  conducts(runtime).set(value, known);
  return computed(known, hops, () => steadied(value.fact, hops, follow(value, runtime, hops)));
}

/** Conduct that no other function has a part in. */
const plain = new WeakMap<FunctionFact, Conduct>();

function isPlain({ behavior, formal }: FunctionFact): boolean {
  const { helpers = [], hands = [], statuses = [], vain = [], tries = [] } = behavior ?? {};
  return formal === undefined && [helpers, hands, statuses, vain, tries].every(({ length }) => length === 0);
}

/** What was found of a function last, whenever and wherever it came into being. */
const last = new WeakMap<FunctionFact, Map<number, Conduct>>();

/** The very same conduct as the last one of the function that does not differ from it. */
function steadied(fact: FunctionFact, hops: number, made: Conduct): Conduct {
  const known = computed(last, fact, () => new Map<number, Conduct>());
  const before = known.get(hops);
  if (before !== undefined && isSame(before, made)) return before;
  known.set(hops, made);
  return made;
}

/** What hangs on arguments cannot be compared. */
function isSame(a: Conduct, b: Conduct): boolean {
  const { answers: some, asks, ...flags } = a;
  const { answers: others, asks: asked, ...its } = b;
  return (
    asks.length + asked.length === 0 &&
    some.size === others.size &&
    [...some].every((one) => others.has(one)) &&
    JSON.stringify(flags) === JSON.stringify(its)
  );
}

function follow(value: FunctionValue, runtime: Runtime, hops: number): Conduct {
  const own = behaviorOf(value, runtime);
  const handed = (own?.hands ?? []).flatMap((hand) =>
    alternatives(hand.f, value, runtime).map((one) => ({ one, hand })),
  );
  const statuses: readonly Statuses[] = [
    ...(own === undefined ? [] : [ownStatuses(own, value, runtime)]),
    ...handed.map(({ one, hand }) => statusesBy(one, hand, value, runtime, hops)),
  ];
  const told = statuses.flatMap((one) => one.told);
  const asks = statuses.flatMap((one) => one.asks);
  const idle = idleIn(value, runtime);
  const shares: readonly Share[] = [
    ...told.map(({ answers, relies }) => ({ answers, relies })),
    ...handed.map(({ one, hand }) => unlessIdle(handedShare(one, hand, value, runtime, hops), one, idle)),
    ...(own?.tries ?? []).flatMap((f) =>
      triedBy(f, value, runtime).map((one) => triedShare(one, value, runtime, hops)),
    ),
    ...(own?.helpers ?? []).flatMap((f) =>
      alternatives(f, value, runtime).map((one) =>
        unlessIdle(namedShare(one, f, value, runtime, hops), one, idle),
      ),
    ),
  ];
  const some = (flag: keyof Behavior & keyof Conduct): boolean =>
    own?.[flag] === true || shares.some((one) => one[flag] === true);
  const purpose = purposeOf(own, shares, idle);
  return {
    ...(purpose === undefined ? {} : { purpose }),
    answers: new Set([...(own?.answers ?? []), ...shares.flatMap((one) => [...(one.answers ?? [])])]),
    identity: some('identity'),
    credentials: some('credentials'),
    proves: some('proves'),
    verifies: some('verifies'),
    validates: some('validates'),
    weighs: some('weighs'),
    admits: own?.admits === true,
    lets: own?.lets === true,
    early: own?.early === true,
    told: own?.told === true,
    turns: own?.turns === true,
    owns: some('owns'),
    passes: some('passes'),
    responds: some('responds'),
    skips: some('skips'),
    relies: own?.more === true || shares.some((one) => one.relies === true),
    undecided: told.some(({ open }) => open) || shares.some((one) => one.undecided === true),
    asks,
  };
}

/** What a function does itself; who is refused for the form of what they send alone is not asked who they are. */
function behaviorOf(value: FunctionValue, runtime: Runtime): Behavior | undefined {
  const { behavior } = value.fact;
  return behavior && asksForForm(value, runtime) ? { ...behavior, answers: [] } : behavior;
}

/** What a function that is handed a password does with it: it compares it with the one that is kept, or makes an account. */
function triedShare(given: Value, by: FunctionValue, runtime: Runtime, hops: number): Share {
  const inner = given.kind === 'function' ? innerConduct(given, by, runtime, hops) : undefined;
  if (inner === undefined) return {};
  const { proves, purpose } = inner;
  return { proves, ...(purpose === 'sign-up' ? { purpose } : {}) };
}

function unlessIdle(share: Share, by: Value, idle: ReadonlySet<FunctionFact>): Share {
  const { purpose, ...rest } = share;
  return by.kind === 'function' && idle.has(by.fact) ? rest : share;
}

function purposeOf(
  own: Behavior | undefined,
  shares: readonly Share[],
  idle: ReadonlySet<FunctionFact>,
): Purpose | undefined {
  const rests = own?.purpose === 'signed' && own.vain !== undefined && idle.size === own.vain.length;
  const first = rests || own?.purpose === 'unproven' ? undefined : own?.purpose;
  const found = first ?? wrappedPurpose(own, shares) ?? shares.find(isTold)?.purpose;
  return found ?? (idle.size > 0 ? 'unproven' : own?.purpose);
}

/** Whether what another function is handed proves who sends it, and so for the one that calls it. */
function isProven({ purpose }: Share): boolean {
  return purpose === 'mailed' || purpose === 'signed';
}

/** The same of what makes the account of whoever sends a password. */
function isTold(share: Share): boolean {
  return isProven(share) || share.purpose === 'sign-up';
}

/** Of a function that only hands the request to another, that of the other. */
function wrappedPurpose(own: Behavior | undefined, shares: readonly Share[]): Purpose | undefined {
  const wraps = own?.hands?.length === 1 && own.responds !== true && own.more !== true;
  const found = wraps ? shares.find(({ purpose }) => purpose !== undefined)?.purpose : undefined;
  if (found !== 'refuses') return found;
  // What one way refuses, another may do.
  const refused = shares.every(({ purpose, responds }) => purpose === 'refuses' || responds !== true);
  return own?.wraps === true && refused ? found : undefined;
}

/** What a function may do that is handed the request, the response or `next`. */
function handedShare(
  given: Value,
  { to, a }: Handed,
  by: FunctionValue,
  runtime: Runtime,
  hops: number,
): Share {
  const mayPass = to.includes('n');
  const mayRespond = to.includes('s');
  if (given.kind === 'function') {
    const inner = innerConduct(given, by, runtime, hops);
    if (inner === undefined) return {};
    return { ...inner, passes: mayPass && inner.passes, responds: mayRespond && inner.responds };
  }
  // Only what is told a refusal may answer with it.
  if (to === '' && a?.some(isRefusal) !== true) return {};
  const share = given.kind === 'external' ? packageShare(given, by, runtime) : undefined;
  return { ...(share ?? { relies: true, responds: mayRespond }), passes: mayPass };
}

function isRefusal(e: Expr): boolean {
  if (e.k === 'object') return e.p.some(([, part]) => isRefusal(part));
  return e.k === 'text' && /^40[13]$/.test(e.v);
}

/** What a function answers with by what it is handed. */
function statusesBy(given: Value, hand: Handed, by: FunctionValue, runtime: Runtime, hops: number): Statuses {
  const asks = given.kind === 'function' ? (innerConduct(given, by, runtime, hops)?.asks ?? []) : [];
  return handedStatuses(hand, asks, by, runtime);
}

/** What a function does whose name says that it checks the caller. */
function namedShare(given: Value, e: Expr, by: FunctionValue, runtime: Runtime, hops: number): Share {
  const { language } = by.scope.module.facts;
  // For what it is handed, whatever it is called.
  const isFollowed = isScript(language) && !isNamed(e);
  if (given.kind === 'function') {
    const inner = innerConduct(given, by, runtime, hops);
    if (inner === undefined) return {};
    const { purpose, ...share } = inner;
    const proven = isProven(inner) ? { purpose } : {};
    if (isFollowed) return proven;
    return { ...share, ...proven, passes: false, responds: false };
  }
  if (isFollowed) return {};
  // What a package raises at a wrong token is caught there.
  if (given.kind === 'external' && by.fact.behavior?.lets === true && isVerifier(e)) return {};
  if (given.kind === 'external')
    return packageShare(given, by, runtime) ?? { relies: isChecking(e, language) };
  return { relies: given.kind === 'unknown' && isChecking(e, language) };
}

function innerConduct(
  given: FunctionValue,
  by: FunctionValue,
  runtime: Runtime,
  hops: number,
): Conduct | undefined {
  if (given.fact === by.fact) return undefined;
  return hops < MAX_HOPS ? conductAt(given, runtime, hops + 1) : undefined;
}

function isNamed(e: Expr): boolean {
  return (e.k === 'name' || e.k === 'get') && AUTH_WORDS.test(e.n);
}

function isVerifier(e: Expr): boolean {
  return (e.k === 'name' || e.k === 'get') && VERIFIERS.test(e.n);
}

function isChecking(e: Expr, language: LanguageId): boolean {
  if ((e.k !== 'name' && e.k !== 'get') || !CHECKING.test(e.n) || PLAIN.test(e.n)) return false;
  return language !== 'python' || !PLAIN_IN_PYTHON.test(e.n);
}

import { functionKey } from '../../../facts/code/function-nodes.js';
import type { CodeFacts, Expr, FunctionFact, Sent } from '../../../facts/code/types.js';
import { computed } from '../../../text/multimap.js';
import type { Anchor } from '../../../text/span.js';
import { narrowFields } from '../guarding/narrow.js';
import { keyOf } from '../routing/answering.js';
import { instanceOf } from '../running/calls.js';
import { lasting, meant } from '../running/epoch.js';
import { givenBy, ownedBy } from '../running/given.js';
import { Inheritance } from '../running/inheritance.js';
import type { Machine } from '../running/machine.js';
import { memberOf } from '../running/members.js';
import type { FunctionValue, Module, Scope, Value } from '../running/values.js';
import { askingBeyond } from './asking.js';
import { isNarrowIn, type Received, type Taken } from './receipts.js';

/** A way from one function's parameter into another's. */
interface Edge {
  readonly from: { readonly key: string; readonly sent: Sent };
  readonly to: string;
  /** 'users.update', as it is called. */
  readonly name: string;
  readonly at: Anchor;
  /** Fields of a record that begins here, as `Received` has them. */
  readonly narrow?: readonly string[];
}

const MAX_ROUNDS = 3;
const MAX_PER_FUNCTION = 20;

/**
 * What functions receive from requests, by '<uri>#<number>'; followed through a few functions. `newest`: by uri, the facts
 * that say what functions send, where they are others than those that ran.
 */
export function receivedBy(
  machine: Machine,
  newest: ReadonlyMap<string, CodeFacts> = new Map(),
): ReadonlyMap<string, readonly Received[]> {
  const inherit = new Inheritance(machine);
  const edges = [...machine.modules.values()].flatMap((module) =>
    edgesOf(module, newest.get(module.uri) ?? module.facts, machine, inherit),
  );
  const received = new Map<string, Received[]>();
  for (const { to, one } of [...givenBy(machine), ...ownedBy(machine)]) add(received, to, one);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = edges.filter((edge) => carries(edge, received));
    for (const edge of before) add(received, edge.to, arriving(edge, received));
  }
  for (const { to, one } of askingBeyond(edges, machine))
    received.set(to, [...(received.get(to) ?? []), one]);
  return received;
}

function edgesOf(module: Module, facts: CodeFacts, machine: Machine, inherit: Inheritance): readonly Edge[] {
  return computed(sending, facts, () => sendersIn(facts)).flatMap(([index, fact]) => {
    const scope = scopeOf(index, module, machine);
    if (module.facts.language === 'java')
      return computed(knownInJava(machine), fact, () => sentBy(fact, index, scope, machine, inherit));
    // What is told by its type may be anywhere, whatever else stands.
    if (fact.sends?.some(({ typed }) => typed === true)) return sentBy(fact, index, scope, machine, inherit);
    const inScope = computed(known(machine), scope, () => new WeakMap<FunctionFact, readonly Edge[]>());
    return computed(inScope, fact, () => sentBy(fact, index, scope, machine, inherit));
  });
}

type Sender = readonly [number, FunctionFact];

const sending = new WeakMap<CodeFacts, readonly Sender[]>();

function sendersIn({ functions }: CodeFacts): readonly Sender[] {
  return [...functions].filter(([, { sends }]) => sends !== undefined);
}

/** By the scope in which the names of a function lead somewhere. */
const known = lasting(() => new WeakMap<Scope, WeakMap<FunctionFact, readonly Edge[]>>());

/** Where calls of Java lead is told by types alone. */
const knownInJava = meant(() => new WeakMap<FunctionFact, readonly Edge[]>());

function sentBy(
  fact: FunctionFact,
  index: number,
  scope: Scope,
  machine: Machine,
  inherit: Inheritance,
): readonly Edge[] {
  const { uri } = scope.module;
  return (fact.sends ?? []).flatMap(({ f, a, typed }, n) => {
    const at = { uri, path: ['send', index, n] };
    const targets = typed === true ? inherit.methodsOf(f, scope) : functionsIn(machine.evaluate(f, scope));
    return targets.flatMap((target) =>
      keyOf(target).flatMap((to) =>
        a.flatMap((sent): readonly Edge[] => {
          const given = placed(sent, target.fact);
          if (given === undefined) return [];
          const narrow = given.type === undefined ? undefined : narrowFields(given.type, scope, machine);
          const from = { key: functionKey(uri, index), sent: given };
          return [{ from, to, name: nameOf(f), at, ...(narrow === undefined ? {} : { narrow }) }];
        }),
      ),
    );
  });
}

/** The argument at its place among the parameters. */
function placed(sent: Sent, { params }: FunctionFact): Sent | undefined {
  if (sent.name === undefined) return sent;
  const i = params.indexOf(sent.name);
  return i < 0 ? undefined : { ...sent, i };
}

/** Where the names of a function lead: where it came into being, else its module. */
function scopeOf(index: number, module: Module, machine: Machine): Scope {
  const followed = module.facts.functions.get(index);
  const made = followed && machine.found.made.get(followed);
  if (made !== undefined) return made.scope;
  const scope = machine.start(module);
  // What Java calls is found by its type.
  if (module.facts.language === 'java') return scope;
  const [of, holder] =
    [...module.facts.classes].find(([, { methods }]) => methods.some(([, i]) => i === index)) ?? [];
  const name = holder?.methods.find(([, i]) => i === index)?.[0];
  if (of === undefined || name === undefined) return scope;
  const known = [...machine.found.instances].find((one) => one.class?.fact === holder);
  const instance = known ?? instanceOf(machine.evaluate({ k: 'class', i: of }, scope), [], machine);
  const method = memberOf(instance, name, machine);
  return method.kind === 'function' ? method.scope : scope;
}

function functionsIn(value: Value): readonly FunctionValue[] {
  if (value.kind === 'either') return value.values.flatMap(functionsIn);
  return value.kind === 'function' ? [value] : [];
}

/** Whether what the edge hands over is known to have come with a request. */
function carries({ from }: Edge, received: ReadonlyMap<string, readonly Received[]>): boolean {
  const { from: source, by } = from.sent;
  const held = received.get(from.key) ?? [];
  if (typeof source === 'string') return !held.some((one) => one.own === true && one.parameter === by);
  return held.some((one) => {
    if (one.parameter !== source.i || one.own === true || one.held === true || one.each === true)
      return false;
    if (one.key !== undefined) return one.key === source.key;
    if (one.record !== true) return source.got !== true;
    return source.key === undefined ? source.whole === true : !isNarrowIn(one, source.key);
  });
}

/** What the edge brings. */
function arriving(edge: Edge, received: ReadonlyMap<string, readonly Received[]>): Received {
  const { i, key } = edge.from.sent;
  const whole = key === undefined ? wholeBy(edge, received) : [];
  const record = recordBy(edge, received);
  return {
    parameter: i,
    ...(key === undefined ? {} : { key }),
    ...(record === undefined ? {} : { record: true }),
    ...(record?.narrow === undefined ? {} : { narrow: record.narrow }),
    at: edge.at,
    ...(whole.length === 0 ? {} : { whole }),
  };
}

/** What is known of the record that the edge hands on; undefined when it hands on something else. */
function recordBy(
  { from, narrow }: Edge,
  received: ReadonlyMap<string, readonly Received[]>,
): Pick<Received, 'narrow'> | undefined {
  const source = from.sent.from;
  if (source === 'record') return { narrow };
  if (typeof source === 'string' || source.key !== undefined) return undefined;
  const held = received
    .get(from.key)
    ?.find(({ parameter, key }) => parameter === source.i && key === undefined);
  return held?.record === true ? held : undefined;
}

/** Handlers whose whole body the edge hands on. */
function wholeBy({ from, name }: Edge, received: ReadonlyMap<string, readonly Received[]>): readonly Taken[] {
  const source = from.sent.from;
  if (source === 'body' || source === 'record') return [{ by: from.key, to: name }];
  if (source === 'request' || source.whole !== true) return [];
  const held = received
    .get(from.key)
    ?.find(({ parameter, key }) => parameter === source.i && key === undefined);
  return held?.whole ?? [];
}

function nameOf(e: Expr): string {
  if (e.k === 'get') return `${nameOf(e.of)}.${e.n}`;
  return e.k === 'name' ? e.n : 'this';
}

function add(received: Map<string, Received[]>, to: string, one: Received): void {
  const list = received.get(to) ?? [];
  const known = list.find((a) => a.parameter === one.parameter && a.key === one.key);
  if (known !== undefined && one.whole !== undefined)
    received.set(
      to,
      list.map((a) => (a === known ? { ...a, whole: merged(a.whole ?? [], one.whole ?? []) } : a)),
    );
  if (known !== undefined || list.length >= MAX_PER_FUNCTION) return;
  received.set(to, [...list, one]);
}

function merged(before: readonly Taken[], more: readonly Taken[]): readonly Taken[] {
  const added = more.filter((one) => !before.some(({ by, to }) => by === one.by && to === one.to));
  return [...before, ...added].slice(0, MAX_PER_FUNCTION);
}

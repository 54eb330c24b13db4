import { functionKey } from '../../../facts/code/function-nodes.js';
import type { Binding, CodeFacts, Expr, FunctionFact, Sent } from '../../../facts/code/types.js';
import { sameMembers } from '../../../text/members.js';
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
import { foundBeyond } from './finding.js';
import {
  both,
  type Carried,
  carriedOf,
  isNarrowIn,
  MAX_PER_FUNCTION,
  type Received,
  type Statement,
} from './receipts.js';

/** A way from one function's parameter into another's. */
interface Edge {
  readonly from: { readonly key: string; readonly sent: Sent };
  readonly to: string;
  /** 'users.update', as it is called. */
  readonly name: string;
  /** Which argument it is there; -1 where it has a name. */
  readonly argument: number;
  readonly at: Anchor;
  /** Fields of a record that begins here, as `Received` has them. */
  readonly narrow?: readonly string[];
}

const MAX_ROUNDS = 3;

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
  for (const { to, one } of [...askingBeyond(edges, machine), ...foundBeyond(edges, machine)])
    received.set(to, [...(received.get(to) ?? []), one]);
  return received;
}

function edgesOf(module: Module, facts: CodeFacts, machine: Machine, inherit: Inheritance): readonly Edge[] {
  const { senders, typed, naming } = computed(sending, facts, () => sendingOf(facts));
  if (senders.length === 0) return NO_EDGES;
  if (facts.language === 'java')
    return computed(filesInJava(machine), facts, () => sentInJava(senders, module, machine, inherit));
  const files = typed ? typedFiles(machine) : plainFiles(machine);
  const scopes = senders.map(([index]) => scopeOf(index, module, machine));
  const before = files.get(facts);
  if (before !== undefined && sameMembers(before.scopes, scopes)) return before.edges;
  const edges = senders.flatMap((sender, i) => sentFrom(sender, scopes[i], machine, inherit));
  if (!naming) files.set(facts, { scopes, edges });
  return edges;
}

const NO_EDGES: readonly Edge[] = [];

/** A function that sends something, with its number. */
type Sender = readonly [number, FunctionFact];

/** What sends something in a file, and whether some of it does to what is told by its type, and by names there. */
interface Sending {
  readonly senders: readonly Sender[];
  readonly typed: boolean;
  readonly naming: boolean;
}

const sending = new WeakMap<CodeFacts, Sending>();

function sendingOf({ functions }: CodeFacts): Sending {
  const senders = [...functions].filter(([, { sends }]) => sends !== undefined);
  return { senders, typed: senders.some(isTyped), naming: senders.some(isNaming) };
}

/** Whether it sends something to what is told by its type, which may be anywhere. */
function isTyped([, { sends }]: Sender): boolean {
  return sends?.some(({ typed }) => typed === true) ?? false;
}

/** Whether it does so by the name of a parameter: of a function that runs nothing, names mean what they mean whatever its parameters are. */
function isNaming([, { sends }]: Sender): boolean {
  return sends?.some(({ typed, a }) => typed === true && a.some(({ name }) => name !== undefined)) ?? false;
}

/** What a file sends whose functions find their names in these scopes, one for each that sends something. */
interface SentByFile {
  readonly scopes: readonly Scope[];
  readonly edges: readonly Edge[];
}

/** Of files that send nothing to what is told by its type, and of those that do. */
const plainFiles = lasting(() => new WeakMap<CodeFacts, SentByFile>());
const typedFiles = meant(() => new WeakMap<CodeFacts, SentByFile>());

/** By the scope in which the names of a function lead somewhere; of functions that send nothing to what is told by its type. */
const known = lasting(() => new WeakMap<Scope, WeakMap<FunctionFact, readonly Edge[]>>());

function sentFrom(
  sender: Sender,
  scope: Scope | undefined,
  machine: Machine,
  inherit: Inheritance,
): readonly Edge[] {
  const [index, fact] = sender;
  if (scope === undefined) return NO_EDGES;
  if (isTyped(sender)) return sentBy(fact, index, scope, machine, inherit);
  const inScope = computed(known(machine), scope, () => new WeakMap<FunctionFact, readonly Edge[]>());
  return computed(inScope, fact, () => sentBy(fact, index, scope, machine, inherit));
}

/** Where calls of Java lead is told by types alone: of a whole file, and of one function. */
const filesInJava = meant(() => new WeakMap<CodeFacts, readonly Edge[]>());
const knownInJava = meant(() => new WeakMap<FunctionFact, readonly Edge[]>());

function sentInJava(
  senders: readonly Sender[],
  module: Module,
  machine: Machine,
  inherit: Inheritance,
): readonly Edge[] {
  return senders.flatMap(([index, fact]) =>
    computed(knownInJava(machine), fact, () =>
      sentBy(fact, index, scopeOf(index, module, machine), machine, inherit),
    ),
  );
}

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
          return [
            { from, to, name: nameOf(f), argument: sent.i, at, ...(narrow === undefined ? {} : { narrow }) },
          ];
        }),
      ),
    );
  });
}

/** The argument at its place among the parameters; the last that takes all others takes a table of Python that is unpacked. */
function placed(sent: Sent, { params }: FunctionFact): Sent | undefined {
  if (sent.name === undefined) return sent;
  const isRest = (one: Binding) => typeof one === 'object' && one?.take[0]?.[0] === '[]';
  const i = sent.name === '**' ? params.findLastIndex(isRest) : params.indexOf(sent.name);
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
  if (source === 'id') return false;
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
  const record = recordBy(edge, received);
  const sql = statementBy(edge, received);
  return {
    parameter: i,
    ...(sql === undefined ? {} : { sql }),
    ...(key === undefined ? {} : { key }),
    ...(record === undefined ? {} : { record: true }),
    ...(record?.narrow === undefined ? {} : { narrow: record.narrow }),
    at: edge.at,
    ...takenBy(edge, received),
  };
}

/** The statement of SQL that the edge hands on, which may come from further away. */
function statementBy(
  { from, name, argument }: Edge,
  received: ReadonlyMap<string, readonly Received[]>,
): Statement | undefined {
  const { sql, from: source } = from.sent;
  if (sql === true) return { to: name, index: argument };
  if (typeof source === 'string' || source.whole !== true) return undefined;
  return received.get(from.key)?.find(({ parameter, key }) => parameter === source.i && key === undefined)
    ?.sql;
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

/** Handlers whose whole body or query, or a member of the body, the edge hands on. */
function takenBy({ from, name }: Edge, received: ReadonlyMap<string, readonly Received[]>): Carried {
  const source = from.sent.from;
  const taken = [{ by: from.key, to: name }];
  if (source === 'body' || source === 'record') return { whole: taken };
  if (source === 'member') return { member: taken };
  if (source === 'query') return { query: taken };
  if (typeof source === 'string' || source.whole !== true) return {};
  const held = received
    .get(from.key)
    ?.find(({ parameter, key }) => parameter === source.i && key === undefined);
  return carriedOf(held ?? {});
}

function nameOf(e: Expr): string {
  if (e.k === 'get') return `${nameOf(e.of)}.${e.n}`;
  return e.k === 'name' ? e.n : 'this';
}

function add(received: Map<string, Received[]>, to: string, one: Received): void {
  const list = received.get(to) ?? [];
  const known = list.find((a) => a.parameter === one.parameter && a.key === one.key);
  if (known !== undefined && (one.whole ?? one.member ?? one.query ?? one.sql) !== undefined)
    received.set(
      to,
      list.map((a) => (a === known ? { ...a, ...both(a, one) } : a)),
    );
  if (known !== undefined || list.length >= MAX_PER_FUNCTION) return;
  received.set(to, [...list, one]);
}

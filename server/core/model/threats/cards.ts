import { evaluate } from '../../expression/evaluate.js';
import { factsOf, parseExpression } from '../../expression/parse.js';
import type { Expression, FactValue } from '../../expression/types.js';
import { byText } from '../../text/order.js';
import type { Anchor, Place } from '../../text/span.js';
import type { DocumentView } from '../openapi/types.js';
import {
  type Decided,
  type Decisions,
  decided,
  NO_DECISIONS,
  statusOf,
  type ThreatStatus,
} from './decisions.js';
import type { OperationEvidence, Outcome } from './evidence.js';
import { CALLS_OUT, readFact } from './facts.js';
import { type Group, groupsOf, operationName } from './groups.js';
import { threatId } from './identity.js';
import type { Subject } from './subject.js';
import type { ThreatTemplate } from './template.js';
import { fillTarget, targetOf } from './wording.js';

/** One threat to one part of an API, with what it stands on. */
export interface ThreatCard {
  /** 12 hex digits; survives new titles, moved lines and other operations. */
  readonly id: string;
  readonly template: ThreatTemplate;
  /** As it was decided, else as rules have it. */
  readonly status: ThreatStatus;
  readonly decision?: Decided;
  /** What the id is made from beside the kind of the template. */
  readonly scope: string;
  /** What the card speaks of: a resource, a scheme, an operation, or the API. */
  readonly group: string;
  /** Operations that the threat concerns, with the name and the place of each; sorted by key. */
  readonly operations: readonly { readonly key: string; readonly name: string; readonly place: Place }[];
  readonly evidence: readonly ThreatEvidence[];
  /** What made the condition true or unknown. */
  readonly facts: readonly ThreatFact[];
  /** Who does what, and what comes of it. */
  readonly statement: string;
  readonly question: string;
}

export interface ThreatEvidence {
  readonly rule: string;
  readonly effect: 'raises' | 'lowers';
  readonly place: Place;
  readonly anchor?: Anchor;
}

export interface ThreatFact {
  readonly fact: string;
  readonly value: FactValue;
  /** Names of operations, sorted. */
  readonly operations: readonly string[];
}

export interface ThreatModel {
  /** Sorted by template, then id. */
  readonly cards: readonly ThreatCard[];
  readonly summary: Readonly<Record<ThreatStatus, number>>;
}

export interface ThreatOptions {
  readonly templates: readonly ThreatTemplate[];
  /** What the API is called. Ids do not depend on it: they are those of one document. */
  readonly name: string;
  readonly decisions?: Decisions;
  /** Ids of the cards that are made; undefined: all. */
  readonly only?: ReadonlySet<string>;
}

/**
 * The threats to the operations that a document serves, and to the calls that it makes. The same input gives the same cards in the same order; a card
 * depends on nothing but the facts that its condition reads, the outcomes of the rules that it names, and what was decided
 * about it.
 */
export function threatModel(
  document: DocumentView,
  operations: readonly OperationEvidence[],
  options: ThreatOptions,
): ThreatModel {
  const cards = options.templates
    .flatMap((template) => cardsOf(template, document, operations, options))
    .sort((a, b) => byText(a.template.id, b.template.id) || byText(a.id, b.id));
  const count = (status: ThreatStatus) => cards.filter((card) => card.status === status).length;
  return {
    cards,
    summary: { open: count('open'), mitigated: count('mitigated'), unknown: count('unknown') },
  };
}

/** Whether the card asks something: nobody has answered, or it is time to answer again. */
export function isAsking({ status, decision }: ThreatCard): boolean {
  if (status === 'mitigated') return false;
  return !decision || decision.overdue || decision.fact.status === 'needs-review';
}

/** Cards that ask something about an operation. `key` is 'GET /users/{}'. */
export function questionsFor(model: ThreatModel, key: string): readonly ThreatCard[] {
  return model.cards.filter(
    (card) => isAsking(card) && card.operations.some((operation) => operation.key === key),
  );
}

interface Member {
  readonly subject: Subject;
  readonly facts: readonly (readonly [fact: string, value: FactValue])[];
}

function cardsOf(
  template: ThreatTemplate,
  document: DocumentView,
  operations: readonly OperationEvidence[],
  { name, decisions = NO_DECISIONS, only }: ThreatOptions,
): readonly ThreatCard[] {
  const condition = conditionOf(template);
  const groups = new Map<string, { readonly group: Group; readonly members: Member[] }>();
  const concerned = isAboutCalls(condition)
    ? operations
    : operations.filter(({ operation }) => !operation.outbound);
  for (const evidence of concerned) {
    for (const group of groupsOf(evidence.operation, template.rollup, name)) {
      const member = memberOf(condition, { document, evidence, scheme: group.scheme });
      if (member === undefined) continue;
      const found = groups.get(group.key) ?? { group, members: [] };
      groups.set(group.key, found);
      found.members.push(member);
    }
  }
  return [...groups.values()].flatMap(({ group, members }) => {
    const id = threatId(template.kind, group.key);
    if (only && !only.has(id)) return [];
    return [cardOf(template, group, members, { id, decision: decided(id, decisions) })];
  });
}

/** What the API calls is no operation that callers reach, so that few threats can concern it. */
function isAboutCalls(condition: Expression | undefined): boolean {
  return condition !== undefined && factsOf(condition).includes(CALLS_OUT);
}

const conditions = new WeakMap<ThreatTemplate, Expression | undefined>();

/** Undefined when the condition cannot be read, so that the threat is asked about rather than dropped. */
function conditionOf(template: ThreatTemplate): Expression | undefined {
  if (!conditions.has(template)) {
    const parsed = parseExpression(template.when);
    conditions.set(template, parsed.ok ? parsed.expression : undefined);
  }
  return conditions.get(template);
}

/**
 * Undefined when the condition is false of the operation. Of a route without a document nearly all is out of sight;
 * whether it should be there is the one thing to ask, so that it joins no card on a mere maybe.
 */
function memberOf(condition: Expression | undefined, subject: Subject): Member | undefined {
  if (condition === undefined) return { subject, facts: [] };
  const truth = evaluate(condition, (fact) => readFact(fact, subject));
  if (truth === 'no' || (truth === 'unknown' && subject.evidence.undocumented)) return undefined;
  return { subject, facts: factsOf(condition).map((fact) => [fact, readFact(fact, subject)]) };
}

function cardOf(
  template: ThreatTemplate,
  group: Group,
  members: readonly Member[],
  { id, decision }: { readonly id: string; readonly decision: Decided | undefined },
): ThreatCard {
  const operations = operationsOf(members);
  const target = targetOf(
    template.rollup,
    group,
    operations.map(({ name }) => name),
  );
  return {
    id,
    template,
    status: decision ? statusOf(decision) : judged(template, members),
    ...(decision ? { decision } : {}),
    scope: group.key,
    group: group.label,
    operations,
    evidence: evidenceOf(template, members),
    facts: sharedFacts(members),
    statement: fillTarget('statement', target, template.statement),
    question: fillTarget('question', target, template),
  };
}

/** A finding opens; every operation held closes; anything else has to be asked. */
function judged(template: ThreatTemplate, members: readonly Member[]): ThreatStatus {
  const outcomes = members.map(({ subject }) => subject.evidence.outcomes);
  const raised = (outcome: Outcome) => outcome.effect === 'finding' && names(template, outcome.rule);
  if (outcomes.some((list) => list.some(raised))) return 'open';
  return outcomes.every((list) => template.lowers.some((rule) => holds(rule, list)))
    ? 'mitigated'
    : 'unknown';
}

function names(template: ThreatTemplate, rule: string): boolean {
  return template.raises.includes(rule) || template.lowers.includes(rule);
}

/** A control that is seen in one place and out of sight in another is not seen. */
function holds(rule: string, outcomes: readonly Outcome[]): boolean {
  const effects = outcomes.filter((outcome) => outcome.rule === rule).map((outcome) => outcome.effect);
  return effects.length > 0 && effects.every((effect) => effect === 'holds');
}

function operationsOf(members: readonly Member[]): ThreatCard['operations'] {
  const found = new Map<string, ThreatCard['operations'][number]>();
  for (const { subject } of members) {
    const { operation, place } = subject.evidence;
    const { key } = operation;
    if (!found.has(key)) found.set(key, { key, name: operationName(operation), place });
  }
  return [...found.values()].sort((a, b) => byText(a.key, b.key));
}

/** What the named rules said about the members, each place once. */
function evidenceOf(template: ThreatTemplate, members: readonly Member[]): readonly ThreatEvidence[] {
  const seen = new Map<string, ThreatEvidence>();
  // What many operations share is the same object in each of them.
  for (const outcome of new Set(members.flatMap(({ subject }) => subject.evidence.outcomes))) {
    if (outcome.effect === 'unknown' || !names(template, outcome.rule)) continue;
    const { uri, range } = outcome.place;
    const effect = outcome.effect === 'finding' ? 'raises' : 'lowers';
    const key = `${outcome.rule} ${effect} ${range.start} ${range.end} ${uri}`;
    const { rule, place, anchor } = outcome;
    if (!seen.has(key)) seen.set(key, { rule, effect, place, ...(anchor ? { anchor } : {}) });
  }
  return [...seen.values()].sort(
    (a, b) =>
      byText(a.place.uri, b.place.uri) ||
      a.place.range.start - b.place.range.start ||
      a.place.range.end - b.place.range.end ||
      byText(a.rule, b.rule) ||
      byText(a.effect, b.effect),
  );
}

/** Facts of all members, those with the same value together. */
function sharedFacts(members: readonly Member[]): readonly ThreatFact[] {
  const found = new Map<string, { fact: string; value: FactValue; operations: Set<string> }>();
  for (const { subject, facts } of members) {
    for (const [fact, value] of facts) {
      const key = `${fact} ${JSON.stringify(value)}`;
      const entry = found.get(key) ?? { fact, value, operations: new Set() };
      entry.operations.add(operationName(subject.evidence.operation));
      found.set(key, entry);
    }
  }
  return Array.from(found, ([key, entry]) => ({ key, entry }))
    .sort((a, b) => byText(a.key, b.key))
    .map(({ entry }) => ({ ...entry, operations: [...entry.operations].sort(byText) }));
}

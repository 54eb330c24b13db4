import {
  type DecisionFact,
  type DecisionFacts,
  decisionsOf,
  documentsBeside,
  idOf,
} from '../../facts/config/decisions.js';
import { type ThreatCard, threatModel } from '../../model/threats/cards.js';
import { ASKED_RULES } from '../../model/threats/facts.js';
import { threatId } from '../../model/threats/identity.js';
import type { ThreatTemplate } from '../../model/threats/template.js';
import type { ProblemView } from '../../rule/problem-view.js';
import { isMap, type Node, type ScalarNode } from '../../syntax/node.js';
import { documentTree } from '../../syntax/tree.js';
import type { Document } from '../../text/document.js';
import type { DocumentEvidence } from '../types.js';
import { ID, MOST_PROBLEMS, problemOf } from './problems.js';

/** What claims are held against. */
export interface ClaimsSetting {
  /** Those that decisions may be about. */
  readonly templates: readonly ThreatTemplate[];
  readonly library: readonly ThreatTemplate[];
  /** Whether a finding of the rule shows that a control is missing, rather than that a document is silent about it. */
  disproves(rule: string): boolean;
}

const MOST_RELATED = 5;

/**
 * Where decisions and the API part: a decision about a threat that there never was, one that takes its threat for another
 * kind, and one that says a threat is dealt with while a rule shows that it is not. Documents that differ in their
 * endings alone are forms of one API: what is decided holds for each of them.
 */
export function claimProblems(
  document: Document,
  facts: DecisionFacts,
  forms: readonly DocumentEvidence[],
  setting: ClaimsSetting,
): readonly ProblemView[] {
  const cardsIn = forms.map((form) => cardsFor(facts, form, setting.templates));
  const problems: ProblemView[] = [];
  for (const { key, value } of decisionsOf(documentTree(document))?.entries ?? []) {
    const fact = facts.get(idOf(key));
    // Of what is no id at all, that is said where the text is read.
    if (!fact || !ID.test(fact.id)) continue;
    const cards = cardsIn.flatMap((known) => known.get(fact.id) ?? []);
    const kind = cards[0]?.template.kind ?? kindOnce(fact, setting.library);
    if (kind === undefined) problems.push(unknownId(key, fact.id));
    else if (fact.kind !== undefined && fact.kind !== kind) problems.push(otherKind(key, value, kind));
    if (fact.status === 'mitigated') problems.push(...contradiction(key, cards, setting));
    if (problems.length >= MOST_PROBLEMS) break;
  }
  return problems;
}

/** The document that answers are given in; undefined when none of those beside the decisions is one. */
export function documentOf(decisions: string, isOpenApi: (uri: string) => boolean): string | undefined {
  return documentsBeside(decisions).find(isOpenApi);
}

/** The templates that some decision may be about: those of the kinds that are named, or all where an id is of another. */
export function concerned(
  facts: DecisionFacts,
  library: readonly ThreatTemplate[],
): readonly ThreatTemplate[] {
  const all = [...facts.values()];
  if (!all.every((fact) => fact.kind !== undefined && isOf(fact.kind, fact))) return library;
  const kinds = new Set(all.map(({ kind }) => kind));
  return library.filter(({ kind }) => kinds.has(kind));
}

/** Rules by which cards of the templates are judged, and those that their conditions ask. */
export function rulesOf(templates: readonly ThreatTemplate[]): ReadonlySet<string> {
  return new Set([...templates.flatMap(({ raises, lowers }) => [...raises, ...lowers]), ...ASKED_RULES]);
}

/** Whether two lists of problems say the same about the same places, so that nobody has to hear of them again. */
export function sameProblems(a: readonly ProblemView[], b: readonly ProblemView[]): boolean {
  return a.length === b.length && a.every((problem, index) => same(problem, b[index]));
}

function cardsFor(
  facts: DecisionFacts,
  { document, operations }: DocumentEvidence,
  templates: readonly ThreatTemplate[],
): ReadonlyMap<string, ThreatCard> {
  const { cards } = threatModel(document, operations, { templates, name: '', only: new Set(facts.keys()) });
  return new Map(cards.map((card) => [card.id, card]));
}

/** The kind of a threat which the API once had: its id is made of that and of the scope. */
function kindOnce(fact: DecisionFact, library: readonly ThreatTemplate[]): string | undefined {
  const named = library.find(({ kind }) => kind === fact.kind);
  if (named && isOf(named.kind, fact)) return named.kind;
  return library.find(({ kind }) => isOf(kind, fact))?.kind;
}

function isOf(kind: string, { id, scope = '' }: DecisionFact): boolean {
  return threatId(kind, scope) === id;
}

function unknownId(key: ScalarNode, id: string): ProblemView {
  return problemOf({ fault: 'unknown', at: key, data: { name: id } });
}

function otherKind(key: ScalarNode, decision: Node, meant: string): ProblemView {
  const written = isMap(decision) ? decision.get('kind') : undefined;
  return problemOf({ fault: 'other', at: written ?? key, data: { meant } });
}

function contradiction(
  key: ScalarNode,
  cards: readonly ThreatCard[],
  setting: ClaimsSetting,
): readonly ProblemView[] {
  const against = cards
    .flatMap(({ evidence }) => evidence)
    .filter(({ rule, effect }) => effect === 'raises' && setting.disproves(rule));
  const [first] = against;
  if (!first) return [];
  const related = against.flatMap(({ rule, anchor }) => (anchor ? [{ at: anchor, data: { rule } }] : []));
  return [
    {
      kind: 'contradicted-claim',
      at: key,
      node: key,
      data: { rule: first.rule },
      related: related.slice(0, MOST_RELATED),
    },
  ];
}

function same(a: ProblemView, b: ProblemView | undefined): boolean {
  return b !== undefined && saidOf(a) === saidOf(b) && placesOf(a).every((at, i) => isAt(at, placesOf(b)[i]));
}

function saidOf({ kind, data, related = [] }: ProblemView): string {
  return JSON.stringify([kind, data, related.map((one) => one.data)]);
}

function placesOf({ at, related = [] }: ProblemView): readonly ProblemView['at'][] {
  return [at, ...related.map((one) => one.at)];
}

function isAt(a: ProblemView['at'], b: ProblemView['at'] | undefined): boolean {
  if (!b) return false;
  if (!('leaf' in a) || !('leaf' in b)) return JSON.stringify(a) === JSON.stringify(b);
  return a.leaf === b.leaf && a.start === b.start && a.endLeaf === b.endLeaf && a.end === b.end;
}

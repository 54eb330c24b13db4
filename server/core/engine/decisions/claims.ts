import { type DecisionFacts, decisionsOf, documentsBeside, idOf } from '../../facts/config/decisions.js';
import { type ThreatCard, threatModel } from '../../model/threats/cards.js';
import { threatId } from '../../model/threats/identity.js';
import type { ThreatTemplate } from '../../model/threats/template.js';
import type { ProblemView } from '../../rule/views.js';
import type { ScalarNode } from '../../syntax/node.js';
import type { Spot } from '../../syntax/spot.js';
import { documentTree } from '../../syntax/tree.js';
import type { Document } from '../../text/document.js';
import type { Place } from '../../text/span.js';
import type { DocumentEvidence } from '../types.js';
import { problemOf } from './problems.js';

/** What claims are held against. */
export interface ClaimsSetting {
  readonly templates: readonly ThreatTemplate[];
  /** Whether a finding of the rule shows that a control is missing, rather than that a document is silent about it. */
  disproves(rule: string): boolean;
  /** Whether somebody has allowed what a rule found at a place. */
  isAllowed(rule: string, place: Place): boolean;
  document(uri: string): Document | undefined;
}

const MOST_RELATED = 5;

/**
 * Where decisions and the API part: a decision about a threat that there never was, and one that says a threat is dealt
 * with while a rule shows that it is not.
 */
export function claimProblems(
  document: Document,
  facts: DecisionFacts,
  about: DocumentEvidence,
  setting: ClaimsSetting,
): readonly ProblemView[] {
  const cards = cardsFor(facts, about, setting.templates);
  const entries = decisionsOf(documentTree(document))?.entries ?? [];
  return entries.flatMap(({ key }): readonly ProblemView[] => {
    const fact = facts.get(idOf(key));
    if (!fact) return [];
    const card = cards.get(fact.id);
    if (!card) return wasOnce(fact, setting.templates) ? [] : [unknownId(key, fact.id)];
    return fact.status === 'mitigated' ? contradiction(key, card, setting) : [];
  });
}

/** The document that the decisions are about; undefined when none of those beside them is one. */
export function documentOf(decisions: string, isOpenApi: (uri: string) => boolean): string | undefined {
  return documentsBeside(decisions).find(isOpenApi);
}

/** Whether two lists of problems say the same about the same places, so that nobody has to hear of them again. */
export function sameProblems(a: readonly ProblemView[], b: readonly ProblemView[]): boolean {
  return a.length === b.length && a.every((problem, index) => same(problem, b[index]));
}

/** Only of templates that some decision may be about. */
function cardsFor(
  facts: DecisionFacts,
  { document, operations }: DocumentEvidence,
  templates: readonly ThreatTemplate[],
): ReadonlyMap<string, ThreatCard> {
  const kinds = new Set([...facts.values()].map(({ kind }) => kind));
  const all = [...kinds].some((kind) => !templates.some((template) => template.kind === kind));
  const asked = all ? templates : templates.filter(({ kind }) => kinds.has(kind));
  const { cards } = threatModel(document, operations, { templates: asked, name: '' });
  return new Map(cards.map((card) => [card.id, card]));
}

/** Whether the id is that of a threat which the API once had: its kind and scope say so. */
function wasOnce(
  { id, kind, scope = '' }: { readonly id: string; readonly kind?: string; readonly scope?: string },
  templates: readonly ThreatTemplate[],
): boolean {
  return templates.some((template) => template.kind === kind && threatId(template.kind, scope) === id);
}

function unknownId(key: ScalarNode, id: string): ProblemView {
  return problemOf({ fault: 'unknown', at: key, data: { name: id } });
}

function contradiction(key: ScalarNode, card: ThreatCard, setting: ClaimsSetting): readonly ProblemView[] {
  const against = card.evidence.filter(
    ({ rule, effect, place }) =>
      effect === 'raises' && setting.disproves(rule) && !setting.isAllowed(rule, place),
  );
  const [first] = against;
  if (!first) return [];
  const related = against.slice(0, MOST_RELATED).flatMap(({ rule, place }) => {
    const at = spotAt(place, setting.document(place.uri));
    return at ? [{ at, data: { rule } }] : [];
  });
  return [{ kind: 'contradicted-claim', at: key, node: key, data: { rule: first.rule }, related }];
}

/** The stretch of the leaves that hold a place. */
function spotAt({ range }: Place, document: Document | undefined): Spot | undefined {
  const found = [range.start, range.end].map((offset, index) =>
    document?.leaves.find((leaf) => {
      const start = document.offsetOf(leaf);
      return index === 0
        ? start <= offset && offset < start + leaf.text.length
        : start < offset && offset <= start + leaf.text.length;
    }),
  );
  const [leaf, endLeaf] = found;
  if (!document || !leaf || !endLeaf) return undefined;
  const start = range.start - document.offsetOf(leaf);
  return { leaf, start, endLeaf, end: range.end - document.offsetOf(endLeaf) };
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
  if (!b || !('leaf' in a) || !('leaf' in b)) return false;
  return a.leaf === b.leaf && a.start === b.start && a.endLeaf === b.endLeaf && a.end === b.end;
}

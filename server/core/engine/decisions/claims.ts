import {
  type DecisionFacts,
  documentsBeside,
  idOf,
  decisionsOf,
} from '../../facts/config/decisions.js';
import { type ThreatCard, threatModel } from '../../model/threats/cards.js';
import { threatId } from '../../model/threats/identity.js';
import type { ThreatTemplate } from '../../model/threats/template.js';
import type { ProblemView } from '../../rule/views.js';
import type { ScalarNode } from '../../syntax/node.js';
import { documentTree } from '../../syntax/tree.js';
import type { Document } from '../../text/document.js';
import type { DocumentEvidence } from '../types.js';
import { problemOf } from './problems.js';

/** What claims are held against. */
export interface ClaimsSetting {
  readonly templates: readonly ThreatTemplate[];
  /** Whether a finding of the rule shows that a control is missing, rather than that a document is silent about it. */
  disproves(rule: string): boolean;
  /** Whether somebody has allowed the finding of a rule at a place. */
  isAllowed(rule: string, place: ThreatCard['evidence'][number]['place']): boolean;
}

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
    if (!card) return isKnown(fact, setting.templates) ? [] : [unknownId(key, fact.id)];
    return fact.status === 'mitigated' ? contradiction(key, card, setting) : [];
  });
}

/** The document that the decisions are about; undefined when none of those beside them is one. */
export function documentOf(decisions: string, isOpenApi: (uri: string) => boolean): string | undefined {
  return documentsBeside(decisions).find(isOpenApi);
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
function isKnown(
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
  return [
    {
      kind: 'contradicted-claim',
      at: key,
      node: key,
      data: { rule: first.rule, title: card.template.title, count: against.length },
      related: against.slice(0, MOST_RELATED).map(({ rule, place }) => ({ place, data: { rule } })),
    },
  ];
}

const MOST_RELATED = 5;

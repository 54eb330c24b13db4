import type { DecisionFact, DecisionFacts, DecisionStatus } from '../../facts/config/decisions.js';

export type { AnswerField, DecisionStatus } from '../../facts/config/decisions.js';

export type ThreatStatus = 'open' | 'mitigated' | 'unknown';

/** What people decided about the threats to one document. */
export interface Decisions {
  /** By id of the card. */
  readonly byId: DecisionFacts;
  /** UTC day, 'YYYY-MM-DD': what was accepted until an earlier one is open again. */
  readonly today: string;
}

export const NO_DECISIONS: Decisions = { byId: new Map(), today: '' };

/** What was decided about one card. */
export interface Decided {
  readonly fact: DecisionFact;
  /** The day of its review is past. */
  readonly overdue: boolean;
}

/** Undefined where nobody decided, and where what is said is no decision yet: a risk accepted without a reason and an end. */
export function decided(id: string, { byId, today }: Decisions): Decided | undefined {
  const fact = byId.get(id);
  if (!fact) return undefined;
  const { reason, review } = fact.fields;
  if (fact.status === 'accepted' && (reason === undefined || review === undefined)) return undefined;
  return { fact, overdue: review !== undefined && review < today };
}

/** How a decision counts: dealt with, open, or still to be answered. */
export function statusOf({ fact, overdue }: Decided): ThreatStatus {
  return overdue && STATUSES[fact.status] === 'mitigated' ? 'open' : STATUSES[fact.status];
}

const STATUSES: Readonly<Record<DecisionStatus, ThreatStatus>> = {
  open: 'open',
  mitigated: 'mitigated',
  'mitigated-elsewhere': 'mitigated',
  accepted: 'mitigated',
  transferred: 'mitigated',
  'not-applicable': 'mitigated',
  'needs-review': 'unknown',
};

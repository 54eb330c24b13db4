/** What may be decided about a threat. */
export const DECISION_STATUSES = [
  'open',
  'mitigated',
  'mitigated-elsewhere',
  'accepted',
  'transferred',
  'not-applicable',
  'needs-review',
] as const;
export type DecisionStatus = (typeof DECISION_STATUSES)[number];

/** What an answer may ask for beyond its status, and beyond who gave it and when. */
export const ANSWER_FIELDS = [
  'where',
  'component',
  'party',
  'reference',
  'ticket',
  'reason',
  'approver',
  'review',
] as const;
export type AnswerField = (typeof ANSWER_FIELDS)[number];

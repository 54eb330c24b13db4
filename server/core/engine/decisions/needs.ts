import type { DecisionStatus } from '../../facts/config/decisions.js';

/**
 * What a decision says of itself, by status: one field of each group. A reason may stand for a place, a ticket or a
 * party, since a sentence tells a reader as much.
 */
const NEEDS: Readonly<Record<DecisionStatus, readonly (readonly string[])[]>> = {
  open: [['ticket', 'reason']],
  mitigated: [['where', 'reason']],
  'mitigated-elsewhere': [['component', 'reference', 'reason']],
  accepted: [['reason'], ['approver', 'by'], ['review']],
  transferred: [['party', 'reference', 'reason']],
  'not-applicable': [['reason']],
  'needs-review': [],
};

/** Who says it, and when. A risk is accepted by whoever approves it. */
const ALWAYS: readonly (readonly string[])[] = [['by', 'approver'], ['at']];

/** The fields that are not given, the first of each group. */
export function lacking(status: DecisionStatus, given: (field: string) => boolean): readonly string[] {
  return [...NEEDS[status], ...ALWAYS].flatMap((group) => (group.some(given) ? [] : group.slice(0, 1)));
}

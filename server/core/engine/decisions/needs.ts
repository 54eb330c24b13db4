import { type DecisionStatus, isDay } from '../../facts/config/decisions.js';
import type { Decision } from './write.js';

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

/** Why an answer would not count once it was written down. */
export type Refusal =
  | { readonly why: 'missing'; readonly fields: readonly string[] }
  /** What it gives as the day of its review is none, or is past for a risk that is accepted until then. */
  | { readonly why: 'day' | 'past' };

/** Undefined for an answer that counts. `today`: 'YYYY-MM-DD'. */
export function refusalOf({ status, by, fields }: Decision, today: string): Refusal | undefined {
  const given = new Set(['at', ...(by === '' ? [] : ['by']), ...Object.keys(fields)]);
  const missing = new Set([...lacking(status, (field) => given.has(field)), ...(by === '' ? ['by'] : [])]);
  if (missing.size > 0) return { why: 'missing', fields: [...missing] };
  const { review } = fields;
  if (review !== undefined && !isDay(review)) return { why: 'day' };
  return status === 'accepted' && review !== undefined && review < today ? { why: 'past' } : undefined;
}

import type { AnswerField, DecisionStatus } from '../../facts/config/decisions.js';

/** What a person may answer to the question of a threat, as `threats/answers.yaml` holds it. */
export interface Answer {
  readonly status: DecisionStatus;
  readonly label: string;
  /** Fields that it asks for, in this order. */
  readonly needs: readonly AnswerField[];
  /** Given with the answer, where nobody has to be asked for it. */
  readonly reason?: string;
}

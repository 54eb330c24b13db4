import type { Truth } from '../../expression/types.js';
import type { DocumentView } from '../openapi/types.js';
import type { OperationEvidence } from './evidence.js';

/** What conditions are asked about: one operation, and within a card about a scheme that one scheme. */
export interface Subject {
  readonly document: DocumentView;
  readonly evidence: OperationEvidence;
  /** Name of the scheme; undefined where the card is about something else. */
  readonly scheme?: string;
}

/** Whether the operation answers with a body when all went well. */
export function responseBody({ evidence }: Subject): Truth {
  const { responses } = evidence.operation;
  if (!responses.known) return 'unknown';
  return decide(
    responses.value.some(({ status, types }) => /^(?:2|default)/i.test(status) && types.length > 0),
  );
}

/** What a rule says of the operation: its finding means yes, its `holds` means no. */
export function outcomeOf(evidence: OperationEvidence, rule: string): Truth {
  const effects = evidence.outcomes
    .filter((outcome) => outcome.rule === rule)
    .map((outcome) => outcome.effect);
  if (effects.includes('finding')) return 'yes';
  return effects.length > 0 && effects.every((effect) => effect === 'holds') ? 'no' : 'unknown';
}

/** Whether one of the rules has found its fault in code; where none has said a word, there is nothing to ask about. */
export function foundBy(evidence: OperationEvidence, rules: readonly string[]): Truth {
  const effects = evidence.outcomes.filter(({ rule }) => rules.includes(rule)).map(({ effect }) => effect);
  if (effects.includes('finding')) return 'yes';
  return effects.includes('unknown') ? 'unknown' : 'no';
}

export function any<T>(items: readonly T[], test: (item: T) => Truth): Truth {
  const truths = items.map(test);
  if (truths.includes('yes')) return 'yes';
  return truths.includes('unknown') ? 'unknown' : 'no';
}

export function all<T>(items: readonly T[], test: (item: T) => Truth): Truth {
  const truths = items.map(test);
  if (truths.includes('no')) return 'no';
  return truths.includes('unknown') ? 'unknown' : 'yes';
}

export function decide(value: boolean): Truth {
  return value ? 'yes' : 'no';
}

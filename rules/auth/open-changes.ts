import { stringOf } from '../../server/core/rule/nodes.js';
import type { OperationFact, OperationView } from '../../server/core/rule/views.js';
import { isSearch } from '../../server/core/words/effects.js';
import { reads, writes } from '../../server/core/words/methods.js';
import { ENDS_SESSION, verbOfRead } from '../design/changing-reads.js';

/** Whether an operation may change something; a search that is too long for a GET does not. */
export function changesData(fact: OperationFact): boolean {
  return writes(fact.method) && !sendsSearch(fact);
}

/**
 * The verb by which an operation that reads says that it changes something, as `GET /users/{id}/delete` does: whoever may
 * call it does more than read. That a session ends harms nobody else.
 */
export function changingRead(fact: OperationFact, summary?: string): string | undefined {
  const verb = verbOfRead(fact, summary);
  return verb === undefined || ENDS_SESSION.has(verb) ? undefined : verb;
}

/** The same of one whose title is known. */
export function changeIn(operation: OperationView): string | undefined {
  return changingRead(operation.fact, stringOf(operation.get('summary')));
}

/** Whether calling an operation may change something, by its method or by what it says of itself. */
export function isChange(operation: OperationView): boolean {
  return changesData(operation.fact) || changeIn(operation) !== undefined;
}

/** Whether an operation gives data and changes none, by its method. */
export function givesData(fact: OperationFact): boolean {
  return reads(fact.method) || sendsSearch(fact);
}

function sendsSearch(fact: OperationFact): boolean {
  return fact.method === 'POST' && isSearch(fact);
}

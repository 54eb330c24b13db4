import type { Change } from '../../server/core/rule/change.js';
import type { Node } from '../../server/core/rule/nodes.js';
import type { DocumentView } from '../../server/core/rule/views.js';
import { addSharedResponse, type Shared } from '../shared-responses.js';
import { retryAfter } from './limit-responses.js';

/** Lets an operation answer 429 with the response that all operations of its document share. */
export function answerTooMany(
  operation: Node | undefined,
  document: DocumentView,
  node: Shared['node'],
): readonly Change[] {
  const to = {
    description: 'Too many requests; try again after the time in Retry-After.',
    headers: { 'Retry-After': retryAfter(document) },
  };
  return addSharedResponse(operation, '429', { name: 'TooManyRequests', to }, { document, node });
}

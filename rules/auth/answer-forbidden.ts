import type { Change } from '../../server/core/rule/change.js';
import type { Node } from '../../server/core/rule/nodes.js';
import { addSharedResponse, type Shared } from '../shared-responses.js';

const FORBIDDEN = { name: 'Forbidden', to: { description: 'The caller has no right to this object.' } };

/** Documents that the operation refuses callers without a right to the object, by a response that all operations share. */
export function answerForbidden(operation: Node | undefined, shared: Shared): readonly Change[] {
  return addSharedResponse(operation, '403', FORBIDDEN, shared);
}

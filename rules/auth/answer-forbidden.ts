import type { Change } from '../../server/core/rule/change.js';
import { isMap, type Node } from '../../server/core/rule/nodes.js';

/** Documents that the operation refuses callers without a right to the object, by a response that all operations share. */
export function answerForbidden(operation: Node | undefined): readonly Change[] {
  const responses = isMap(operation) ? operation.get('responses') : undefined;
  if (!isMap(responses)) return [];
  return [
    {
      component: {
        section: 'responses',
        name: 'Forbidden',
        to: { description: 'The caller has no right to this object.' },
      },
      referTo: { set: responses, key: '403' },
      inFile: responses,
    },
  ];
}

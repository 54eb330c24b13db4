import type { Change } from '../../server/core/rule/change.js';
import { isMap, type Node } from '../../server/core/rule/nodes.js';
import type { Plain } from '../../server/core/rule/rule.js';
import type { DocumentView } from '../../server/core/rule/views.js';

/** Lets an operation answer 429 with the response that all operations of its document share. */
export function answerTooMany(operation: Node | undefined, { version }: DocumentView): readonly Change[] {
  const responses = isMap(operation) ? operation.get('responses') : undefined;
  if (!isMap(responses)) return [];
  return [
    {
      component: { section: 'responses', name: 'TooManyRequests', to: response(version === '2.0') },
      referTo: { set: responses, key: '429' },
      inFile: responses,
    },
  ];
}

function response(swagger: boolean): Plain {
  const seconds = { type: 'integer', format: 'int32', minimum: 0, maximum: 86400 };
  const description = 'Seconds to wait.';
  return {
    description: 'Too many requests; try again after the time in Retry-After.',
    headers: { 'Retry-After': swagger ? { description, ...seconds } : { description, schema: seconds } },
  };
}

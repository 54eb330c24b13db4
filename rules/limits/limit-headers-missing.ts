import { defineRule } from '../../server/core/rule/rule.js';
import type { OperationFact } from '../../server/core/rule/views.js';
import { addHeader, reportLack } from '../responses.js';
import { isTold, rateLimit, saysLimit } from './limit-responses.js';

export default defineRule({
  id: 'limits/limit-headers-missing',
  severity: 'hint',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['limits-graceful'],
  standards: ['API4:2023', 'CWE-770'],
  title: 'Callers cannot see how much of their limit is left',
  why: `
    A client that sees how many requests it may still make slows down before it is
    refused. Without such a header the only way to learn the limit is to run into
    it, so honest clients break and everybody probes.`,
  absence: true,
  messages: {
    operation: 'No answer of {method} {path} says how many requests the caller has left.',
    document: 'No answer here says how many requests the caller has left.',
  },
  fixes: {
    operation: { title: 'Answer with a RateLimit header', safety: 'review' },
    document: { title: 'Answer with a RateLimit header everywhere', safety: 'review' },
  },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
          # ^^^ No answer of GET /orders says how many requests the caller has left.
              responses:
                '200':
                  description: Orders
            post:
              responses:
                '201':
                  description: Created
                  headers:
                    X-RateLimit-Remaining: { schema: { type: integer } }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: Orders
                  headers:
                    RateLimit:
                      description: What is left of the limit, and until when.
                      schema:
                        type: string
                        maxLength: 200
            post:
              responses:
                '201':
                  description: Created
                  headers:
                    X-RateLimit-Remaining: { schema: { type: integer } }`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        paths:
        # <- No answer here says how many requests the caller has left.
          /orders:
            get:
              responses:
                '200': { $ref: '#/responses/Orders' }
            head:
              responses:
                '200': { $ref: '#/responses/Orders' }
        responses:
          Orders:
            description: Orders`,
      fixed: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              responses:
                '200': { $ref: '#/responses/Orders' }
            head:
              responses:
                '200': { $ref: '#/responses/Orders' }
        responses:
          Orders:
            description: Orders
            headers:
              RateLimit:
                description: What is left of the limit, and until when.
                type: string
                maxLength: 200`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: Orders
                  headers:
                    ratelimit: { schema: { type: string } }
                    RateLimit-Policy: { schema: { type: string } }`,
    },
  ],

  check: {
    document(document, context) {
      const add = (fact: OperationFact) => {
        const at = fact.responses.known ? fact.responses.value.find(isTold)?.at : undefined;
        const response = at && context.node({ uri: at.uri, path: at.path });
        return addHeader(response, 'RateLimit', rateLimit(document));
      };
      reportLack(document, { standing, add }, context);
    },
  },
});

function standing({ responses }: OperationFact): 'yes' | 'no' | 'unknown' | 'exempt' {
  if (!responses.known) return 'unknown';
  if (!responses.value.some(isTold)) return 'exempt';
  return responses.value.some(saysLimit) ? 'yes' : 'no';
}

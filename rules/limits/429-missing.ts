import { defineRule } from '../../server/core/rule/rule.js';
import type { OperationFact } from '../../server/core/rule/views.js';
import { answers, operationAt, reportLack } from '../responses.js';
import { isDear } from './dear-operations.js';
import { answerTooMany } from './too-many-requests.js';

export default defineRule({
  id: 'limits/429-missing',
  severity: 'info',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['limits-everywhere', 'limits-graceful'],
  standards: ['API4:2023', 'CWE-770', 'RFC 6585 section 4'],
  title: 'No answer for callers who ask too often',
  why: `
    An operation without a rate limit can be called as fast as a caller likes: to
    guess passwords, to copy all data, or to bring the service down. The response
    429 says that a limit exists and when to try again, so that honest clients
    slow down instead of breaking.`,
  absence: true,
  messages: {
    operation: '{method} {path} does not say what happens to a caller who asks too often.',
    document: 'No operation here says what happens to a caller who asks too often.',
  },
  fixes: {
    operation: { title: 'Answer 429 with Retry-After', safety: 'review' },
    document: { title: 'Answer 429 with Retry-After everywhere', safety: 'review' },
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
          # ^^^ GET /orders does not say what happens to a caller who asks too often.
              responses:
                '200': { description: Orders }
            post:
              responses:
                '201': { description: Created }
                '429': { description: Too many requests }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              responses:
                '200': { description: Orders }
                '429':
                  $ref: '#/components/responses/TooManyRequests'
            post:
              responses:
                '201': { description: Created }
                '429': { description: Too many requests }
        components:
          responses:
            TooManyRequests:
              description: Too many requests; try again after the time in Retry-After.
              headers:
                Retry-After:
                  description: Seconds to wait.
                  schema:
                    type: integer
                    format: int32
                    minimum: 0
                    maximum: 86400`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
          # ^^^ GET /orders does not say what happens to a caller who asks too often.
              responses:
                '200': { description: Orders }
            post:
              responses:
                '429': { $ref: '#/components/responses/Slow' }
        components:
          responses: { Slow: { description: Wait, headers: { Retry-After: { schema: { type: integer } } } } }`,
      fixed: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              responses:
                '200': { description: Orders }
                '429':
                  $ref: '#/components/responses/Slow'
            post:
              responses:
                '429': { $ref: '#/components/responses/Slow' }
        components:
          responses: { Slow: { description: Wait, headers: { Retry-After: { schema: { type: integer } } } } }`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        paths:
        # <- No operation here says what happens to a caller who asks too often.
          /orders:
            get:
              responses:
                '200': { description: Orders }
            post:
              responses:
                '201': { description: Created }`,
      fixed: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              responses:
                '200': { description: Orders }
                '429':
                  $ref: '#/responses/TooManyRequests'
            post:
              responses:
                '201': { description: Created }
                '429':
                  $ref: '#/responses/TooManyRequests'
        responses:
          TooManyRequests:
            description: Too many requests; try again after the time in Retry-After.
            headers:
              Retry-After:
                description: Seconds to wait.
                type: integer
                format: int32
                minimum: 0
                maximum: 86400`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              responses:
                '200': { description: Orders }
                4XX: { description: The caller did something wrong }
          /carts:
            get:
              responses:
                '200': { description: Carts }
                default: { description: Everything else }`,
    },
  ],

  check: {
    document(document, context) {
      reportLack(
        document,
        {
          // Of heavy work that nothing limits the other rule speaks, with all of it in one finding.
          standing: context.speaks('limits/expensive-operation') ? standingOfCheap : standing,
          add: (fact) => answerTooMany(context.node(operationAt(fact)), document, context.node),
        },
        context,
      );
    },
  },
});

function standing(fact: OperationFact): ReturnType<typeof answers> {
  return answers(fact, ['429']);
}

function standingOfCheap(fact: OperationFact): ReturnType<typeof answers> | 'exempt' {
  return isDear(fact) ? 'exempt' : standing(fact);
}

import { defineRule } from '../../server/core/rule/rule.js';
import type { OperationFact } from '../../server/core/rule/views.js';
import { shortenPath } from '../../server/core/words/text.js';
import { reportGathered } from '../gathered.js';
import { answers, operationAt } from '../responses.js';
import { isDear } from './dear-operations.js';
import { saysLimit } from './limit-responses.js';
import { answerTooMany } from './too-many-requests.js';

export default defineRule({
  id: 'limits/expensive-operation',
  severity: 'info',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['limits-everywhere'],
  standards: ['API4:2023', 'API6:2023', 'CWE-770', 'CWE-400'],
  title: 'Heavy work without a limit',
  why: `
    An export, a rendered document, an answer of a language model or a text
    message costs a thousand times what an ordinary read does. A few callers who
    ask again and again keep everybody else waiting, or run up a bill that
    arrives at the end of the month. Such operations need a budget of their own,
    and an answer that says when it is used up.`,
  absence: true,
  messages: {
    one: '{operation} sets off heavy work, and nothing says how often one caller may do so.',
    several: '{operation} and {more} more set off heavy work, and nothing says how often.',
    same: 'Nothing limits this one either.',
  },
  fixes: { answer: { title: 'Answer 429 with Retry-After to who asks too often', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders/export:
            get:
          # ^^^ GET /orders/export sets off heavy work, and nothing says how often one caller may do so.
              responses:
                '200': { description: All orders }
          /orders:
            get:
              responses:
                '200': { description: Orders }
                '429': { description: Too many requests }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders/export:
            get:
              responses:
                '200': { description: All orders }
                '429':
                  $ref: '#/components/responses/TooManyRequests'
          /orders:
            get:
              responses:
                '200': { description: Orders }
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
        info: { title: Words, version: '1' }
        paths:
          /chat/completions:
            post:
          # ^^^^ POST /chat/completions and 1 more set off heavy work, and nothing says how often.
              responses: { '200': { description: A text } }
          /notification/sms:
            post:
              operationId: sendSms
              responses: { '200': { description: Sent } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /exports:
            get:
              operationId: listExports
              responses: { '200': { description: What was exported } }
            post:
              responses:
                '202': { description: It is worked on }
          /orders/bulk-update:
            post:
              description: Rate limited to 5 a minute.
              responses: { '200': { description: Changed } }
          /posts/{id}/report:
            post:
              responses: { '204': { description: Reported } }
          /videos/{id}/convert:
            post:
              responses: { '200': { description: Done }, 4XX: { description: Refused } }
          /conversations/{id}/convert-to-private:
            post:
              responses: { '204': { description: Private } }
          /thumbnails/{id}:
            get:
              responses: { '200': { description: A picture } }
          /batches/{id}:
            get:
              responses: { '200': { description: A batch }, default: { description: A fault } }`,
    },
  ],

  check: {
    document(document, { report, holds, unknown, node }) {
      const open: OperationFact[] = [];
      const forAll = document.claims.includes('limits');
      for (const [limited, fact] of document.each(limitOf)) {
        if (limited === undefined) continue;
        if (forAll || limited === 'yes') holds(fact.at);
        else if (limited === 'no') open.push(fact);
        else unknown(fact.at);
      }
      reportGathered(report, open, placeOf, (first, rest) => ({
        at: first.at,
        also: rest.map(({ at }) => at),
        related: rest.slice(0, MOST_RELATED).map(({ at }) => ({ at, message: 'same' })),
        message: rest.length === 0 ? 'one' : 'several',
        data: { operation: `${first.method} ${shortenPath(first.path, 35)}`, more: rest.length },
        fixes: [
          {
            fix: 'answer',
            changes: () =>
              [first, ...rest].flatMap((fact) => answerTooMany(node(operationAt(fact)), document, node)),
          },
        ],
      }));
    },
  },
});

function placeOf({ at }: OperationFact): OperationFact['at'] {
  return at;
}

/** Places that an editor lists beside a finding; their number is in the message. */
const MOST_RELATED = 20;

/** Whether something limits heavy work; undefined of all other operations. */
function limitOf(fact: OperationFact): 'yes' | 'no' | 'maybe' | undefined {
  if (!isDear(fact)) return undefined;
  if (fact.claims.includes('limits')) return 'yes';
  if (!fact.responses.known) return 'maybe';
  if (fact.responses.value.some(saysLimit)) return 'yes';
  const answer = answers(fact, ['429']);
  if (answer === 'yes' || answer === 'no') {
    // What is queued is worked on in its own time.
    return answer === 'no' && answers(fact, ['202']) === 'yes' ? 'maybe' : answer;
  }
  return 'maybe';
}

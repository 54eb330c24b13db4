import { defineRule } from '../../server/core/rule/rule.js';
import type { OperationFact } from '../../server/core/rule/views.js';
import { answers, operationAt, reportLack } from '../responses.js';
import { addSharedResponse } from '../shared-responses.js';

export default defineRule({
  id: 'design/error-validation-response-missing',
  severity: 'hint',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['design-errors', 'input-validate'],
  standards: ['API8:2023', 'CWE-544', 'CWE-209'],
  title: 'No answer for input that is not valid',
  why: `
    The operation takes input and does not say what happens when it is wrong. What
    nobody has designed is mostly a crash: an answer 500 with details of the code
    in it, a half-made change, or a wrong value that is stored as it came.`,
  absence: true,
  messages: {
    operation: '{method} {path} takes input and does not say what it answers when that is not valid.',
    document: 'Operations here take input; none says what it answers when that is not valid.',
  },
  fixes: {
    operation: { title: 'Answer 400', safety: 'review' },
    document: { title: 'Answer 400 wherever input is taken', safety: 'review' },
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
          # ^^^ GET /orders takes input and does not say what it answers when that is not valid.
              parameters: [{ name: status, in: query, schema: { type: string } }]
              responses:
                '200': { description: Orders }
            post:
              requestBody: { content: { application/json: { schema: { type: object } } } }
              responses:
                '201': { description: Created }
                '422': { description: Not an order }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              parameters: [{ name: status, in: query, schema: { type: string } }]
              responses:
                '200': { description: Orders }
                '400':
                  $ref: '#/components/responses/BadRequest'
            post:
              requestBody: { content: { application/json: { schema: { type: object } } } }
              responses:
                '201': { description: Created }
                '422': { description: Not an order }
        components:
          responses:
            BadRequest:
              description: Something in the request is not valid.`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        paths:
        # <- Operations here take input; none says what it answers when that is not valid.
          /orders/{id}:
            parameters: [{ name: id, in: path, required: true, type: string }]
            get:
              responses: { '200': { description: An order } }
            put:
              responses: { '200': { description: Replaced } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              responses: { '200': { description: Orders } }
            post:
              requestBody: { content: { application/json: { schema: { type: object } } } }
              responses: { '201': { description: Created }, default: { description: Everything else } }`,
    },
  ],

  check: {
    document(document, context) {
      const badRequest = { name: 'BadRequest', to: BAD_REQUEST };
      const shared = { document, node: context.node };
      reportLack(
        document,
        {
          standing,
          add: (fact) => addSharedResponse(context.node(operationAt(fact)), '400', badRequest, shared),
        },
        context,
      );
    },
  },
});

function standing(fact: OperationFact): ReturnType<typeof answers> | 'exempt' {
  return takesInput(fact) ? answers(fact, ['400', '422']) : 'exempt';
}

const BAD_REQUEST = { description: 'Something in the request is not valid.' };

function takesInput({ parameters, body }: OperationFact): boolean {
  return (parameters.known && parameters.value.length > 0) || (body.known && body.value.length > 0);
}

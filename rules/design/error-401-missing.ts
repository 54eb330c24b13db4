import { isProtected } from '../../server/core/rule/access.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { OperationFact } from '../../server/core/rule/views.js';
import { answers, operationAt, reportLack } from '../responses.js';
import { addSharedResponse } from '../shared-responses.js';

export default defineRule({
  id: 'design/error-401-missing',
  severity: 'hint',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['design-errors', 'auth-access-control'],
  standards: ['API2:2023', 'CWE-544', 'RFC 9110 section 15.5.2'],
  title: 'No answer for callers without valid credentials',
  why: `
    The operation asks for credentials and does not say what happens without them.
    Clients then cannot tell an expired token from a broken server, and nobody
    tests the refusal: generated tests call what the document describes.`,
  absence: true,
  messages: {
    operation: '{method} {path} asks for credentials and does not say what it answers without them.',
    document: 'Operations here ask for credentials; none says what it answers without them.',
  },
  fixes: {
    operation: { title: 'Answer 401', safety: 'review' },
    document: { title: 'Answer 401 wherever credentials are asked for', safety: 'review' },
  },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders:
            get:
          # ^^^ GET /orders asks for credentials and does not say what it answers without them.
              responses:
                '200': { description: Orders }
            post:
              responses:
                '201': { description: Created }
                '401': { description: Who are you? }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders:
            get:
              responses:
                '200': { description: Orders }
                '401':
                  $ref: '#/components/responses/Unauthorized'
            post:
              responses:
                '201': { description: Created }
                '401': { description: Who are you? }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }
          responses:
            Unauthorized:
              description: The credentials are missing or no longer valid.`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        security: [{ key: [] }]
        paths:
        # <- Operations here ask for credentials; none says what it answers without them.
          /orders:
            get:
              responses:
                '200': { description: Orders }
            post:
              responses:
                '201': { description: Created }
        securityDefinitions:
          key: { type: apiKey, in: header, name: X-Key }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.2.0
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /health:
            get:
              security: []
              responses: { '200': { description: Well } }
          /orders:
            get:
              responses: { '200': { description: Orders }, 4XX: { description: The caller is at fault } }
            post:
              responses: { '201': { description: Created }, default: { description: Everything else } }
              callbacks:
                paid:
                  '{$request.body#/url}':
                    post:
                      responses: { '200': { description: Taken } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
  ],

  check: {
    document(document, context) {
      const unauthorized = { name: 'Unauthorized', to: UNAUTHORIZED };
      const shared = { document, node: context.node };
      reportLack(
        document,
        {
          standing,
          add: (fact) => addSharedResponse(context.node(operationAt(fact)), '401', unauthorized, shared),
        },
        context,
      );
    },
  },
});

function standing(fact: OperationFact): ReturnType<typeof answers> | 'exempt' {
  return fact.security.known && isProtected(fact.security.value) ? answers(fact, ['401']) : 'exempt';
}

const UNAUTHORIZED = { description: 'The credentials are missing or no longer valid.' };

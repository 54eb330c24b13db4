import { defineRule } from '../../server/core/rule/rule.js';
import { isChange } from './open-changes.js';
import { asksNobody, faultOf, isMeantToBeOpen, judgeOperation, openOperations } from './open-operations.js';
import { makesOwnAccount } from './own-accounts.js';

export default defineRule({
  id: 'auth/write-operation-unprotected',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-access-control', 'design-defaults'],
  standards: ['API2:2023', 'API5:2023', 'CWE-306'],
  title: 'Anyone can change data',
  why: `
    No security requirement applies to this operation, so the contract promises
    it to everybody on the network: other people's records can be created,
    changed or deleted by a caller who proves nothing. Gateways, generated
    servers and reviewers take the document at its word.`,
  absence: true,
  messages: {
    open: 'Anyone can call {method} {path}: nothing asks who they are.',
    optional: 'Anyone can call {method} {path}: its security list asks for nothing.',
    seems: 'Anyone can call {method} {path}, which seems to {verb}: nothing asks who they are.',
    seemsOptional:
      'Anyone can call {method} {path}, which seems to {verb}: its security list asks for nothing.',
    forgotten: '{method} {path} answers 401, but nothing says what credentials it takes.',
    undeclared: '{count} writes answer 401, but no scheme says how callers prove who they are.',
    beside: '{method} {path} and {more} more ask for no credential, though others here do.',
    document: 'Callers are never asked who they are; anyone can use the {count} operations that change data.',
  },
  fixes: {
    require: { title: 'Require credentials here', safety: 'review' },
    requireEverywhere: { title: 'Require credentials for the whole API', safety: 'review' },
    public: { title: 'Mark it as public on purpose', safety: 'review' },
  },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            post:
          # ^^^^ Anyone can call POST /orders: nothing asks who they are.
              responses: { '201': { description: Created } }
            get:
              security: [{ bearer: [] }]
              responses: { '200': { description: Orders } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            post:
              responses: { '201': { description: Created } }
              security:
                - bearer: []
            get:
              security: [{ bearer: [] }]
              responses: { '200': { description: Orders } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders/{id}:
            delete:
              security: [{}]
              #         ^^^^ Anyone can call DELETE /orders/{id}: its security list asks for nothing.
              responses: { '204': { description: Gone } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders/{id}:
            delete:
              responses: { '204': { description: Gone } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
        # <- Callers are never asked who they are; anyone can use the 2 operations that change data.
          /orders:
            post:
              responses: { '201': { description: Created } }
            put:
              responses: { '200': { description: Replaced } }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            post:
              responses: { '201': { description: Created } }
            put:
              responses: { '200': { description: Replaced } }
        security:
          - bearerAuth: []
        components:
          securitySchemes:
            bearerAuth:
              type: http
              scheme: bearer`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.2.0
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            additionalOperations:
              PURGE:
            # ^^^^^ Anyone can call PURGE /orders: nothing asks who they are.
                responses: { '204': { description: Gone } }
              LINK:
                security: [{ bearer: [] }]
                responses: { '204': { description: Linked } }
              PROPFIND:
                security: [{ bearer: [] }]
                responses: { '207': { description: Properties } }
          /orders/{id}/cancel:
            get:
          # ^^^ Anyone can call GET /orders/{id}/cancel, which seems to cancel: nothing asks who they are.
              responses: { '200': { description: Canceled } }
          /orders/{id}/cancel-reasons:
            get:
              responses: { '200': { description: What may be chosen } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
        # <- 2 writes answer 401, but no scheme says how callers prove who they are.
          /orders:
            post:
              security: []
              responses: { '201': { description: Created }, '401': { description: Who are you? } }
          /invoices:
            post:
              responses: { '201': { description: Created }, '401': { description: Who are you? } }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            post:
          # ^^^^ POST /orders answers 401, but nothing says what credentials it takes.
              responses: { '201': { description: Created }, '401': { description: Who are you? } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Pictures, version: '1' }
        paths:
          /pictures:
            post:
              parameters: [{ name: x-access-token, in: header, required: true, schema: { type: string } }]
              responses: { '201': { description: Stored } }
          /api/register:
            post:
              responses: { '201': { description: Welcome } }
          /albums:
            post:
          # ^^^^ POST /albums and 1 more ask for no credential, though others here do.
              responses: { '201': { description: Stored } }
            delete:
              responses: { '204': { description: Gone } }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: School, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /pupils:
            post:
              security: []
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewPupil' } } } }
              responses: { '201': { description: Welcome } }
          /guests:
            post:
              security: []
              #         ^^ Anyone can call POST /guests: its security list asks for nothing.
              requestBody: { content: { application/json: { schema: { properties: { name: { type: string } } } } } }
              responses: { '201': { description: Added } }
          /lessons:
            get:
              operationId: createLesson
              security: []
              #         ^^ Anyone can call GET /lessons, which seems to create: its security list asks for nothing.
              responses: { '200': { description: Made } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }
          schemas:
            NewPupil:
              type: object
              properties:
                mail: { type: string }
                password: { type: string, writeOnly: true }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /login:
            post:
              responses: { '200': { description: A token } }
          /orders:
            post:
              security: [{ bearer: [] }]
              responses: { '201': { description: Created } }
          /photos:
            post:
              parameters: [{ name: x-access-token, in: header, required: true, schema: { type: string } }]
              responses: { '201': { description: Stored } }
          /messages:
            post:
              parameters: [{ name: X-Service-Token, in: header, schema: { type: string } }]
              responses: { '202': { description: Taken } }
          /rooms/join/{token}:
            post:
              responses: { '200': { description: The room } }
          /invitations/{token}/accept:
            post:
              responses: { '204': { description: Joined } }
          /feedback:
            post:
              x-public: true
              responses: { '201': { description: Thanks } }
          /uploads:
            put:
              description: Send the bytes to the presigned URL that POST /files answered with.
              responses: { '200': { description: Stored } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
  ],

  check: {
    operation(operation, context) {
      if (!isChange(operation)) return;
      judgeOperation(operation, context, {
        isOpenOnPurpose: (one) => isMeantToBeOpen(one) || makesOwnAccount(one),
        // Somebody is refused there: what is missing is a line of the document. Or only its name says what it does.
        severityOf: ({ forgotten, seems }) => (forgotten || seems ? 'warning' : undefined),
      });
    },

    document(document, { report, node }) {
      if (!asksNobody(document)) return;
      const fault = faultOf(document, openOperations(document, 'changes'), node);
      if (fault !== undefined) report(fault);
    },
  },
});

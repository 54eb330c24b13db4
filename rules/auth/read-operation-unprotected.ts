import { defineRule } from '../../server/core/rule/rule.js';
import { isDiagnosticPath } from '../../server/core/words/diagnostics.js';
import { isReferenceData } from '../../server/core/words/open-reads.js';
import { givesData, isChange } from './open-changes.js';
import { asksNobody, faultOf, isMeantToBeOpen, judgeOperation, openOperations } from './open-operations.js';
import { isShownToAll } from './shown-to-all.js';

export default defineRule({
  id: 'auth/read-operation-unprotected',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-access-control', 'design-defaults'],
  standards: ['API2:2023', 'CWE-306'],
  title: 'Anyone can read data',
  why: `
    No security requirement applies to this operation, so everybody on the
    network may read what it returns, in bulk if they like. That is right for a
    public catalog and wrong for almost everything else; when it is meant, the
    document should say so, since nobody can tell it from an oversight.`,
  absence: true,
  messages: {
    open: 'Anyone can read {method} {path}: nothing asks who they are.',
    optional: 'Anyone can read {method} {path}: its security list asks for nothing.',
    forgotten: '{method} {path} answers 401, but nothing says what credentials it takes.',
    undeclared: '{count} reads answer 401, but no scheme says how callers prove who they are.',
    beside: '{method} {path} and {more} more ask for no credential, though others here do.',
    document: 'Callers are never asked who they are; anyone can read the answers of {count} operations.',
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
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /orders/{id}:
            get:
          # ^^^ Anyone can read GET /orders/{id}: nothing asks who they are.
              responses: { '200': { description: One order } }
            delete:
              security: [{ login: ['orders:write'] }]
              responses: { '204': { description: Gone } }
        components:
          securitySchemes:
            login: { type: openIdConnect, openIdConnectUrl: 'https://id.example.com/.well-known/openid-configuration' }`,
      fix: 'public',
      fixed: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /orders/{id}:
            get:
              responses: { '200': { description: One order } }
              x-public: true
            delete:
              security: [{ login: ['orders:write'] }]
              responses: { '204': { description: Gone } }
        components:
          securitySchemes:
            login: { type: openIdConnect, openIdConnectUrl: 'https://id.example.com/.well-known/openid-configuration' }`,
    },
    {
      as: 'document',
      language: 'json',
      bad: `
        {
          "openapi": "3.0.3",
          "info": { "title": "Orders", "version": "1" },
          "security": [{ "bearer": [] }],
          "paths": {
            "/orders": {
              "get": {
                "security": [],
                //          ^^ Anyone can read GET /orders: its security list asks for nothing.
                "responses": { "200": { "description": "Orders" } }
              }
            }
          },
          "components": { "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } } }
        }`,
      fixed: `
        {
          "openapi": "3.0.3",
          "info": { "title": "Orders", "version": "1" },
          "security": [{ "bearer": [] }],
          "paths": {
            "/orders": {
              "get": {
                "responses": { "200": { "description": "Orders" } }
              }
            }
          },
          "components": { "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } } }
        }`,
    },
    {
      as: 'document',
      // An explicit decision, about what shops show everybody, and what only those ask for who were given its number.
      good: `
        openapi: 3.0.3
        info: { title: Shop, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /articles:
            get:
              security: []
              responses: { '200': { description: Articles, content: { application/json: { schema: { type: array, items: { type: string } } } } } }
          /repairs/{ticketNumber}:
            get:
              security: []
              parameters: [{ name: ticketNumber, in: path, required: true, schema: { type: string, pattern: '^R[A-Z2-9]{22}$' } }]
              responses: { '200': { description: How far it is } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Clinic, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /patients/{id}/calendar:
            get:
              security: []
              #         ^^ Anyone can read GET /patients/{id}/calendar: its security list asks for nothing.
              responses: { '200': { description: Days, content: { application/json: { schema: { type: object } } } } }
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
        # <- Callers are never asked who they are; anyone can read the answers of 2 operations.
          /orders:
            get:
              responses: { '200': { description: Orders } }
          /orders/{id}:
            get:
              responses: { '200': { description: One order } }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
        # <- 2 reads answer 401, but no scheme says how callers prove who they are.
          /orders:
            get:
              security: []
              responses: { '200': { description: Orders }, '401': { description: Who are you? } }
          /invoices:
            get:
              responses: { '200': { description: Orders }, '401': { description: Who are you? } }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
          # ^^^ GET /orders answers 401, but nothing says what credentials it takes.
              responses: { '200': { description: Orders }, '401': { description: Who are you? } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /health:
            get:
              responses: { '200': { description: Alive } }
          /.well-known/jwks.json:
            get:
              responses: { '200': { description: Keys } }
          /metrics:
            get:
              responses: { '200': { description: Counters } }
          /login/{provider}:
            get:
              responses: { '302': { description: On to where people sign in } }
          /connected/google:
            get:
              parameters:
                - { name: state, in: query, schema: { type: string } }
                - { name: code, in: query, schema: { type: string } }
              responses: { '302': { description: Back from there } }
          /catalog:
            get:
              x-public: true
              responses: { '200': { description: What is on sale } }
          /articles:
            get:
              description: The newest articles. Auth is optional.
              responses: { '200': { description: Articles } }
          /tags:
            get:
              summary: Tags in use; auth not required
              responses: { '200': { description: Tags } }
          /books:
            get:
              summary: The catalog, open to everybody
              security: []
              responses: { '200': { description: Books } }
          /prices:
            get:
              parameters: [{ name: api_key, in: header, required: true, schema: { type: string } }]
              responses: { '200': { description: Prices } }
          /branches:
            get:
              parameters: [{ name: Authorization, in: header, schema: { type: string } }]
              responses: { '200': { description: Branches } }
          /answers:
            get:
              parameters: [{ name: appid, in: query, required: true, schema: { type: string } }]
              responses: { '200': { description: Answers } }
          /hooks/{id}/{hook_token}:
            get:
              responses: { '200': { description: One hook } }
          /orders:
            get:
              security: [{ bearer: [] }]
              responses: { '200': { description: Orders } }
          /webhooks/event-types:
            get:
              responses: { '200': { description: What may be subscribed to } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      good: `
        swagger: '2.0'
        info:
          title: Patents
          version: '1'
          description: The Patents API (PAPI) allows the public to search what has been granted. Some fields are long.
        paths:
          /patents:
            get:
              responses: { '200': { description: Patents } }
            post:
              operationId: performSearch
              responses: { '200': { description: Patents } }`,
    },
  ],

  check: {
    operation(operation, context) {
      // What reads by its method and changes something is worse: the rule about writes says so.
      if (!givesData(operation.fact) || isChange(operation)) return;
      judgeOperation(operation, context, {
        // Another rule says what a look inside the server gives away.
        isOpenOnPurpose: (one) =>
          isMeantToBeOpen(one) ||
          isDiagnosticPath(one.path) ||
          isReferenceData(one.path) ||
          isShownToAll(one),
        // An empty list of its own is a decision somebody took: worth a look, not an alarm.
        severityOf: ({ own, forgotten }) => (own || forgotten ? 'info' : undefined),
      });
    },

    document(document, { report, node }) {
      if (!asksNobody(document)) return;
      const fault = faultOf(document, openOperations(document, 'gives'), node);
      if (fault !== undefined) report(fault);
    },
  },
});

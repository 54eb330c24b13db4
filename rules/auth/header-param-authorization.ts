import { defineRule } from '../../server/core/rule/rule.js';
import { ignoredParameters, reportIgnored } from './ignored-parameters.js';
import { intoSecurity } from './into-security.js';

export default defineRule({
  id: 'auth/header-param-authorization',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-standards', 'auth-access-control'],
  standards: ['API2:2023', 'API9:2023', 'CWE-1059', 'OpenAPI Parameter Object'],
  title: 'The token is a parameter that tools ignore',
  why: `
    OpenAPI tells tools to ignore a header parameter of this name, since what
    proves the caller is described by security schemes. Clients that are generated
    send no token, gateways and tests ask for none, and to whoever reads the
    document the operation looks open to everybody.`,
  messages: {
    single: 'Tools ignore a header parameter "{name}", so nothing here asks callers for credentials.',
    several:
      'Tools ignore a header parameter "{name}", here and elsewhere ({more} more): nothing asks for credentials.',
  },
  fixes: { scheme: { title: 'Ask for a bearer token in "security" instead', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            get:
              parameters:
                - name: Authorization
                  #     ^^^^^^^^^^^^^ Tools ignore a header parameter "Authorization", so nothing here asks callers for credentials.
                  in: header
                  required: true
                  schema: { type: string }
              responses: { '200': { description: Parcels } }
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            get:
              responses: { '200': { description: Parcels } }
              security:
                - token: []
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            get:
              parameters:
                - { name: page, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
                - { name: authorization, in: header, schema: { type: string } }
                #         ^^^^^^^^^^^^^ Tools ignore a header parameter "authorization", here and elsewhere (1 more): nothing asks for credentials.
              responses: { '200': { description: Parcels } }
            post:
              parameters:
                - { name: authorization, in: header, schema: { type: string } }
              responses: { '201': { description: Taken } }`,
      fixed: `
        openapi: 3.1.0
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            get:
              parameters:
                - { name: page, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
              responses: { '200': { description: Parcels } }
              security:
                - bearerAuth: []
            post:
              responses: { '201': { description: Taken } }
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
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            get:
              parameters:
                - $ref: '#/components/parameters/Token'
                - { name: page, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
              responses: { '200': { description: Parcels } }
            post:
              parameters:
                - { name: Authorization, in: header, schema: { type: string } }
              responses: { '201': { description: Taken } }
        components:
          parameters:
            Token: { name: Authorization, in: header, schema: { type: string } }
            #              ^^^^^^^^^^^^^ Tools ignore a header parameter "Authorization", here and elsewhere (1 more): nothing asks for credentials.
          securitySchemes:
            token: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            get:
              parameters:
                - { name: page, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
              responses: { '200': { description: Parcels } }
              security:
                - token: []
            post:
              responses: { '201': { description: Taken } }
              security:
                - token: []
        components:
          parameters:
            Token: { name: Authorization, in: header, schema: { type: string } }
          securitySchemes:
            token: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            parameters:
              - $ref: '#/components/parameters/Token'
            get:
              responses: { '200': { description: Parcels } }
            post:
              responses: { '201': { description: Taken } }
        components:
          parameters:
            Token: { name: Authorization, in: header, schema: { type: string } }
            #              ^^^^^^^^^^^^^
          securitySchemes:
            token: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            get:
              responses: { '200': { description: Parcels } }
              security:
                - token: []
            post:
              responses: { '201': { description: Taken } }
              security:
                - token: []
        components:
          parameters:
            Token: { name: Authorization, in: header, schema: { type: string } }
          securitySchemes:
            token: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            parameters:
              - { name: Authorization, in: header, schema: { type: string } }
              #         ^^^^^^^^^^^^^
              - { name: page, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
            get:
              responses: { '200': { description: Parcels } }
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            parameters:
              - { name: page, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
            get:
              responses: { '200': { description: Parcels } }
              security:
                - token: []
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            parameters: [{ $ref: '#/components/parameters/Token' }]
            get:
              responses: { '200': { description: Parcels } }
            post:
              security: [{ key: [] }]
              responses: { '201': { description: Somebody asks for something else here } }
        components:
          securitySchemes:
            key: { type: apiKey, in: header, name: X-Key }
          parameters:
            Token: { name: Authorization, in: header, schema: { type: string } }
            #              ^^^^^^^^^^^^^`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.2.0
        info: { title: Parcels, version: '1' }
        security: [{ key: [] }]
        paths:
          /parcels:
            get:
              parameters: [{ $ref: '#/components/parameters/Token' }]
              responses: { '200': { description: Parcels } }
        components:
          securitySchemes:
            key: { type: apiKey, in: header, name: X-Key }
          parameters:
            Token: { name: Authorization, in: header, schema: { type: string } }
            #              ^^^^^^^^^^^^^ Tools ignore a header parameter "Authorization", so nothing here asks callers for credentials.`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        security: [{ token: [] }]
        paths:
          /parcels:
            get:
              parameters: [{ name: Authorization, in: header, schema: { type: string } }]
              responses: { '200': { description: It is asked for all the same } }
            put:
              security: [{ key: [] }]
              parameters: [{ name: authorization, in: header, schema: { type: string } }]
              responses: { '200': { description: The key travels in it } }
            post:
              parameters: [{ name: Authorization, in: query, schema: { type: boolean } }]
              responses: { '200': { description: No header } }
        components:
          securitySchemes:
            token: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: {} } } }
            key: { type: apiKey, in: header, name: Authorization }`,
    },
    {
      as: 'document',
      good: `
        swagger: '2.0'
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            get:
              parameters: [{ name: Authorization, in: header, type: string, required: true }]
              responses: { '200': { description: 2.0 has no such sentence } }`,
    },
  ],

  check: {
    document(document, { report, node }) {
      reportIgnored(report, ignoredParameters(document).alone, (all) => intoSecurity(all, document, node));
    },
  },
});

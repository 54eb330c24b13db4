import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';

export default defineRule({
  id: 'testing/unresolved-reference',
  severity: 'warning',
  profile: 'recommended',
  weight: 'hygiene',
  practices: ['testing-sast', 'docs-inventory'],
  standards: ['CWE-1059', 'CWE-829'],
  title: 'Reference that leads nowhere',
  why: `
    What stands behind this reference is missing from the analysis, and from
    every tool that reads the document. Only files inside the workspace are
    opened: a reference to another machine or another folder would let a document
    make your computer fetch or read things that its author chose.`,
  messages: {
    missing: 'Nothing is found at "{ref}".',
    refused: '"{ref}" is not opened: it leads out of the workspace.',
    unreadable: '"{ref}" is no file that can be read.',
    circular: '"{ref}" leads to nothing but references that lead back to each other.',
  },
  examples: [
    {
      as: 'operation',
      bad: `
        responses:
          '200':
            $ref: 5
            #     ^ Nothing is found at "5".`,
    },
    {
      as: 'operation',
      bad: `
        responses:
          '200':
            $ref: '#/components/responses/Gone'
            #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing is found at "#/components/responses/Gone".`,
    },
    {
      as: 'operation',
      bad: `
        responses:
          '200':
            $ref: http://169.254.169.254/latest/meta-data
            #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "http://169.254.169.254/latest/meta-data" is not opened: it leads out of the workspace.`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths: {}
        components:
          schemas:
            Order:
              $ref: '#/components/schemas/Bill'
              #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ "#/components/schemas/Bill" leads to nothing but references that lead back to each other.
            Bill:
              $ref: '#/components/schemas/Order'
              #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "#/components/schemas/Order" leads to nothing but references that lead back to each other.
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.2.0
        $self: https://api.example.com/openapi.yaml
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders:
            get:
              responses:
                '200': { $ref: 'https://api.example.com/openapi.yaml#/components/responses/Gone' }
                #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing is found at "https://api.example.com/openapi.yaml#/components/respo…".
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.2.0
        $self: https://api.example.com/openapi.yaml
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders:
            get:
              responses:
                '200': { $ref: 'https://api.example.com/openapi.yaml#/components/responses/Orders' }
                '401': { $ref: 'openapi.yaml#/components/responses/Refused' }
                '403': { $ref: 'shared.yaml#/components/responses/Forbidden' }
        components:
          responses:
            Orders: { description: Orders }
            Refused: { description: Refused }
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: Order
                  content:
                    application/json:
                      schema: { $ref: 'https://example.com/schemas/order' }
        components:
          schemas:
            Order:
              $id: https://example.com/schemas/order
              type: object
              properties:
                bill: { $ref: '#/$defs/Bill' }
                parent: { $ref: 'order' }
              $defs:
                Bill: { type: object }
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders:
            get:
              responses:
                '200': { $ref: '#/components/responses/Orders' }
        components:
          responses:
            Orders: { description: Orders }
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
  ],

  check: {
    problem({ kind, at, data }, { report }) {
      const ref = shorten(String(data.ref ?? ''), 55);
      if (kind === 'reference-missing') report({ at, message: 'missing', data: { ref } });
      else if (kind === 'reference-refused') report({ at, message: 'refused', data: { ref } });
      else if (kind === 'reference-unreadable') report({ at, message: 'unreadable', data: { ref } });
      else if (kind === 'reference-circular') report({ at, message: 'circular', data: { ref } });
    },
  },
});

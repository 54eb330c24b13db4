import { stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';
import { letsCleartext } from '../../server/core/words/urls.js';
import { addressStanding } from '../called-addresses.js';

export default defineRule({
  id: 'input/ssrf-url-field',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-injection'],
  standards: ['API7:2023', 'CWE-918'],
  title: 'Callers choose an address that the server will call',
  why: `
    The server sends a request to whatever address stands in this field: that is
    what the field is for. A caller who writes the address of the cloud's metadata
    service, of a database or of an admin page behind the firewall there lets the
    server open it for him. At the least demand https and refuse addresses of your
    own network after the name is resolved.`,
  messages: {
    called:
      'The server will call what stands in "{name}"; nothing keeps it to addresses outside your network.',
    plain:
      'The server will call what stands in "{name}", in the open too; nothing keeps it out of your network.',
  },
  fixes: { pattern: { title: 'Accept https addresses only', safety: 'review' } },
  options: {
    pattern: { type: 'string', default: '^https://', title: 'Pattern that the fix proposes' },
  },
  schemas: 'of a property',
  examples: [
    {
      bad: `
        type: object
        properties:
          callbackUrl:
          # <- The server will call what stands in "callbackUrl"; nothing keeps it to addresses outside your network.
            type: string
            format: uri
            maxLength: 200`,
      fixed: `
        type: object
        properties:
          callbackUrl:
            type: string
            format: uri
            maxLength: 200
            pattern: ^https://`,
    },
    {
      oas: '2.0',
      bad: `
        type: object
        properties:
          webhook:
          # <- The server will call what stands in "webhook"; nothing keeps it to addresses outside your network.
            type: string
            maxLength: 200`,
      fixed: `
        type: object
        properties:
          webhook:
            type: string
            maxLength: 200
            pattern: ^https://`,
    },
    {
      bad: `
        type: object
        properties:
          image_url:
          # <- The server will call what stands in "image_url"; nothing keeps it to addresses outside your network.
            type: string
            maxLength: 200
            description: Address to download the image from, in place of a file.`,
    },
    {
      as: 'operation',
      bad: `
        operationId: importCatalog
        requestBody:
          content:
            application/json:
              schema:
                type: object
                properties:
                  homepageUrl: { type: string, format: uri }
                  sheetUrl: { type: string, format: uri }
                  # <- The server will call what stands in "sheetUrl"; nothing keeps it to addresses outside your network.`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Shops, version: '1' }
        paths:
          /reports/exports:
            post:
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewExport' } } } }
              responses: { '202': { description: On its way } }
          /endpoints:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        url: { type: string, pattern: '^https?://.*$' }
                        # <- The server will call what stands in "url", in the open too; nothing keeps it out of your network.
              responses: { '201': { description: Kept } }
          /links:
            post:
              requestBody:
                content:
                  application/json:
                    schema: { type: object, properties: { destinationUrl: { type: string, format: uri } } }
              responses: { '201': { description: A short link } }
          /webhooks/{id}/messages:
            post:
              requestBody:
                content: { application/json: { schema: { type: object, properties: { url: { type: string, format: uri } } } } }
              responses: { '204': { description: Sent } }
        webhooks:
          sold:
            post:
              responses: { '200': { description: Seen } }
        components:
          schemas:
            NewExport:
              type: object
              properties:
                pageUrl: { type: string }
                targetUri: { type: string }
                # <- The server will call what stands in "targetUri"; nothing keeps it to addresses outside your network.`,
    },
    {
      as: 'operation',
      good: `
        operationId: importCatalog
        requestBody:
          content:
            application/json:
              schema:
                type: object
                properties:
                  feedUrl: { type: string, description: Its host has to be on the allow list. }
                  sheetUrl: { type: string, pattern: '^https?://sheets\\.example\\.com/' }`,
    },
    {
      oas: '3.1',
      good: `
        type: object
        properties:
          callbackUrl: { type: [string, 'null'], format: uri, pattern: '^https://', maxLength: 200 }
          webhookId: { type: string, maxLength: 36 }
          homepage: { type: string, format: uri, maxLength: 200 }`,
    },
    {
      as: 'operation',
      oas: '3.2',
      good: `
        responses:
          '200':
            description: What is stored
            content:
              application/json:
                schema: { type: object, properties: { webhookUrl: { type: string, format: uri } } }`,
    },
  ],

  check: {
    schema(schema, { report, holds, unknown, options }) {
      const { property = '', keyNode } = schema;
      const standing = addressStanding(schema);
      if (keyNode === undefined || standing === undefined) return;
      if (standing === 'bound') return holds(keyNode);
      if (standing === 'kept') return unknown(keyNode);
      report({
        at: keyNode,
        message: letsCleartext(stringOf(schema.get('pattern'))) ? 'plain' : 'called',
        data: { name: shorten(property, 25) },
        fixes: [
          { fix: 'pattern', changes: () => [{ set: schema.node, key: 'pattern', to: options.pattern }] },
        ],
      });
    },
  },
});

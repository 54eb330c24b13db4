import { booleanOf, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { SchemaView } from '../../server/core/rule/views.js';
import { saysAddressesKept, saysFetchedFrom } from '../../server/core/words/intent.js';
import { isCalledAddress } from '../../server/core/words/server-calls.js';
import { shorten } from '../../server/core/words/text.js';
import {
  isBoundAddress,
  isCalledBackName,
  isUrlSinkName,
  saysServerFetches,
} from '../../server/core/words/urls.js';

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
                        # <- The server will call what stands in "url"; nothing keeps it to addresses outside your network.
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
      const { property, keyNode } = schema;
      if (property === undefined || keyNode === undefined || schema.isReference) return;
      if (schema.direction !== 'request' && schema.direction !== 'both') return;
      if (!schema.mayBe('string') || !isCalled(schema, property) || schema.writtenBy.length === 0) return;
      if (booleanOf(schema.get('readOnly')) === true) return;
      if (schema.has('enum', 'const') || isBoundAddress(stringOf(schema.get('pattern'))))
        return holds(keyNode);
      if (saysAddressesKept(stringOf(schema.get('description')) ?? '')) return unknown(keyNode);
      report({
        at: keyNode,
        message: 'called',
        data: { name: shorten(property, 25) },
        fixes: [
          { fix: 'pattern', changes: () => [{ set: schema.node, key: 'pattern', to: options.pattern }] },
        ],
      });
    },
  },
});

/** An address that is called back, or one that is given to an import, a preview or another fetch by its own name. */
function isCalled(schema: SchemaView, name: string): boolean {
  const { format, direction } = schema;
  if (isCalledBackName(name)) return true;
  // What answers hold as well may be an address that clients download from.
  if (
    direction === 'request' &&
    isUrlSinkName(name) &&
    saysFetchedFrom(stringOf(schema.get('description')) ?? '')
  )
    return true;
  const isUri = format === 'uri' || format === 'url';
  return (isUri && saysServerFetches(name)) || isCalledByOperation(schema, name, isUri);
}

/** An operation that imports, exports or keeps it for events calls it, whatever it is called. */
function isCalledByOperation(
  { calls, direction, document }: SchemaView,
  name: string,
  isUri: boolean,
): boolean {
  return calls.some((use) => {
    if (!isCalledAddress(name, isUri, use)) return false;
    // What an import answers as well may be where its result lies.
    if (use === 'fetches' || use === 'delivers') return direction === 'request';
    return use === 'subscribes' || document?.operations.some(({ outbound }) => outbound) === true;
  });
}

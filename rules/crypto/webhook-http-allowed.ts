import { entryOf, isMap, isSequence, type Node, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { SchemaView } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import { letsCleartext, travelsInTheOpen, urlParts } from '../../server/core/words/urls.js';
import { addressStanding, isForEvents } from '../called-addresses.js';

export default defineRule({
  id: 'crypto/webhook-http-allowed',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['crypto-tls', 'input-validate'],
  standards: ['API8:2023', 'API10:2023', 'CWE-319', 'RFC 9325'],
  title: 'Events are sent without TLS',
  why: `
    What the API tells others of its own accord is as private as what it answers.
    Sent to an address that begins with http it can be read by every network on
    the way, and changed before it arrives, so that the receiver acts on news that
    nobody sent. Take addresses over https alone.`,
  schemas: 'of a property',
  messages: {
    pattern: 'This lets "{name}" be an address without TLS: anybody on the way reads what is sent there.',
    example: 'This shows "{name}" as an address without TLS: anybody on the way reads what is sent there.',
    sent: 'What the API sends to {host} here can be read and changed on the way: the address has no TLS.',
  },
  fixes: { https: { title: 'Take addresses over https only', safety: 'review' } },
  examples: [
    {
      as: 'schema',
      bad: `
        type: object
        properties:
          webhookUrl:
            type: string
            maxLength: 200
            pattern: ^https?://[a-z]+\\.example\\.com/
            #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This lets "webhookUrl" be an address without TLS: anybody on the way reads what is sent there.`,
      fixed: `
        type: object
        properties:
          webhookUrl:
            type: string
            maxLength: 200
            pattern: ^https://[a-z]+\\.example\\.com/`,
    },
    {
      as: 'schema',
      oas: '3.1',
      bad: `
        type: object
        properties:
          callback_url:
            type: string
            format: uri
            description: Private addresses are refused.
            examples: ['https://shop.example.com/paid', 'http://shop.example.com/paid']
            #                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This shows "callback_url" as an address without TLS: anybody on the way reads what is sent there.`,
    },
    {
      as: 'operation',
      bad: `
        callbacks:
          paid:
            'http://events.example.com/paid?id={$request.body#/id}':
            # <- What the API sends to events.example.com here can be read and changed on the way: the address has no TLS.
              post:
                responses: { '204': { description: Seen } }
              put:
                responses: { '204': { description: Seen } }
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'schema',
      // Another rule says of it that it may be any address, and in the open too.
      good: `
        type: object
        properties:
          webhook_url: { type: string, pattern: '^https?://.+' }
          notifyUrl: { type: string, format: uri, example: http://shop.example.com/paid }`,
    },
    {
      as: 'schema',
      good: `
        type: object
        properties:
          callbackUrl: { type: string, format: uri, pattern: '^https://', example: http://is-refused.example.com }
          webhookUrl: { type: string, description: Its host is on the allow list., example: http://localhost:3000 }
          homepage: { type: string, format: uri, pattern: '^https?://www\\.example\\.com' }`,
    },
    {
      as: 'operation',
      good: `
        callbacks:
          paid:
            '{$request.body#/url}':
              post:
                responses: { '204': { description: Seen } }
            'http://localhost:9000/paid':
              post:
                responses: { '204': { description: Seen } }
        responses: { '200': { description: Done } }`,
    },
  ],

  check: {
    schema(schema, { report, holds, speaks }) {
      const { property = '', keyNode } = schema;
      // Most properties say nothing that could be an address.
      if (keyNode === undefined || !KEYWORDS.some((keyword) => schema.get(keyword) !== undefined)) return;
      const standing = addressStanding(schema);
      if (standing === undefined || !isForEvents(schema)) return;
      // That any address will do is worse, and what mends it mends this too.
      if (standing === 'open' && speaks('input/ssrf-url-field')) return;
      const data = { name: shorten(property, 25) };
      const pattern = schema.get('pattern');
      const accepts = stringOf(pattern);
      if (pattern !== undefined && accepts !== undefined && letsCleartext(accepts))
        return report({ at: pattern, message: 'pattern', data, fixes: closed(pattern, accepts) });
      if (standing === 'bound') return holds(keyNode);
      const shown = shownAddresses(schema).find((node) => travelsInTheOpen(stringOf(node) ?? ''));
      if (shown) report({ at: shown, message: 'example', data });
    },

    operation({ node, path, outbound }, { report }) {
      if (!outbound || !travelsInTheOpen(path)) return;
      const item = node.parent;
      const key = item && entryOf(item)?.key;
      // Once for an address, whatever methods it is called with.
      if (key === undefined || !isMap(item) || item.entries[0]?.value !== node) return;
      report({ at: key, message: 'sent', data: { host: shorten(urlParts(path).host, 35) } });
    },
  },
});

const KEYWORDS = ['pattern', 'example', 'examples', 'default'] as const;

/** Only where the schemes stand at the beginning as everybody writes them. */
function closed(pattern: Node, text: string): readonly FixOffer[] {
  if (!text.startsWith('^https?:')) return [];
  const by = text.replace('^https?:', '^https:');
  return [{ fix: 'https', changes: () => [{ replace: pattern, by }] }];
}

function shownAddresses(schema: SchemaView): readonly Node[] {
  const list = schema.get('examples');
  const single = [schema.get('default'), schema.get('example')];
  return [...single, ...(isSequence(list) ? list.items : [])].filter((node) => node !== undefined);
}

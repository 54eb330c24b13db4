import { isMap } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { ServerFact } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import { hasOwnPort, isCleartext, isLoopback, overTls, urlParts } from '../../server/core/words/urls.js';
import { checkServers } from './cleartext-servers.js';

export default defineRule({
  id: 'crypto/path-server-http',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['crypto-tls'],
  standards: ['API8:2023', 'CWE-319', 'RFC 9325'],
  title: 'One operation reachable without TLS',
  why: `
    A server that stands at an operation, a path or a link replaces those of the
    whole API, so the rest may well be encrypted while what is called here is not:
    tokens and data of this one operation can be read and changed on the way, and
    nobody who looks at the top of the document sees it.`,
  messages: {
    cleartext: 'Calls of this server at {host} can be read and changed on the way.',
    scheme:
      'This operation may be called over {scheme}, where everything can be read and changed on the way.',
  },
  fixes: {
    https: { title: 'Use {scheme}', safety: 'safe' },
    port: { title: 'Use {scheme}; the port may have to change too', safety: 'review' },
    drop: { title: 'Remove {scheme}', safety: 'safe' },
  },
  examples: [
    {
      as: 'operation',
      bad: `
        servers:
          - url: HTTP://files.example.com
          #      ^^^^^^^^^^^^^^^^^^^^^^^^ Calls of this server at files.example.com can be read and changed on the way.
        responses:
          '200': { description: Done }`,
      fixed: `
        servers:
          - url: https://files.example.com
        responses:
          '200': { description: Done }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        servers: [{ url: 'http://is-another-rule.example.com' }]
        paths:
          /orders:
            servers: [{ url: ws://orders.example.com }]
            #                ^^^^^^^^^^^^^^^^^^^^^^^ Calls of this server at orders.example.com can be read and changed on the way.
            get:
              responses:
                '200':
                  description: Orders
                  links:
                    next:
                      operationId: next
                      server:
                        url: http://next.example.com
                        #    ^^^^^^^^^^^^^^^^^^^^^^^`,
      fixed: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        servers: [{ url: 'http://is-another-rule.example.com' }]
        paths:
          /orders:
            servers: [{ url: wss://orders.example.com }]
            get:
              responses:
                '200':
                  description: Orders
                  links:
                    next:
                      operationId: next
                      server:
                        url: https://next.example.com`,
    },
    {
      as: 'operation',
      oas: '2.0',
      bad: `
        schemes: [https, http]
        #                ^^^^ This operation may be called over http, where everything can be read and changed on the way.
        responses:
          '200': { description: Done }`,
      fixed: `
        schemes: [https]
        responses:
          '200': { description: Done }`,
    },
    {
      as: 'operation',
      oas: '3.2',
      good: `
        servers: [{ url: 'http://localhost:3000' }, { url: /v2 }, { url: 'https://files.example.com' }]
        responses: { '200': { description: Done } }`,
    },
  ],

  check: {
    document(document, ctx) {
      // What a path item says to several operations stands in one place and is one fault.
      const lists = new Map<string, readonly ServerFact[]>();
      for (const { servers = [], outbound } of document.operations) {
        const [first] = servers;
        if (first && !outbound) lists.set(JSON.stringify(first.at), servers);
      }
      for (const servers of lists.values()) checkServers(servers, document.version, ctx);
    },

    text({ node, value, kind }, { report }) {
      // A link has one server of its own; all others are items of lists.
      if (kind !== 'server' || !isMap(node.parent?.parent)) return;
      const { scheme, host } = urlParts(value);
      if (!isCleartext(scheme) || isLoopback(host)) return;
      report({
        at: node,
        message: 'cleartext',
        data: { host: shorten(host, 50) },
        fixes: [
          {
            fix: hasOwnPort(value) ? 'port' : 'https',
            data: { scheme: `${scheme}s` },
            changes: () => [{ replace: node, by: overTls(value) }],
          },
        ],
      });
    },
  },
});

import { isMap } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';
import { hasOwnPort, isCleartext, isLoopback, overTls, urlParts } from '../../server/core/words/urls.js';
import { checkServers, TLS_FIXES } from './cleartext-servers.js';
import { ownServers } from './servers.js';

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
  fixes: TLS_FIXES,
  examples: [
    {
      as: 'operation',
      bad: `
        security: []
        servers:
          - url: HTTP://files.example.com
          #      ^^^^^^^^^^^^^^^^^^^^^^^^ Calls of this server at files.example.com can be read and changed on the way.
        responses:
          '200': { description: Done }`,
      fixed: `
        security: []
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
        security: []
        schemes: [https, http]
        #                ^^^^ This operation may be called over http, where everything can be read and changed on the way.
        responses:
          '200': { description: Done }`,
      fixed: `
        security: []
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
      for (const servers of ownServers(document)) checkServers(servers, document, ctx);
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

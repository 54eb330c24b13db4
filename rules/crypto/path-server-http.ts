import { isMap, isSequence, type Node, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';
import { isCleartext, isLoopback, overTls, urlParts } from '../../server/core/words/urls.js';

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
    text({ node, value, kind }, { report, holds }) {
      if (kind !== 'server' || isRootServer(node)) return;
      const { scheme, host } = urlParts(value);
      if (scheme === undefined || isLoopback(host)) return;
      if (!isCleartext(scheme)) return holds(node);
      report({
        at: node,
        message: 'cleartext',
        data: { host: shorten(host, 50) },
        fixes: [
          {
            fix: 'https',
            data: { scheme: `${scheme}s` },
            changes: () => [{ replace: node, by: overTls(value) }],
          },
        ],
      });
    },

    operation(operation, { report }) {
      const schemes = operation.get('schemes');
      if (operation.document.version !== '2.0' || !isSequence(schemes)) return;
      const all = schemes.items.map((item) => stringOf(item)?.toLowerCase());
      for (const item of schemes.items) {
        const scheme = stringOf(item)?.toLowerCase();
        if (scheme === undefined || !isCleartext(scheme)) continue;
        const secure = `${scheme}s`;
        const twin = all.includes(secure);
        report({
          at: item,
          message: 'scheme',
          data: { scheme },
          fixes: [
            {
              fix: twin ? 'drop' : 'https',
              data: { scheme: twin ? scheme : secure },
              changes: () => [twin ? { remove: item } : { replace: item, by: secure }],
            },
          ],
        });
      }
    },
  },
});

/** An item of the document's own list; it has a rule of its own. */
function isRootServer(url: Node): boolean {
  const list = url.parent?.parent;
  return (
    isSequence(list) && isMap(list.parent) && list.parent.parent === undefined && isDocument(list.parent)
  );
}

/** A file that a reference leads to may begin with a path item or an operation. */
function isDocument(root: Node): boolean {
  return isMap(root) && root.get('openapi') !== undefined;
}

import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';
import { hasOwnPort, isCleartext, isLoopback, overTls, urlParts } from '../../server/core/words/urls.js';

export default defineRule({
  id: 'crypto/server-http',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['crypto-tls'],
  standards: ['API8:2023', 'CWE-319', 'RFC 9325'],
  title: 'Server reachable without TLS',
  why: `
    Without TLS everybody between the caller and the server - a café's Wi-Fi, a
    provider, a proxy - can read tokens, passwords and data, and can change what
    either side receives. A client that follows this document will send all of
    it in the open, without a warning.`,
  messages: {
    cleartext: 'Whatever is sent to {host} can be read and changed on the way.',
    scheme: 'Clients may call this API over {scheme}, where everything can be read and changed on the way.',
  },
  fixes: {
    https: { title: 'Use {scheme}', safety: 'safe' },
    port: { title: 'Use {scheme}; the port may have to change too', safety: 'review' },
    drop: { title: 'Remove {scheme}', safety: 'safe' },
  },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        servers:
          - url: http://api.example.com/v1
          #      ^^^^^^^^^^^^^^^^^^^^^^^^^ Whatever is sent to api.example.com can be read and changed on the way.
        paths: {}`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        servers:
          - url: https://api.example.com/v1
        paths: {}`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        servers:
          - url: HTTP://api.example.com:80/v1
          #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          - url: http://api.example.com:8080
          #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        paths: {}`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        servers:
          - url: https://api.example.com/v1
          - url: https://api.example.com:8080
        paths: {}`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        host: api.example.com
        schemes: [http, https]
        #         ^^^^ Clients may call this API over http, where everything can be read and changed on the way.
        paths: {}`,
      fixed: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        host: api.example.com
        schemes: [https]
        paths: {}`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        host: api.example.com
        schemes:
          - http
          # ^^^^
        paths: {}`,
      fixed: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        host: api.example.com
        schemes:
          - https
        paths: {}`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        servers:
          - url: http://localhost:3000
          - url: https://api.example.com
          - url: /v1
        paths: {}`,
    },
  ],

  check: {
    document(document, { report, holds, unknown, node }) {
      const urls = document.servers.map(({ url }) => url.trim().toLowerCase());
      for (const { url, at } of document.servers) {
        const { scheme, host } = urlParts(url);
        if (scheme === undefined) {
          unknown(at);
          continue;
        }
        if (isLoopback(host)) continue;
        if (!isCleartext(scheme)) {
          holds(at);
          continue;
        }
        const swagger = document.version === '2.0';
        const twin = swagger && urls.includes(overTls(url.trim().toLowerCase()));
        const secure = `${scheme}s`;
        report({
          at,
          message: swagger ? 'scheme' : 'cleartext',
          data: { host: shorten(host, 50), scheme },
          fixes: [
            {
              fix: twin ? 'drop' : hasOwnPort(url) && !swagger ? 'port' : 'https',
              data: { scheme: twin ? scheme : secure },
              changes: () => {
                const found = node(at);
                if (found?.kind !== 'scalar') return [];
                if (twin) return [{ remove: found }];
                return [{ replace: found, by: swagger ? secure : overTls(url) }];
              },
            },
          ],
        });
      }
    },
  },
});

import { defineRule } from '../../server/core/rule/rule.js';
import { checkServers, TLS_FIXES } from './cleartext-servers.js';

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
  fixes: TLS_FIXES,
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
          # Half of an address.
          - url: http://
        paths: {}`,
    },
  ],

  check: {
    document(document, ctx) {
      checkServers(document.servers, document, ctx);
    },
  },
});

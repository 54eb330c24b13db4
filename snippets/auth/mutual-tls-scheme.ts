import { defineSnippet } from '../../server/core/rule/snippet.js';

export default defineSnippet({
  id: 'auth/mutual-tls-scheme',
  title: 'Mutual TLS between services',
  detail: 'Callers prove who they are with a client certificate, which nobody can copy out of a log.',
  prefix: 'sec-mtls',
  practices: ['auth-mtls', 'crypto-mtls', 'crypto-internal'],
  threats: ['TM-R-05', 'TM-S-01'],
  content: {
    kind: 'openapi',
    versions: ['3.1', '3.2'],
    places: [[], ['components'], ['components', 'securitySchemes']],
    hint: 'Ask for it at the root: security: [{ mutualTLS: [] }]',
    tree: {
      components: {
        securitySchemes: {
          '${1:mutualTLS}': {
            type: 'mutualTLS',
            description:
              '${2:Client certificate of our own authority; the gateway removes such headers from outside.}',
          },
        },
      },
      security: [{ '${1:mutualTLS}': [] }],
    },
  },
});

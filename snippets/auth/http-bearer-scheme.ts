import { defineSnippet } from '../../server/core/rule/snippet.js';

export default defineSnippet({
  id: 'auth/http-bearer-scheme',
  title: 'Bearer token for every operation',
  detail:
    'Declares a JWT bearer scheme and asks for it everywhere; an operation opens itself with security: [].',
  prefix: 'sec-bearer',
  practices: ['auth-standards', 'auth-access-control', 'design-defaults'],
  threats: ['TM-S-01'],
  content: {
    kind: 'openapi',
    versions: ['2.0', '3.0', '3.1', '3.2'],
    places: [[], ['components'], ['components', 'securitySchemes']],
    hint: 'Ask for it at the root: security: [{ bearerAuth: [] }]',
    tree: {
      components: {
        securitySchemes: {
          '${1:bearerAuth}': {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description:
              'Access token (RFC 9068). The API checks signature, algorithm, issuer, audience and expiry.',
          },
        },
      },
      security: [{ '${1:bearerAuth}': [] }],
    },
  },
});

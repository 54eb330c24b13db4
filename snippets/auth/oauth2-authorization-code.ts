import { defineSnippet } from '../../server/core/rule/snippet.js';

export default defineSnippet({
  id: 'auth/oauth2-authorization-code',
  title: 'OAuth 2 authorization code scheme, with its use',
  detail:
    'People sign in at the authorization server; every operation asks for a scope unless it says otherwise.',
  prefix: 'sec-oauth2',
  practices: ['auth-standards', 'auth-access-control', 'design-defaults'],
  threats: ['TM-E-02', 'TM-R-05', 'TM-S-01', 'TM-S-06', 'TM-S-13'],
  content: {
    kind: 'openapi',
    versions: ['2.0', '3.0', '3.1', '3.2'],
    places: [[], ['components'], ['components', 'securitySchemes']],
    hint: 'Ask for it at the root or on an operation: security: [{ oauth2: [orders:read] }]',
    tree: {
      components: {
        securitySchemes: {
          '${1:oauth2}': {
            type: 'oauth2',
            description: 'Authorization code flow. Clients use PKCE with S256 and exact redirect addresses.',
            flows: {
              authorizationCode: {
                authorizationUrl: '${2:https://login.example.com/authorize}',
                tokenUrl: '${3:https://login.example.com/token}',
                refreshUrl: '${3:https://login.example.com/token}',
                scopes: {
                  '${4:orders:read}': '${5:Read orders}',
                  '${6:orders:write}': '${7:Create and change orders}',
                },
              },
            },
          },
        },
      },
      security: [{ '${1:oauth2}': ['${4:orders:read}'] }],
    },
  },
});

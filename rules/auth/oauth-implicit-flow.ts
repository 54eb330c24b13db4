import { defineRule } from '../../server/core/rule/rule.js';
import { isRequired } from './asked-schemes.js';
import { codeFlowInstead, flowOf } from './oauth-flows.js';

export default defineRule({
  id: 'auth/oauth-implicit-flow',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-standards', 'auth-credentials'],
  standards: ['API2:2023', 'CWE-522', 'CWE-598', 'RFC 9700 section 2.1.2'],
  title: 'Tokens are handed out in the address bar',
  why: `
    In the implicit flow the access token comes back as part of a URL. Browser
    history, other scripts of the page and the site that the browser visits next
    can read it there, nobody can tell for whom it was issued, and it cannot be
    bound to the app that asked. The authorization code flow with PKCE does the
    same work, in browsers and phones too, without showing the token.`,
  messages: {
    implicit: 'The implicit flow puts access tokens into URLs, where histories and scripts can read them.',
  },
  fixes: {
    code: { title: 'Use the authorization code flow (check the token URL)', safety: 'review' },
    drop: { title: 'Keep only the authorization code flow', safety: 'review' },
  },
  examples: [
    {
      as: 'scheme',
      bad: `
        type: oauth2
        flows:
          implicit:
        # ^^^^^^^^ The implicit flow puts access tokens into URLs, where histories and scripts can read them.
            authorizationUrl: https://id.example.com/oauth/authorize
            scopes:
              orders: Read orders`,
      fixed: `
        type: oauth2
        flows:
          authorizationCode:
            authorizationUrl: https://id.example.com/oauth/authorize
            tokenUrl: https://id.example.com/oauth/token
            scopes:
              orders: Read orders`,
    },
    {
      as: 'scheme',
      oas: '2.0',
      bad: `
        type: oauth2
        flow: implicit
        #     ^^^^^^^^ The implicit flow puts access tokens into URLs, where histories and scripts can read them.
        authorizationUrl: https://id.example.com/authorize
        scopes: { orders: Read orders }`,
      fixed: `
        type: oauth2
        flow: accessCode
        authorizationUrl: https://id.example.com/authorize
        tokenUrl: https://id.example.com/token
        scopes: { orders: Read orders }`,
    },
    {
      as: 'document',
      language: 'json',
      bad: `
        {
          "openapi": "3.1.0",
          "info": { "title": "Orders", "version": "1" },
          "paths": {},
          "components": {
            "securitySchemes": {
              "login": {
                "type": "oauth2",
                "flows": {
                  "implicit": {
                  // <- The implicit flow puts access tokens into URLs, where histories and scripts can read them.
                    "authorizationUrl": "https://id.example.com/authorize",
                    "refreshUrl": "https://id.example.com/refresh",
                    "scopes": { "orders": "Read orders" }
                  },
                  "authorizationCode": {
                    "authorizationUrl": "https://id.example.com/authorize",
                    "tokenUrl": "https://id.example.com/token",
                    "scopes": {}
                  }
                }
              }
            }
          }
        }`,
      fixed: `
        {
          "openapi": "3.1.0",
          "info": { "title": "Orders", "version": "1" },
          "paths": {},
          "components": {
            "securitySchemes": {
              "login": {
                "type": "oauth2",
                "flows": {
                  "authorizationCode": {
                    "authorizationUrl": "https://id.example.com/authorize",
                    "tokenUrl": "https://id.example.com/token",
                    "scopes": {
                      "orders": "Read orders"
                    }
                  }
                }
              }
            }
          }
        }`,
    },
    {
      as: 'scheme',
      oas: '3.2',
      good: `
        type: oauth2
        flows:
          deviceAuthorization:
            deviceAuthorizationUrl: https://id.example.com/device
            tokenUrl: https://id.example.com/token
            scopes: { implicit: A scope of that name }`,
    },
    {
      as: 'scheme',
      oas: '2.0',
      good: `
        type: oauth2
        flow: application
        tokenUrl: https://id.example.com/token
        scopes: {}`,
    },
  ],

  check: {
    scheme(subject, { report, holds, unknown }) {
      if (subject.scheme.type !== 'oauth2') return;
      const flow = flowOf(subject, 'implicit');
      if (flow === 'unseen') return unknown(subject.node);
      if (flow === undefined) return holds(subject.node);
      report({
        at: flow.at,
        message: 'implicit',
        // What no operation asks for is left over, and does harm only once somebody uses it.
        ...(isRequired(subject) ? {} : { severity: 'warning' }),
        fixes: codeFlowInstead(subject, flow),
      });
    },
  },
});

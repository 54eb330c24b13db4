import { defineRule } from '../../server/core/rule/rule.js';
import { isRequired } from './asked-schemes.js';
import { codeFlowInstead, flowOf } from './oauth-flows.js';

export default defineRule({
  id: 'auth/oauth-password-flow',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-standards', 'auth-credentials'],
  standards: ['API2:2023', 'CWE-522', 'RFC 9700 section 2.4'],
  title: 'Apps are given the password of their users',
  why: `
    In the password flow a person types their password into the app, which sends
    it on. Every app then sees the one secret that opens the whole account, users
    learn to type it anywhere, and a second factor or a passkey has no place to
    be asked for. The authorization code flow asks at the sign-in page alone and
    gives the app a token that can be limited and taken back.`,
  messages: { password: 'The password flow hands the passwords of users to every app that calls this API.' },
  fixes: {
    code: { title: 'Use the authorization code flow (check the authorization URL)', safety: 'review' },
    drop: { title: 'Keep only the authorization code flow', safety: 'review' },
  },
  examples: [
    {
      as: 'scheme',
      bad: `
        type: oauth2
        flows:
          password:
        # ^^^^^^^^ The password flow hands the passwords of users to every app that calls this API.
            tokenUrl: https://id.example.com/oauth/token
            scopes: {}`,
      fixed: `
        type: oauth2
        flows:
          authorizationCode:
            tokenUrl: https://id.example.com/oauth/token
            authorizationUrl: https://id.example.com/oauth/authorize
            scopes: {}`,
    },
    {
      as: 'scheme',
      oas: '2.0',
      bad: `
        type: oauth2
        flow: password
        #     ^^^^^^^^ The password flow hands the passwords of users to every app that calls this API.
        tokenUrl: https://id.example.com/token
        scopes: {}`,
      fixed: `
        type: oauth2
        flow: accessCode
        tokenUrl: https://id.example.com/token
        authorizationUrl: https://id.example.com/authorize
        scopes: {}`,
    },
    {
      as: 'document',
      language: 'json',
      bad: `
        {
          "openapi": "3.2.0",
          "info": { "title": "Orders", "version": "1" },
          "paths": {},
          "components": {
            "securitySchemes": {
              "login": {
                "type": "oauth2",
                "flows": {
                  "password": { "tokenUrl": "/token", "scopes": {} }
                  // <- The password flow hands the passwords of users to every app that calls this API.
                }
              }
            }
          }
        }`,
    },
    {
      as: 'scheme',
      oas: '3.1',
      good: `
        type: oauth2
        flows:
          clientCredentials:
            tokenUrl: https://id.example.com/token
            scopes: { password: Change the password }`,
    },
    { as: 'scheme', good: `{ type: http, scheme: bearer, description: Not the password }` },
  ],

  check: {
    scheme(subject, { report, holds, unknown }) {
      if (subject.scheme.type !== 'oauth2') return;
      const flow = flowOf(subject, 'password');
      if (flow === 'unseen') return unknown(subject.node);
      if (flow === undefined) return holds(subject.node);
      report({
        at: flow.at,
        message: 'password',
        // What no operation asks for is left over, and does harm only once somebody uses it.
        ...(isRequired(subject) ? {} : { severity: 'warning' }),
        fixes: codeFlowInstead(subject, flow),
      });
    },
  },
});

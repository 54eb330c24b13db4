import { stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { OperationFact, SchemeView } from '../../server/core/rule/views.js';
import { saysKeyInBasic } from '../../server/core/words/intent.js';
import { isTokenEndpoint } from '../../server/core/words/sessions.js';
import { isNamedForAll, isRequired } from './asked-schemes.js';

export default defineRule({
  id: 'auth/http-basic',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-standards', 'auth-credentials'],
  standards: ['API2:2023', 'CWE-522', 'RFC 7617'],
  title: 'Callers sign in with HTTP Basic',
  why: `
    HTTP Basic sends the same user name and password with every single request,
    merely encoded. Any log, proxy or page that sees one request can act as that
    user until the password is changed, and a password can be given neither a
    short life nor a narrow purpose. Tokens can have both.`,
  messages: {
    basic: 'HTTP Basic sends the password itself, readable, with every request.',
    unused:
      'HTTP Basic would send the password itself, readable, with every request; nothing asks for it yet.',
  },
  fixes: { bearer: { title: 'Use bearer tokens instead', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ login: [] }]
        paths:
          /orders:
            get:
              security: [{ token: [] }]
              responses: { '200': { description: Orders } }
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }
            login:
              type: http
              scheme: basic
              #       ^^^^^ HTTP Basic would send the password itself, readable, with every request; nothing asks for it yet.`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ login: [] }]
        paths:
          /orders:
            get:
              security: [{ token: [] }]
              responses: { '200': { description: Orders } }
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }
            login:
              type: http
              scheme: bearer`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ login: [] }]
        paths:
          /orders:
            get:
              responses: { '200': { description: Orders } }
        components:
          securitySchemes:
            login:
              type: http
              scheme: basic
              #       ^^^^^ HTTP Basic sends the password itself, readable, with every request.`,
    },
    {
      as: 'document',
      // Half-typed text: what asks for it cannot be read, and the document does.
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ login: [] }]
        paths:
          /orders:
            get:
              responses: { '200': { description: "Ord
        components:
          securitySchemes:
            login:
              type: http
              scheme: basic
              #       ^^^^^ HTTP Basic sends the password itself, readable, with every request.`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              security: [{ copy: [] }]
              responses: { '200': { description: Orders } }
        components:
          securitySchemes:
            login: &login
              type: http
              scheme: basic
              #       ^^^^^ HTTP Basic sends the password itself, readable, with every request.
            copy: *login`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              security: [{ login: [] }]
              responses: { '200': { description: Orders } }
        securityDefinitions:
          login:
            type: basic
            #     ^^^^^ HTTP Basic sends the password itself, readable, with every request.`,
      fixed: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              security: [{ login: [] }]
              responses: { '200': { description: Orders } }
        securityDefinitions:
          login:
            type: apiKey
            name: Authorization
            in: header`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ key: [], program: [], kind: [] }]
        paths:
          /orders:
            get:
              responses: { '200': { description: Orders } }
        components:
          securitySchemes:
            key: { type: http, scheme: basic, description: 'The user is the API key, the password empty.' }
            program: { type: http, scheme: basic, description: 'Client credentials (client_id:client_secret)' }
            kind: { type: http, scheme: basicish }`,
    },
    // Nobody sends anything that nothing asks for.
    { as: 'scheme', good: `{ type: http, scheme: basic }` },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Sign-in, version: '1' }
        paths:
          /oauth2/token:
            post:
              security: [{ program: [] }]
              responses: { '200': { description: A token } }
        components:
          securitySchemes:
            program: { type: http, scheme: basic }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Deliveries, version: '1' }
        webhooks:
          paid: { post: { responses: { '200': { description: Received } } } }
        components:
          securitySchemes:
            account: { type: http, scheme: basic }`,
    },
    {
      as: 'scheme',
      good: `{ type: openIdConnect, openIdConnectUrl: 'https://id.example.com/.well-known/openid-configuration' }`,
    },
  ],

  check: {
    scheme(subject, { report, holds, unknown }) {
      const { node, name, scheme } = subject;
      if (scheme.type !== 'http' || scheme.scheme !== 'basic') {
        if (scheme.type === 'oauth2' || scheme.type === 'openIdConnect') holds(node);
        return;
      }
      // A key is made to be sent, and taken back without a new password for anybody.
      if ([name, stringOf(subject.get('description')) ?? ''].some(saysKeyInBasic)) return unknown(node);
      if (provesPrograms(subject.usedBy)) return unknown(node);
      // What nothing asks for nobody sends: it is told of as soon as an operation asks.
      if (isIdle(subject)) return unknown(node);
      const isAsked = isRequired(subject);
      report({
        at: subject.get('scheme') ?? subject.get('type') ?? node,
        message: isAsked ? 'basic' : 'unused',
        ...(isAsked ? {} : { severity: 'info' }),
        fixes: [
          {
            fix: 'bearer',
            changes: () =>
              subject.get('scheme')
                ? [{ set: node, key: 'scheme', to: 'bearer' }]
                : [
                    { set: node, key: 'type', to: 'apiKey' },
                    { set: node, key: 'name', to: 'Authorization', after: 'type' },
                    { set: node, key: 'in', to: 'header', after: 'name' },
                  ],
          },
        ],
      });
    },
  },
});

/** Where tokens are handed out, programs prove themselves by their secret: RFC 6749, section 2.3.1. */
function provesPrograms(usedBy: readonly string[]): boolean {
  return usedBy.length > 0 && usedBy.every((key) => isTokenEndpoint(key.slice(key.indexOf(' ') + 1)));
}

/**
 * All operations can be seen and none asks for it, nor would a new one; or all are calls that the API makes. What a
 * document does not declare by a name may be asked for by its URI.
 */
function isIdle(subject: SchemeView): boolean {
  const { operations, operationsKnown, operationsRead, schemes } = subject.document;
  if (subject.usedBy.length > 0 || !operationsKnown || !operationsRead || operations.length === 0)
    return false;
  return operations.every(isOutbound) || (schemes.has(subject.name) && !isNamedForAll(subject));
}

function isOutbound({ outbound }: OperationFact): boolean {
  return outbound;
}

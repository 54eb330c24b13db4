import { isProtected } from '../../server/core/rule/access.js';
import { isMap, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule, type RuleContext } from '../../server/core/rule/rule.js';
import type { DocumentView, OperationFact, ResponseFact } from '../../server/core/rule/views.js';
import { issuesToken, revokesToken } from '../../server/core/words/sessions.js';
import { shortenPath } from '../../server/core/words/text.js';
import { addRevocation, revocationPath } from './revocation.js';

export default defineRule({
  id: 'respond/token-revocation-missing',
  severity: 'hint',
  profile: 'recommended',
  weight: 'hygiene',
  practices: ['respond-containment', 'auth-credentials'],
  standards: ['API2:2023', 'CWE-613', 'RFC 7009'],
  title: 'Tokens that cannot be taken back',
  why: `
    A token that was stolen works until it expires. When that is noticed, somebody
    has to be able to end it at once: the person who signs out everywhere, or the
    one who handles the incident. An operation for it has to exist before it is
    needed.`,
  absence: true,
  messages: { forever: '{method} {path} hands out tokens, and no operation here takes one back.' },
  fixes: { revoke: { title: 'Describe POST {path}, which takes a token back', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /auth/login:
            post:
          # ^^^^ POST /auth/login hands out tokens, and no operation here takes one back.
              security: []
              responses: { '200': { description: A token } }
          /oauth/token:
            post:
              responses:
                '200': { description: Another token }
                '400': { description: The code is wrong }
                '401': { description: The client is not known }
                '429': { description: Too many tries }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /auth/login:
            post:
              security: []
              responses: { '200': { description: A token } }
          /oauth/token:
            post:
              responses:
                '200': { description: Another token }
                '400': { description: The code is wrong }
                '401': { description: The client is not known }
                '429': { description: Too many tries }
          /oauth/revoke:
            post:
              summary: Take a token back (RFC 7009)
              requestBody:
                required: true
                content:
                  application/x-www-form-urlencoded:
                    schema:
                      type: object
                      required: [token]
                      additionalProperties: false
                      properties:
                        token:
                          type: string
                          maxLength: 4096
                        token_type_hint:
                          type: string
                          enum: [access_token, refresh_token]
              responses:
                '200':
                  description: The token does not work any more, or never did.
                '400':
                  description: The request lacks the token or is malformed.
                '401':
                  description: The client has not proved who it is.
                '429':
                  description: Too many requests; try again after the time in Retry-After.
                  headers:
                    Retry-After:
                      description: Seconds to wait.
                      schema:
                        type: integer
                        format: int32
                        minimum: 0
                        maximum: 86400
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        paths:
          /api/v1/login:
            post:
          # ^^^^ POST /api/v1/login hands out tokens, and no operation here takes one back.
              responses: { '200': { description: A token } }
          /api/v1/orders:
            get:
              security: [{ key: [] }]
              responses: { '200': { description: Orders } }
        securityDefinitions:
          key: { type: apiKey, in: header, name: X-Key }`,
      fixed: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        paths:
          /api/v1/login:
            post:
              responses: { '200': { description: A token } }
          /api/v1/orders:
            get:
              security: [{ key: [] }]
              responses: { '200': { description: Orders } }
          /api/v1/oauth/revoke:
            post:
              summary: Take a token back (RFC 7009)
              security:
                - key: []
              consumes: [application/x-www-form-urlencoded]
              parameters:
                - name: token
                  in: formData
                  required: true
                  type: string
                  maxLength: 4096
                - name: token_type_hint
                  in: formData
                  type: string
                  enum: [access_token, refresh_token]
              responses:
                '200':
                  description: The token does not work any more, or never did.
        securityDefinitions:
          key: { type: apiKey, in: header, name: X-Key }`,
    },
    {
      as: 'document',
      good: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        paths:
          /auth/login:
            post:
              responses: { '200': { description: A token } }
          /auth/logout:
            post:
              responses: { '204': { description: Gone } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /sessions:
            post:
              responses: { '201': { description: A session } }
          /sessions/{id}:
            delete:
              responses: { '204': { description: Gone } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /users/reset-password/{token}:
            post:
              responses: { '204': { description: Changed } }`,
    },
    {
      as: 'document',
      good: `
        swagger: '2.0'
        info: { title: Cars, version: '1' }
        paths:
          /login:
            post:
              responses: { '200': { description: ok }, '401': { description: No token for you } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.2.0
        info: { title: Coins, version: '1' }
        paths:
          /tokens:
            post:
              security: [{ basic: [] }, { bearer: [] }]
              responses: { '201': { description: A coin } }
        components:
          securitySchemes:
            basic: { type: http, scheme: basic }
            bearer: { type: http, scheme: bearer }`,
    },
  ],

  check: {
    document(document, ctx) {
      const { report, holds, unknown } = ctx;
      const parts = document.each(partIn);
      const revoking = parts.filter(([part]) => part === 'revokes');
      for (const [, { at }] of revoking) holds(at);
      if (revoking.length > 0) return;
      const all = parts.flatMap(([part, fact]) =>
        part === 'issues' && !asksForToken(fact, document) ? [fact] : [],
      );
      const issuing = all.find((fact) => mayGive(fact, ctx.node));
      // Who issues the tokens elsewhere may well take them back.
      const isWhole = document.operationsKnown && document.operationsRead;
      if (issuing !== undefined && !isWhole) return unknown(issuing.at);
      if (issuing === undefined) {
        const silent = all[0]?.at ?? (hasTokens(document) ? document.at : undefined);
        return silent === undefined ? undefined : unknown(silent);
      }
      const { method, path, at } = issuing;
      const added = revocationPath(path);
      report({
        at,
        message: 'forever',
        data: { method, path: shortenPath(path, 50) },
        fixes: [
          {
            fix: 'revoke',
            data: { path: shortenPath(added, 50) },
            changes: () => addRevocation(document, added, ctx),
          },
        ],
      });
    },
  },
});

/** What an operation does with tokens. */
function partIn(fact: OperationFact): 'issues' | 'revokes' | undefined {
  if (fact.outbound) return undefined;
  if (revokesToken(fact)) return 'revokes';
  return issuesToken(fact) ? 'issues' : undefined;
}

/** Who has to show a token already gets something else: a card, a coin or a device is called a token too. */
function asksForToken({ security }: OperationFact, { schemes }: DocumentView): boolean {
  if (!security.known || !isProtected(security.value)) return false;
  return security.value.anyOf.some(({ all }) =>
    all.some(({ scheme: name }) => {
      const scheme = schemes.get(name);
      return scheme?.known === true && scheme.value.scheme !== 'basic';
    }),
  );
}

/** Whether a token may be in its answer: one without a body gives a token only where its words say so. */
function mayGive({ path, responses }: OperationFact, node: RuleContext<unknown>['node']): boolean {
  if (!responses.known || GIVEN.test(path)) return true;
  const done = responses.value.filter(({ status }) => /^(?:[23]|default$)/i.test(status));
  return done.length === 0 || done.some((one) => one.types.length > 0 || saysGiven(one, node));
}

function saysGiven({ headers, at }: ResponseFact, node: RuleContext<unknown>['node']): boolean {
  const given = node(at);
  if (!isMap(given) || given.get('schema') !== undefined || given.get('content') !== undefined) return true;
  return [...headers, stringOf(given.get('description')) ?? ''].some((words) => GIVEN.test(words));
}

const GIVEN = /token|jwt|session|cookie|bearer|authorization/i;

function hasTokens({ schemes }: DocumentView): boolean {
  return [...schemes.values()].some(
    (scheme) => scheme.known && (scheme.value.type === 'oauth2' || scheme.value.type === 'openIdConnect'),
  );
}

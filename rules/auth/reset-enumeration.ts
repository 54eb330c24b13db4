import { isProtected } from '../../server/core/rule/access.js';
import { isMap, type ScalarNode, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { OperationView } from '../../server/core/rule/views.js';
import { asksForWayIn, saysUnknownAccount } from '../../server/core/words/recovery.js';

export default defineRule({
  id: 'auth/reset-enumeration',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-credentials', 'design-errors'],
  standards: ['API2:2023', 'CWE-204', 'OWASP Forgot Password Cheat Sheet'],
  title: 'A forgotten password tells who has an account',
  why: `
    Anybody may ask for a new password, with anybody's address. When the answer
    differs for an address that nobody has registered, a program sends it long
    lists and keeps those that have an account: a start for guessing passwords and
    for letters that pretend to be yours, and for some services a disclosure in
    itself. Answer the same either way, and send the mail where there is an account.`,
  messages: {
    account: 'This answer tells anybody who has an account here and who has none; give the same one to all.',
  },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Club, version: '1' }
        paths:
          /password/forgot:
            post:
              security: []
              responses:
                '202': { description: On its way }
                '404': { description: No member has this e-mail address }
                # <- This answer tells anybody who has an account here and who has none; give the same one to all.
          /auth/resend-verification:
            post:
              security: []
              responses:
                '204': { description: On its way }
                '422': { description: The account does not exist }
                # <- This answer tells anybody who has an account here and who has none; give the same one to all.
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Club, version: '1' }
        paths:
          /accounts:reset:
            post:
              operationId: requestPasswordReset
              responses:
                '200': { description: On its way }
                '404': { $ref: '#/responses/UserNotFound' }
                # <-
        responses:
          UserNotFound: { description: Nobody }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Club, version: '1' }
        paths:
          /password/forgot:
            post:
              security: []
              responses:
                '202': { description: A mail was sent if somebody has the address }
                '422': { description: The e-mail address is malformed }
          /password/reset:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        code: { type: string, maxLength: 64 }
                        password: { type: string, format: password, maxLength: 128, writeOnly: true }
              responses:
                '204': { description: Changed }
                '404': { description: The account is gone }
          /auth/forgot-password:
            post:
              security: []
              responses:
                '202': { description: On its way }
                '404': { description: The e-mail template was not found }
          /me/resend-verification:
            post:
              security: [{ token: [] }]
              responses:
                '204': { description: On its way }
                '404': { description: The user does not exist }
          /users/{id}/forgot-password:
            post:
              security: []
              responses:
                '204': { description: Whoever has the id knows }
                '404': { description: No such user }
          /password/reset/validate:
            post:
              security: []
              responses:
                '204': { description: It is good }
                '404': { description: No user has this }
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }`,
    },
  ],

  check: {
    operation(operation, { report, holds, unknown }) {
      const { fact, path, outbound, security, keyNode } = operation;
      if (outbound || path.includes('{') || !asksForWayIn(fact) || operation.takesPassword) return;
      if (!security.known || isProtected(security.value)) return;
      const refusals = refusalsOf(operation);
      const telling = refusals.find(({ says, status }) => saysUnknownAccount(says, status === '404'));
      if (telling) return report({ at: telling.at, message: 'account' });
      const missing = refusals.find(({ status }) => status === '404');
      if (missing) unknown(missing.at);
      else if (fact.responses.known) holds(keyNode);
    },
  },
});

interface Refusal {
  readonly status: string;
  /** Its description, or the name of what it refers to. */
  readonly says: string;
  readonly at: ScalarNode;
}

function refusalsOf(operation: OperationView): readonly Refusal[] {
  const responses = operation.get('responses');
  if (!isMap(responses)) return [];
  return responses.entries.flatMap(({ key, value }) => {
    const status = String(key.value);
    if (!STATUSES.has(status) || !isMap(value)) return [];
    const referred = stringOf(value.get('$ref'))?.split('/').at(-1);
    return [{ status, says: referred ?? stringOf(value.get('description')) ?? '', at: key }];
  });
}

/** With which a server says that what was sent names nobody. */
const STATUSES: ReadonlySet<string> = new Set(['404', '409', '422']);

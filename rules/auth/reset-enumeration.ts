import { isProtected } from '../../server/core/rule/access.js';
import {
  booleanOf,
  entryOf,
  isMap,
  isSequence,
  type MapNode,
  type Node,
  stringOf,
} from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { OperationView } from '../../server/core/rule/views.js';
import {
  asksForWayIn,
  isConditional,
  saysAccountState,
  saysRefusesUnknown,
  saysUnknownAccount,
} from '../../server/core/words/recovery.js';

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
      bad: `
        openapi: 3.0.3
        info: { title: Club, version: '1' }
        paths:
          /auth/magic-link:
            post:
              security: []
              responses:
                '202': { description: On its way }
                '403': { description: The account is locked }
                # <-
          /password/forgot:
            post:
              security: []
              responses:
                '202': { description: On its way }
                '400':
                  description: Bad request
                  content:
                    application/json:
                      example: { error: USER_NOT_FOUND, message: Try again }
                      #                 ^^^^^^^^^^^^^^
          /account/recovery:
            post:
              description: Sends a code. Answers with 422 when nobody has registered the address.
              #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              security: []
              responses:
                '202': { description: On its way }
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Club, version: '1' }
        paths:
          /auth/magic-link/verify:
            post:
              security: []
              responses:
                '204': { description: Signed in }
                '403': { description: The account is locked }
          /auth/magic-link:
            post:
              description: Never answers with 404, even when no account has the address.
              security: []
              responses:
                '202':
                  description: On its way
                  content:
                    application/json:
                      example: { message: 'If no account has this address, nothing is sent.' }
                '400': { description: No e-mail address was sent }
                '403': { description: The caller sent too many requests }
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
      const answers = answersOf(operation);
      const telling =
        answers.find(tells)?.at ?? answers.flatMap(({ node }) => examplesOf(node)).find(isTelling);
      const prose = operation.get('description');
      const at = telling ?? (saysRefusesUnknown(stringOf(prose) ?? '') ? prose : undefined);
      if (at) return report({ at, message: 'account' });
      const missing = answers.find(({ status }) => status === '404');
      if (missing) unknown(missing.at);
      else if (fact.responses.known) holds(keyNode);
    },
  },
});

interface Answer {
  readonly status: string;
  /** Its description, or the name of what it refers to. */
  readonly says: string;
  readonly node: MapNode;
  readonly at: Node;
}

function answersOf(operation: OperationView): readonly Answer[] {
  const responses = operation.get('responses');
  if (!isMap(responses)) return [];
  return responses.entries.flatMap(({ key, value }) => {
    if (!isMap(value)) return [];
    const referred = stringOf(value.get('$ref'))?.split('/').at(-1);
    const says = referred ?? stringOf(value.get('description')) ?? '';
    return [{ status: String(key.value), says, node: value, at: key }];
  });
}

function tells({ status, says }: Answer): boolean {
  if (!STATUSES.has(status)) return false;
  return saysUnknownAccount(says, status === '404') || saysAccountState(says);
}

/** With which a server says that what was sent names nobody, or somebody who may not. */
const STATUSES: ReadonlySet<string> = new Set(['400', '401', '403', '404', '409', '410', '422']);

/** Values of the examples of an answer: of its bodies, in 2.0 beside its description. */
function examplesOf(response: MapNode): readonly Node[] {
  const content = response.get('content');
  const own = response.get('examples');
  return [
    ...(isMap(own) ? own.entries.map(({ value }) => value) : []),
    ...(isMap(content) ? content.entries.flatMap(({ value }) => bodiesOf(value)) : []),
  ].flatMap(leavesOf);
}

function bodiesOf(media: Node): readonly Node[] {
  if (!isMap(media)) return [];
  const [one, named] = [media.get('example'), media.get('examples')];
  const values = isMap(named)
    ? named.entries.map(({ value }) => (isMap(value) ? value.get('value') : undefined))
    : [];
  return [one, ...values].filter((value) => value !== undefined);
}

function leavesOf(node: Node): readonly Node[] {
  if (isMap(node)) return node.entries.flatMap(({ value }) => leavesOf(value));
  return isSequence(node) ? node.items.flatMap(leavesOf) : [node];
}

/** A message about an account that is not there, or `exists: false`. */
function isTelling(leaf: Node): boolean {
  const text = stringOf(leaf);
  if (text !== undefined) return saysUnknownAccount(text, false) && !isConditional(text);
  return (
    booleanOf(leaf) === false && /^(?:user|account|email)?_?(?:exists|registered|found)$/i.test(nameOf(leaf))
  );
}

function nameOf(leaf: Node): string {
  return String(entryOf(leaf)?.key.value ?? '');
}

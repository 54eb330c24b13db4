import { isProtected } from '../../server/core/rule/access.js';
import { isMap, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { DocumentView, OperationView } from '../../server/core/rule/views.js';
import { claimsOfProse } from '../../server/core/words/claims.js';
import {
  isTokenEndpoint,
  sendsMessage,
  setsPassword,
  takesGuesses,
} from '../../server/core/words/public-paths.js';
import { isFactorPath } from '../../server/core/words/second-factors.js';
import { isPasswordName } from '../../server/core/words/sensitive.js';
import { shortenPath } from '../../server/core/words/text.js';
import { tokensOf, vocabulary } from '../../server/core/words/tokens.js';
import { answerTooMany } from '../limits/too-many-requests.js';

export default defineRule({
  id: 'auth/login-no-throttle',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-credentials', 'limits-everywhere', 'limits-per-client'],
  standards: ['API2:2023', 'CWE-307', 'RFC 6585 section 4'],
  title: 'Passwords and codes can be tried without end',
  why: `
    Programs try lists of leaked passwords, or all million codes of six digits,
    until one works, and an account whose owner did nothing wrong is lost. What
    stops them is a limit on tries for each account and caller. The document says
    of none here: no answer for too many tries, no lockout, no challenge. What
    sends a link or a code needs one as well, or programs fill mailboxes with them
    and run up the bill for text messages.`,
  absence: true,
  messages: {
    endless: 'Nothing limits tries at {method} {path}: programs may guess until they are in.',
    flood: 'Nothing limits how often {method} {path} sends a message: programs may flood a mailbox.',
  },
  fixes: { answer: { title: 'Answer 429 with Retry-After to too many tries', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Accounts, version: '1' }
        paths:
          /login:
            post:
          # ^^^^ Nothing limits tries at POST /login: programs may guess until they are in.
              responses:
                '200': { description: A token }
                '401': { description: Wrong password }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Accounts, version: '1' }
        paths:
          /login:
            post:
              responses:
                '200': { description: A token }
                '401': { description: Wrong password }
                '429':
                  $ref: '#/components/responses/TooManyRequests'
        components:
          responses:
            TooManyRequests:
              description: Too many requests; try again after the time in Retry-After.
              headers:
                Retry-After:
                  description: Seconds to wait.
                  schema:
                    type: integer
                    format: int32
                    minimum: 0
                    maximum: 86400`,
    },
    {
      as: 'document',
      language: 'json',
      bad: `
        {
          "swagger": "2.0",
          "info": { "title": "Accounts", "version": "1" },
          "paths": {
            "/user/login": {
              "get": {
            //^^^^^ Nothing limits tries at GET /user/login: programs may guess until they are in.
                "parameters": [{ "name": "password", "in": "query", "type": "string" }],
                "responses": { "200": { "description": "A token" } }
              }
            }
          }
        }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Accounts, version: '1' }
        paths:
          /auth/forgot-password:
            post:
          # ^^^^ Nothing limits how often POST /auth/forgot-password sends a message: programs may flood a mailbox.
              requestBody: { content: { application/json: { schema: { type: object } } } }
              responses: { '202': { description: A link is on its way } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Accounts, version: '1' }
        paths:
          /login:
            post:
              description: After five failed attempts the account is locked for an hour.
              responses: { '200': { description: A token } }
          /users/verify-otp:
            post:
              responses:
                '200': { description: A token }
                '423': { description: Locked }
          /reset-password:
            post:
              responses:
                '204': { description: Changed }
                4XX: { description: Refused }
          /oauth2/token:
            post:
              responses: { '200': { description: A token for a code } }
          /auth/token:
            post:
              responses:
                '200': { description: A token, headers: { RateLimit: { schema: { type: string } } } }
          /user/reset-password:
            post:
              security: [{ bearer: [] }]
              responses: { '200': { description: Changed } }
          /logout:
            post:
              responses: { '204': { description: Gone } }
          /signin:
            get:
              responses: { '200': { description: A page with a form } }
          /users/{id}/login-history:
            get:
              responses: { '200': { description: What was } }`,
    },
    {
      as: 'document',
      oas: '3.2',
      good: `
        openapi: 3.2.0
        info: { title: Accounts, version: '1', description: All calls are rate limited to 10 a second. }
        paths:
          /login:
            post:
              responses: { '200': { description: A token } }`,
    },
  ],

  check: {
    operation(operation, { report, holds, unknown, node }) {
      const { method, path, keyNode, document } = operation;
      if (operation.outbound || !asksForGuess(operation)) return;
      const limited = document.claims.includes('limits') ? 'yes' : limitsTries(operation);
      if (limited === 'unknown') return unknown(keyNode);
      if (limited === 'yes') return holds(keyNode);
      report({
        at: keyNode,
        message: sendsMessage(path) ? 'flood' : 'endless',
        data: { method, path: shortenPath(path, 40) },
        fixes: [{ fix: 'answer', changes: () => answerTooMany(operation.node, document, node) }],
      });
    },
  },
});

function described({ fact, path, method, get }: OperationView): Parameters<typeof takesGuesses>[0] {
  return { path, method, operationId: fact.operationId, summary: stringOf(get('summary')) };
}

/** A read takes a guess only when a password is a parameter; a page with a form is read as well. */
function asksForGuess(operation: OperationView): boolean {
  const { fact, path, writes, security } = operation;
  if (!takesGuesses(described(operation))) return false;
  // Whoever sets a password or a second factor and has proved who they are is guessing nothing, and what was sent to
  // an address is too long to guess for them.
  const proved = security.known && isProtected(security.value);
  if (proved && (setsPassword(path) || isFactorPath(path) || !asksForCode(path))) return false;
  // Without a password there are codes and secrets to guess, which are too long for it.
  if (isTokenEndpoint(path) && !takesPasswords(operation.document)) return false;
  return writes || (fact.parameters.known && fact.parameters.value.some(({ name }) => isPasswordName(name)));
}

/** A few digits: `/mfa/verify`, `/otp`. */
function asksForCode(path: string): boolean {
  return CODES.find(path.split('/').flatMap(tokensOf)) !== undefined;
}

const CODES = vocabulary('otp, totp, mfa, tfa, 2 fa, pin, code, passcode, challenge, password');

function takesPasswords({ schemes }: DocumentView): boolean {
  return [...schemes.values()].some(
    (scheme) =>
      !scheme.known ||
      (scheme.value.type === 'oauth2' && (scheme.value.flows ?? []).some(({ kind }) => kind === 'password')),
  );
}

function limitsTries({ fact, get }: OperationView): 'yes' | 'no' | 'unknown' {
  if (fact.claims.includes('limits')) return 'yes';
  if (!fact.responses.known) return 'unknown';
  const said = fact.responses.value.some(
    ({ status, headers }) => LIMITED.has(status.toUpperCase()) || headers.some((name) => HEADER.test(name)),
  );
  if (said || answersSay(get('responses'))) return 'yes';
  // It may stand for 429, and says nothing of it.
  return fact.responses.value.some(({ status }) => status === 'default') ? 'unknown' : 'no';
}

/** 423 is the answer of a locked account. */
const LIMITED: ReadonlySet<string> = new Set(['423', '429', '4XX']);

const HEADER = /^(?:x-)?rate-?limit/i;

/** `401: wrong password, or too many attempts`. */
function answersSay(responses: ReturnType<OperationView['get']>): boolean {
  if (!isMap(responses)) return false;
  return responses.entries.some(({ value }) => {
    const text = isMap(value) ? stringOf(value.get('description')) : undefined;
    return text !== undefined && claimsOfProse(text).includes('limits');
  });
}

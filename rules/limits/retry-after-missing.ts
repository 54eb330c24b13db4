import { defineRule } from '../../server/core/rule/rule.js';
import type { OperationFact, ResponseFact } from '../../server/core/rule/views.js';
import { addHeader } from '../responses.js';
import { retryAfter } from './limit-responses.js';

export default defineRule({
  id: 'limits/retry-after-missing',
  severity: 'info',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['limits-graceful'],
  standards: ['API4:2023', 'CWE-770', 'RFC 9110 section 10.2.3', 'RFC 6585 section 4'],
  title: 'Callers are told to wait, but not how long',
  why: `
    A client that is refused and not told when to come back tries again at once,
    and so do all others: the moment at which the service needs rest is the one
    at which it gets the most requests. Retry-After spreads them out.`,
  absence: true,
  messages: {
    often: 'A caller who asks too often is not told when to try again.',
    unavailable: 'A caller who finds the service down is not told when to try again.',
  },
  fixes: { header: { title: 'Answer with Retry-After', safety: 'review' } },
  examples: [
    {
      as: 'operation',
      bad: `
        responses:
          '200': { description: Done }
          '429': { description: Too many requests }
        # ^^^^^ A caller who asks too often is not told when to try again.`,
      fixed: `
        responses:
          '200': { description: Done }
          '429': { description: Too many requests, headers: { Retry-After: { description: Seconds to wait., schema: { type: integer, format: int32, minimum: 0, maximum: 86400 } } } }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              responses:
                '503': { $ref: '#/components/responses/Resting' }
            post:
              responses:
                '503': { $ref: '#/components/responses/Resting' }
        components:
          responses:
            Resting:
          # ^^^^^^^ A caller who finds the service down is not told when to try again.
              description: The service rests
              headers:
                X-Reason:
                  schema: { type: string }`,
      fixed: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              responses:
                '503': { $ref: '#/components/responses/Resting' }
            post:
              responses:
                '503': { $ref: '#/components/responses/Resting' }
        components:
          responses:
            Resting:
              description: The service rests
              headers:
                X-Reason:
                  schema: { type: string }
                Retry-After:
                  description: Seconds to wait.
                  schema:
                    type: integer
                    format: int32
                    minimum: 0
                    maximum: 86400`,
    },
    {
      as: 'operation',
      oas: '2.0',
      bad: `
        responses:
          '200':
            description: Done
          '429':
        # ^^^^^
            description: Too many requests`,
      fixed: `
        responses:
          '200':
            description: Done
          '429':
            description: Too many requests
            headers:
              Retry-After:
                description: Seconds to wait.
                type: integer
                format: int32
                minimum: 0
                maximum: 86400`,
    },
    {
      as: 'operation',
      oas: '3.2',
      good: `
        responses:
          '200': { description: Done }
          '429':
            description: Too many requests
            headers:
              retry-after: { schema: { type: integer } }
          default: { description: Everything else }`,
    },
  ],

  check: {
    document(document, { report, holds, node }) {
      const told = new Set<string>();
      for (const [delays, fact] of document.each(delaysOf)) {
        for (const { message, at, told: isTold } of delays) {
          if (isTold) {
            holds(fact.at);
            continue;
          }
          // What several operations share stands in one place and is one fault.
          const place = `${at.uri} ${JSON.stringify(at.path)}`;
          if (told.has(place)) continue;
          told.add(place);
          const changes = () => addHeader(node(objectAt(at)), 'Retry-After', retryAfter(document));
          report({ at, message, fixes: [{ fix: 'header', changes }] });
        }
      }
    },
  },
});

const MESSAGES: ReadonlyMap<string, 'often' | 'unavailable'> = new Map([
  ['429', 'often'],
  ['503', 'unavailable'],
]);

/** An answer that asks the caller to come back later. */
interface Delay {
  readonly message: 'often' | 'unavailable';
  readonly at: ResponseFact['at'];
  /** It says when. */
  readonly told: boolean;
}

function delaysOf({ outbound, responses }: OperationFact): readonly Delay[] {
  if (outbound || !responses.known) return NONE;
  return responses.value.flatMap((response) => {
    const message = MESSAGES.get(response.status);
    return message === undefined ? [] : [{ message, at: response.at, told: saysWhen(response) }];
  });
}

const NONE: readonly Delay[] = [];

function saysWhen({ headers }: ResponseFact): boolean {
  return headers.some((name) => name.toLowerCase() === 'retry-after');
}

function objectAt({ uri, path }: ResponseFact['at']): ResponseFact['at'] {
  return { uri, path };
}

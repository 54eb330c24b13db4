import { defineSnippet } from '../../server/core/rule/snippet.js';

const RESPONSE = {
  description: 'Too many requests. Wait as long as Retry-After says.',
  headers: {
    'Retry-After': {
      description: 'Seconds to wait before the next request (RFC 9110).',
      schema: { type: 'integer', format: 'int32', minimum: 1, maximum: '${2:3600}' },
    },
    RateLimit: {
      description: 'What is left of the quota and when it is full again (RateLimit header fields for HTTP).',
      schema: { type: 'string', maxLength: 200 },
    },
    'RateLimit-Policy': {
      description: 'The quota and its window (RateLimit header fields for HTTP).',
      schema: { type: 'string', maxLength: 200 },
    },
  },
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['title', 'status'],
        properties: {
          type: { type: 'string', format: 'uri-reference', maxLength: 200 },
          title: { type: 'string', maxLength: 100 },
          status: { type: 'integer', format: 'int32', minimum: 429, maximum: 429 },
        },
      },
    },
  },
};

export default defineSnippet({
  id: 'limits/shared-429-response',
  title: 'Shared 429 response with Retry-After and RateLimit headers',
  detail: 'One answer that every operation refers to, so that a good client knows when to come back.',
  prefix: 'sec-429',
  practices: ['limits-graceful', 'limits-everywhere', 'gateway-consistency'],
  threats: ['TM-D-01', 'TM-S-08'],
  content: {
    kind: 'openapi',
    versions: ['2.0', '3.0', '3.1', '3.2'],
    places: [[], ['components'], ['components', 'responses']],
    hint: "Refer to it from operations: '429': { $ref: '#/components/responses/TooManyRequests' }",
    inline: [{ places: [['paths', '*', '*', 'responses']], entries: { '429': RESPONSE } }],
    tree: {
      components: {
        responses: {
          '${1:TooManyRequests}': RESPONSE,
        },
      },
    },
  },
});

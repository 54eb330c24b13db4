import { defineSnippet } from '../../server/core/rule/snippet.js';

export default defineSnippet({
  id: 'design/problem-details',
  title: 'Problem details for every error',
  detail:
    'The error body of RFC 9457 as a shared schema and a default response, with nothing internal in it.',
  prefix: 'sec-problem',
  practices: ['design-errors', 'gateway-consistency'],
  threats: [],
  content: {
    kind: 'openapi',
    versions: ['2.0', '3.0', '3.1', '3.2'],
    places: [[], ['components']],
    hint: "Refer to it from operations: default: { $ref: '#/components/responses/Problem' }",
    tree: {
      components: {
        schemas: {
          '${1:Problem}': {
            type: 'object',
            description: 'What went wrong, in words for the caller (RFC 9457).',
            required: ['title', 'status'],
            properties: {
              type: { type: 'string', format: 'uri-reference', maxLength: 200 },
              title: { type: 'string', maxLength: 100 },
              status: { type: 'integer', format: 'int32', minimum: 400, maximum: 599 },
              detail: { type: 'string', maxLength: '${2:500}' },
              instance: { type: 'string', format: 'uri-reference', maxLength: 200 },
            },
          },
        },
        responses: {
          '${1:Problem}': {
            description: 'The request failed.',
            content: {
              'application/problem+json': { schema: { $ref: '#/components/schemas/${1:Problem}' } },
            },
          },
        },
      },
    },
  },
});

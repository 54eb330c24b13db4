import { defineSnippet } from '../../server/core/rule/snippet.js';

const problem = (status: number) => ({
  'application/problem+json': {
    schema: {
      type: 'object',
      required: ['title', 'status'],
      properties: {
        type: { type: 'string', format: 'uri-reference', maxLength: 200 },
        title: { type: 'string', maxLength: 100 },
        status: { type: 'integer', format: 'int32', minimum: status, maximum: status },
      },
    },
  },
});

export default defineSnippet({
  id: 'auth/shared-401-403-responses',
  title: 'Shared 401 and 403 responses',
  detail: 'One answer to callers who are not signed in and one to those who may not; neither tells more.',
  prefix: 'sec-401',
  practices: ['auth-access-control', 'design-errors', 'gateway-consistency'],
  threats: [],
  content: {
    kind: 'openapi',
    versions: ['2.0', '3.0', '3.1', '3.2'],
    places: [[], ['components'], ['components', 'responses']],
    hint: "Refer to them from operations: '401': { $ref: '#/components/responses/Unauthorized' }",
    tree: {
      components: {
        responses: {
          '${1:Unauthorized}': {
            description: 'Credentials are missing, wrong or expired.',
            headers: {
              'WWW-Authenticate': {
                description: 'How to authenticate (RFC 9110).',
                schema: { type: 'string', maxLength: 200 },
              },
            },
            content: problem(401),
          },
          '${2:Forbidden}': {
            description: 'The caller is known and may not do this.',
            content: problem(403),
          },
        },
      },
    },
  },
});

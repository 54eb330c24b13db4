import { defineSnippet } from '../../server/core/rule/snippet.js';

export default defineSnippet({
  id: 'docs/sunset-headers',
  title: 'Headers of what is about to end',
  detail: 'Says since when an operation is deprecated and when it stops (RFC 9745, RFC 8594).',
  prefix: 'sec-sunset',
  practices: ['docs-versioning'],
  threats: [],
  content: {
    kind: 'openapi',
    versions: ['3.0', '3.1', '3.2'],
    places: [[], ['components'], ['components', 'headers']],
    hint: "Refer to them from responses of deprecated operations: headers: { Sunset: { $ref: '#/components/headers/Sunset' } }",
    tree: {
      components: {
        headers: {
          Deprecation: {
            description: 'Since when, as a structured date: @ and seconds since 1970 (RFC 9745).',
            schema: { type: 'string', maxLength: 20, pattern: '^@-?[0-9]{1,15}$' },
          },
          Sunset: {
            description: 'When it stops answering, as an HTTP date (RFC 8594).',
            schema: { type: 'string', maxLength: '${1:40}' },
          },
        },
      },
    },
  },
});

import { defineSnippet } from '../../server/core/rule/snippet.js';

const LIMIT = {
  name: 'limit',
  in: 'query',
  description: 'How many entries a page has at most.',
  schema: { type: 'integer', format: 'int32', minimum: 1, maximum: '${2:100}', default: 20 },
};

const CURSOR = {
  name: 'cursor',
  in: 'query',
  description: 'Where the page begins: what the page before gave, opaque and signed.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,200}$', maxLength: 200 },
};

export default defineSnippet({
  id: 'limits/pagination-parameters',
  title: 'Bounded paging of lists',
  detail: 'A page size with a ceiling and an opaque cursor, shared by every list.',
  prefix: 'sec-page',
  practices: ['limits-everywhere', 'input-validate', 'detect-alerting'],
  threats: ['TM-D-02', 'TM-I-05'],
  content: {
    kind: 'openapi',
    versions: ['2.0', '3.0', '3.1', '3.2'],
    places: [[], ['components'], ['components', 'parameters']],
    hint: "Refer to them from lists: parameters: [{ $ref: '#/components/parameters/Limit' }]",
    inline: [
      {
        places: [
          ['paths', '*', 'parameters'],
          ['paths', '*', '*', 'parameters'],
        ],
        entries: [LIMIT, CURSOR],
      },
    ],
    tree: {
      components: {
        parameters: {
          '${1:Limit}': LIMIT,
          '${3:Cursor}': CURSOR,
        },
      },
    },
  },
});

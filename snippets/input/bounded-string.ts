import { defineSnippet } from '../../server/core/rule/snippet.js';

const TEXT = {
  type: 'string',
  description: '${2:Letters, digits, spaces and common marks of one name.}',
  minLength: 1,
  maxLength: '${3:80}',
  pattern: "^[A-Za-z0-9 .,'-]{1,80}$",
};

export default defineSnippet({
  id: 'input/bounded-string',
  title: 'Text with a length and an alphabet',
  detail: 'A shared string that says how long it may be and which characters it may have.',
  prefix: 'sec-string',
  practices: ['input-validate', 'input-limits'],
  threats: ['TM-T-10'],
  content: {
    kind: 'openapi',
    versions: ['2.0', '3.0', '3.1', '3.2'],
    places: [[], ['components'], ['components', 'schemas']],
    inline: [{ places: [['**', 'properties']], entries: { '${1:displayName}': TEXT } }],
    tree: {
      components: {
        schemas: {
          '${1:DisplayName}': TEXT,
        },
      },
    },
  },
});

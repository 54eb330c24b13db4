import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';

export default defineRule({
  id: 'testing/unreadable-document',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['testing-sast'],
  standards: ['CWE-1059'],
  title: 'Text that cannot be read',
  why: `
    What cannot be read cannot be checked, by this tool or by any gateway or
    generator that uses the document. The rest of the file is analyzed as usual,
    but a fault in the unreadable part stays unseen until the text is repaired.`,
  messages: {
    syntax: 'This cannot be read: {message}',
    limit: 'This part is not analyzed: {message}',
  },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info:
          title: @orders
          #      ^
          version: '1'
        paths: {}`,
      good: `
        openapi: 3.0.3
        info:
          title: '@orders'
          version: '1'
        paths: {}`,
    },
  ],

  check: {
    problem({ kind, at, data }, { report }) {
      if (kind !== 'syntax' && kind !== 'limit') return;
      report({
        at,
        message: kind === 'limit' ? 'limit' : 'syntax',
        data: { message: shorten(String(data.message ?? ''), 85) },
      });
    },
  },
});

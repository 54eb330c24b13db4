import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';

export default defineRule({
  id: 'testing/invalid-document',
  severity: 'warning',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['testing-sast', 'docs-minimal'],
  standards: ['CWE-1059'],
  title: 'Not a valid OpenAPI document',
  why: `
    The text can be read and does not follow the OpenAPI specification. Tools
    differ in what they do then: one leaves the part out, another reads it in its
    own way, so the check that you see in one place may be missing in the next.`,
  awaits: 'structure',
  messages: { structure: 'Not valid OpenAPI: {message}' },
  examples: [
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths: {}`,
    },
  ],

  check: {
    problem({ kind, at, data }, { report }) {
      if (kind !== 'structure') return;
      report({ at, message: 'structure', data: { message: shorten(String(data.message ?? ''), 95) } });
    },
  },
});

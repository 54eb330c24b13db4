import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';

export default defineRule({
  id: 'testing/suppression-without-reason',
  severity: 'warning',
  profile: 'recommended',
  weight: 'hygiene',
  practices: ['testing-sast', 'testing-continuous'],
  standards: ['CWE-1059'],
  title: 'Finding silenced without a reason',
  why: `
    Whoever reads the document next cannot tell a decision from a shortcut, and
    nobody can see when the decision stops being right. One sentence after the
    colon is enough: why the finding does not apply here, or what protects this
    place instead.`,
  messages: { reason: 'Say why "{rule}" is silenced here.' },
  examples: [
    {
      as: 'scheme',
      bad: `
        type: http
        # portcullis-allow auth/http-basic
        # <- Say why "auth/http-basic" is silenced here.
        scheme: basic`,
      good: `
        type: http
        # portcullis-allow auth/http-basic: only inside the cluster, where mutual TLS proves both sides
        scheme: basic`,
    },
  ],

  check: {
    problem({ kind, at, data }, { report }) {
      if (kind !== 'suppression-without-reason') return;
      report({ at, message: 'reason', data: { rule: shorten(String(data.rule ?? ''), 80) } });
    },
  },
});

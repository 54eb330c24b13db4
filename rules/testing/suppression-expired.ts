import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';

export default defineRule({
  id: 'testing/suppression-expired',
  severity: 'warning',
  profile: 'recommended',
  weight: 'hygiene',
  practices: ['testing-sast', 'testing-continuous'],
  standards: ['CWE-1059'],
  title: 'Silenced for longer than planned',
  why: `
    Somebody accepted this finding until a day that has passed, so it is shown
    again. Repair it, or decide anew and write down the next date: an exception
    without an end becomes the rule.`,
  messages: {
    expired: '"{rule}" was silenced until {until}; that day has passed.',
    day: '"{until}" is no day of the calendar, so "{rule}" is not silenced.',
  },
  examples: [
    {
      as: 'scheme',
      bad: `
        type: http
        # portcullis-allow auth/http-basic until 2024-06-30: the partner moves to tokens
        # <- "auth/http-basic" was silenced until 2024-06-30; that day has passed.
        scheme: basic`,
      good: `
        type: http
        # portcullis-allow auth/http-basic until 2999-06-30: the partner moves to tokens
        scheme: basic`,
    },
    {
      as: 'scheme',
      bad: `
        type: http
        # portcullis-allow auth/http-basic: the partner moves to tokens until 2027-13-45
        # <- "2027-13-45" is no day of the calendar, so "auth/http-basic" is not silenced.
        scheme: basic`,
    },
  ],

  check: {
    problem({ kind, at, data }, { report }) {
      if (kind !== 'suppression-expired') return;
      const rule = shorten(String(data.rule ?? ''), 55);
      const message = data.fault === 'day' ? 'day' : 'expired';
      report({ at, message, data: { rule, until: shorten(String(data.until ?? ''), 10) } });
    },
  },
});

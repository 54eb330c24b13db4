import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';

export default defineRule({
  id: 'testing/invalid-baseline',
  severity: 'error',
  profile: 'recommended',
  weight: 'hygiene',
  practices: ['testing-sast', 'testing-continuous'],
  standards: ['CWE-1059'],
  title: 'Baseline that cannot be used',
  why: `
    A baseline says which findings were there before, and what each endpoint
    asked of its callers. While it cannot be read, every old finding is reported
    again and nobody notices an endpoint that asks for less than it did. Half a
    baseline would be worse: a regression could hide in the other half.`,
  messages: {
    conflict: 'Two versions of the baseline meet here; until one is chosen, none is used.',
    syntax: 'This cannot be read, so the baseline is not used: {message}',
    map: 'A baseline is an object with "version", "findings" and "security"; this one is not used.',
    version: 'Only "version": 1 is known, so this baseline is not used.',
    list: '"{name}" is missing or no list, so the baseline is not used.',
    entry: 'This entry has no text as "{name}", so the baseline is not used.',
  },
  examples: [
    {
      as: 'baseline',
      language: 'json',
      bad: `
        {
          "version": 1,
        <<<<<<< ours
        # <- Two versions of the baseline meet here; until one is chosen, none is used.
          "findings": [],
        =======
          "findings": [{ "file": "api.yaml", "rule": "auth/http-basic", "fingerprint": "0123456789abcdef" }],
        >>>>>>> theirs
          "security": []
        }`,
      good: `
        {
          "version": 1,
          "findings": [{ "file": "api.yaml", "rule": "auth/http-basic", "fingerprint": "0123456789abcdef" }],
          "security": [{ "file": "api.yaml", "endpoint": "GET /orders", "security": [{ "bearer": [] }] }]
        }`,
    },
    {
      as: 'baseline',
      language: 'json',
      bad: `
        {
          "version": 2,
          //         ^ Only "version": 1 is known, so this baseline is not used.
          "findings": [{ "file": "api.yaml", "rule": "auth/http-basic" }],
          //           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This entry has no text as "fingerprint", so the baseline is not used.
          "security": {}
          //          ^^ "security" is missing or no list, so the baseline is not used.
        }`,
    },
    {
      as: 'baseline',
      language: 'json',
      bad: `
        []
        // <- A baseline is an object with "version", "findings" and "security"; this one is not used.`,
    },
    {
      as: 'baseline',
      language: 'json',
      bad: `
        {
          "version": 1
          //         ^ This cannot be read, so the baseline is not used: A comma was expected here
          "findings": [],
          "security": []
        }`,
    },
  ],

  check: {
    problem({ kind, at, data }, { report }) {
      if (kind !== 'baseline') return;
      const fault = FAULTS.find((name) => name === data.fault);
      if (fault === undefined) return;
      const message = shorten(String(data.message ?? ''), 60);
      report({ at, message: fault, data: { ...data, message } });
    },
  },
});

const FAULTS = ['conflict', 'syntax', 'map', 'version', 'list', 'entry'] as const;

import { stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import { hasFewWays } from '../../server/core/words/pattern/ways.js';
import { isPlainPattern } from '../../server/core/words/patterns.js';

export default defineRule({
  id: 'input/pattern-redos',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-validate', 'input-limits'],
  standards: ['API4:2023', 'CWE-1333'],
  title: 'Pattern that a crafted text makes very slow',
  why: `
    Some patterns can be matched in so many ways that a short text keeps the
    processor busy for minutes. Whoever may send that text stops the server with
    one request, in the very check that was meant to protect it. Repetitions
    inside repetitions, and alternatives that begin alike, are the usual cause.`,
  awaits: 'regex',
  messages: {
    exponential:
      'A short crafted text keeps this pattern busy for minutes: its work doubles every few characters.',
    polynomial: 'A long crafted text makes this pattern very slow; rewrite it, or set a small maxLength.',
  },
  schemas: 'with pattern',
  examples: [
    {
      bad: `
        type: string
        maxLength: 100
        pattern: ^(a+)+$
        #        ^^^^^^^ A short crafted text keeps this pattern busy for minutes: its work doubles every few characters.`,
    },
    {
      bad: `
        type: string
        pattern: ^\\s+.*\\s+$
        #        ^^^^^^^^^^ A long crafted text makes this pattern very slow; rewrite it, or set a small maxLength.`,
    },
    { good: `{ type: string, pattern: '^[a-z]{1,40}$' }` },
    { good: `{ type: string, maxLength: 1024, pattern: '^.+/.+$' }` },
  ],

  check: {
    schema(schema, { report, holds, unknown, regex }) {
      const node = schema.get('pattern');
      const pattern = stringOf(node);
      if (node === undefined || pattern === undefined || schema.direction === 'response') return;
      if (isPlainPattern(pattern) || hasFewWays(pattern)) return holds(node);
      const verdict = regex(pattern);
      if (!verdict.known || verdict.value.status === 'unknown') return unknown(node);
      if (verdict.value.status === 'safe') return holds(node);
      const exponential = verdict.value.complexity !== 'polynomial';
      const length = schema.get('maxLength');
      const limit = length?.kind === 'scalar' && typeof length.value === 'number' ? length.value : Infinity;
      if (!exponential && limit ** (verdict.value.degree ?? STEEP) <= STEPS) return;
      report({
        at: node,
        message: exponential ? 'exponential' : 'polynomial',
        // A ceiling on the text keeps a polynomial within bounds, and an exponential not.
        ...(exponential || limit === Infinity ? { severity: 'error' } : {}),
      });
    },
  },
});

/** Steps that a processor makes within a fraction of a second. */
const STEPS = 20_000_000;

/** The degree of a polynomial that nobody has told. */
const STEEP = 3;

import { booleanOf, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import { isBinaryFormat, isBoundedFormat } from '../../server/core/words/formats.js';
import { isFinitePattern } from '../../server/core/words/patterns.js';

export default defineRule({
  id: 'input/string-max-length-missing',
  severity: 'warning',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['input-validate', 'input-limits'],
  standards: ['API4:2023', 'CWE-770'],
  title: 'String input without a length limit',
  why: `
    The caller chooses how much text to send. Until something sets a ceiling, the
    server buffers, parses and stores all of it, so one request can cost as much
    as a thousand. A maxLength also lets gateways and generated servers refuse
    the rest early.`,
  absence: true,
  messages: { unbounded: 'Nothing limits the length of this text.' },
  fixes: { limit: { title: 'Limit it to {limit} characters', safety: 'review' } },
  options: {
    limit: { type: 'integer', default: 1000, minimum: 1, title: 'Length that the fix proposes' },
  },
  schemas: 'string',
  examples: [
    {
      bad: `
        type: object
        properties:
          comment:
            type: string
            #     ^^^^^^ Nothing limits the length of this text.`,
      fixed: `
        type: object
        properties:
          comment:
            type: string
            maxLength: 1000`,
    },
    {
      oas: '3.1',
      bad: `
        type: [string, 'null']
        #     ^^^^^^^^^^^^^^^^`,
      fixed: `
        type: [string, 'null']
        maxLength: 1000`,
    },
    { good: `{ type: string, enum: [asc, desc] }` },
    { good: `{ type: string, format: uuid }` },
    { good: `{ type: string, pattern: '^[A-Z]{2}[0-9]{1,6}$' }` },
    { good: `{ allOf: [{ type: string }, { maxLength: 5 }] }` },
    {
      as: 'schema',
      // What a value is not, or what is only asked of it, has no need of a limit.
      good: `
        type: object
        not: { properties: { note: { type: string } } }
        if: { properties: { kind: { type: string } } }`,
    },
  ],

  check: {
    schema(schema, { report, holds, options }) {
      // What no operation reaches may be a shared library: taken as input.
      if (!schema.types.includes('string') || schema.direction === 'response') return;
      if (booleanOf(schema.get('readOnly')) === true) return;
      if (schema.has('maxLength')) return holds(schema.node);
      if (schema.has('enum', 'const') || isBoundedFormat(schema.format) || isBinaryFormat(schema.format))
        return;
      if (isFinitePattern(stringOf(schema.get('pattern')) ?? '')) return holds(schema.node);
      const { limit } = options;
      report({
        at: schema.get('type') ?? schema.node,
        message: 'unbounded',
        fixes: [
          {
            fix: 'limit',
            data: { limit },
            changes: () => [{ set: schema.node, key: 'maxLength', to: limit }],
          },
        ],
      });
    },
  },
});

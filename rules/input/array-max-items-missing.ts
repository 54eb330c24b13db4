import { booleanOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { SchemaView } from '../../server/core/rule/views.js';

export default defineRule({
  id: 'input/array-max-items-missing',
  severity: 'warning',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['input-validate', 'input-limits'],
  standards: ['API4:2023', 'CWE-770'],
  title: 'List input without a limit',
  why: `
    The caller chooses how many items to send. Each of them is parsed, checked and
    often looked up or stored, so one request with a million items costs as much
    as a million requests and passes every limit that counts requests.`,
  absence: true,
  messages: { unbounded: 'Nothing limits how many items this list may have.' },
  fixes: { limit: { title: 'Limit it to {limit} items', safety: 'review' } },
  options: {
    limit: { type: 'integer', default: 100, minimum: 1, title: 'Number of items that the fix proposes' },
  },
  schemas: 'array',
  examples: [
    {
      bad: `
        type: object
        properties:
          tags:
            type: array
            #     ^^^^^ Nothing limits how many items this list may have.
            items: { type: boolean }`,
      fixed: `
        type: object
        properties:
          tags:
            type: array
            items: { type: boolean }
            maxItems: 100`,
    },
    {
      oas: '3.1',
      bad: `
        type: [array, 'null']
        #     ^^^^^^^^^^^^^^^
        items: { type: boolean }`,
      fixed: `
        type: [array, 'null']
        items: { type: boolean }
        maxItems: 100`,
    },
    {
      as: 'parameter',
      oas: '2.0',
      bad: `
        name: ids
        in: query
        type: array
        #     ^^^^^
        items: { type: boolean }`,
      fixed: `
        name: ids
        in: query
        type: array
        items: { type: boolean }
        maxItems: 100`,
    },
    {
      oas: '3.1',
      good: `{ type: array, prefixItems: [{ type: boolean }, { type: boolean }], items: false }`,
    },
    { oas: '3.2', good: `{ allOf: [{ type: array, items: { type: boolean } }, { maxItems: 5 }] }` },
    {
      as: 'operation',
      good: `
        responses:
          '200':
            description: What the server sends is up to the server
            headers: { RateLimit: {} }
            content: { application/json: { schema: { type: array, items: { type: boolean } } } }`,
    },
  ],

  check: {
    schema(schema, { report, holds, options }) {
      // What no operation reaches may be a shared library: taken as input.
      if (!schema.types.includes('array') || schema.direction === 'response') return;
      if (booleanOf(schema.get('readOnly')) === true || schema.has('enum', 'const')) return;
      if (schema.has('maxItems') || isTuple(schema)) return holds(schema.node);
      const { limit } = options;
      report({
        at: schema.get('type') ?? schema.node,
        message: 'unbounded',
        fixes: [
          {
            fix: 'limit',
            data: { limit },
            changes: () => [{ set: schema.node, key: 'maxItems', to: limit }],
          },
        ],
      });
    },
  },
});

/** As many items as it lists schemas for, and no more. */
function isTuple(schema: SchemaView): boolean {
  if (!schema.has('prefixItems')) return false;
  return ['items', 'unevaluatedItems'].some((key) => booleanOf(schema.get(key)) === false);
}

import { booleanOf, isMap, type Node, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { SchemaView } from '../../server/core/rule/views.js';
import { saysFieldsVary } from '../../server/core/words/intent.js';
import { sendsData } from '../../server/core/words/methods.js';

export default defineRule({
  id: 'input/open-additional-properties',
  severity: 'warning',
  profile: 'recommended',
  weight: 'hygiene',
  practices: ['input-validate', 'design-data-exposure'],
  standards: ['API3:2023', 'CWE-915'],
  title: 'Requests may carry fields that nobody has named',
  why: `
    The schema lists the fields of the request and then lets in all others.
    Whatever a caller adds passes validation: a field that only the server should
    set, or one that another program behind it reads. Code that copies the body
    into a record stores it.`,
  messages: { open: 'Callers may add any other field to this object, and validation lets it pass.' },
  fixes: { close: { title: 'Refuse fields that are not listed', safety: 'review' } },
  schemas: 'with additionalProperties',
  examples: [
    {
      bad: `
        type: object
        properties:
          name: { type: boolean }
        additionalProperties: true
        #                     ^^^^ Callers may add any other field to this object, and validation lets it pass.`,
      fixed: `
        type: object
        properties:
          name: { type: boolean }
        additionalProperties: false`,
    },
    {
      oas: '3.1',
      bad: `
        type: object
        properties:
          name: { type: boolean }
        additionalProperties: {}
        #                     ^^`,
      fixed: `
        type: object
        properties:
          name: { type: boolean }
        additionalProperties: false`,
    },
    {
      oas: '2.0',
      bad: `
        additionalProperties: true
        #                     ^^^^
        allOf:
          - type: object
            properties: { name: { type: boolean } }`,
    },
    { oas: '3.2', good: `{ type: object, properties: { name: { type: boolean } } }` },
    { good: `{ type: object, additionalProperties: true }` },
    {
      good: `{ type: object, description: Fields vary by model., properties: { a: { type: boolean } }, additionalProperties: true }`,
    },
    {
      good: `{ type: object, properties: { id: { type: boolean } }, additionalProperties: { type: boolean } }`,
    },
    {
      as: 'operation',
      good: `
        responses:
          '200':
            description: What the server adds is up to the server
            headers: { RateLimit: {} }
            content:
              application/json:
                schema: { type: object, properties: { a: { type: boolean } }, additionalProperties: true }`,
    },
  ],

  check: {
    schema(schema, { report, holds, unknown }) {
      const more = schema.get('additionalProperties');
      if (more === undefined || schema.properties.length === 0) return;
      if (schema.direction !== 'request' && schema.direction !== 'both') return;
      if (!schema.writtenBy.some(sendsData)) return;
      if (booleanOf(more) === false) return holds(more);
      if (!isAnything(more)) return;
      if (saysFieldsVary(stringOf(schema.get('description')) ?? '')) return unknown(more);
      const changes = () => [{ replace: more, by: false }];
      report({ at: more, message: 'open', fixes: isComposed(schema) ? [] : [{ fix: 'close', changes }] });
    },
  },
});

function isAnything(more: Node): boolean {
  return booleanOf(more) === true || (isMap(more) && more.entries.length === 0);
}

/** Where several schemas describe one object, each would refuse the fields of the others. */
function isComposed(schema: SchemaView): boolean {
  const composed = ['allOf', 'anyOf', 'oneOf'].some((keyword) => schema.get(keyword) !== undefined);
  return composed || schema.isReference || schema.component !== undefined;
}

import { defineRule } from '../../server/core/rule/rule.js';
import { type Bounds, checkBounds } from './numeric-bounds.js';

export default defineRule<Bounds>({
  id: 'input/number-bounds-missing',
  severity: 'info',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['input-validate'],
  standards: ['API4:2023', 'CWE-1284'],
  title: 'Number input without bounds',
  why: `
    The caller chooses the number. A negative price turns a payment around, and
    what is too large or too small for the calculation behind it becomes infinity
    or zero there. The range that makes sense is known to whoever designs the API.`,
  absence: true,
  messages: {
    both: 'Nothing says how small or how large this number may be.',
    low: 'Nothing says how small this number may be.',
    high: 'Nothing says how large this number may be.',
  },
  fixes: { bound: { title: 'Say how small and how large it may be', safety: 'review' } },
  options: {
    minimum: { type: 'number', default: 0, title: 'Smallest number that the fix proposes' },
    maximum: { type: 'number', default: 1000000, title: 'Largest number that the fix proposes' },
  },
  schemas: 'number',
  examples: [
    {
      bad: `
        type: object
        properties:
          ratio:
            type: number
            #     ^^^^^^ Nothing says how small or how large this number may be.`,
      fixed: `
        type: object
        properties:
          ratio:
            type: number
            minimum: 0
            maximum: 1000000`,
    },
    {
      oas: '3.1',
      bad: `
        type: [number, 'null']
        #     ^^^^^^^^^^^^^^^^ Nothing says how large this number may be.
        exclusiveMinimum: 0`,
      fixed: `
        type: [number, 'null']
        exclusiveMinimum: 0
        maximum: 1000000`,
    },
    {
      as: 'parameter',
      oas: '2.0',
      bad: `
        name: ratio
        in: query
        type: number
        #     ^^^^^^ Nothing says how small this number may be.
        maximum: 50`,
      fixed: `
        name: ratio
        in: query
        type: number
        maximum: 50
        minimum: 0`,
    },
    { oas: '3.2', good: `{ type: number, minimum: 1, exclusiveMaximum: 100 }` },
    { good: `{ type: number, enum: [0.5, 1.5] }` },
    { good: `{ type: number, readOnly: true }` },
  ],

  check: {
    schema(schema, ctx) {
      checkBounds(schema, 'number', ctx);
    },
  },
});

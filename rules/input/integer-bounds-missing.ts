import { defineRule } from '../../server/core/rule/rule.js';
import { type Bounds, checkBounds } from './numeric-bounds.js';

export default defineRule<Bounds>({
  id: 'input/integer-bounds-missing',
  severity: 'warning',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['input-validate'],
  standards: ['API4:2023', 'CWE-1284', 'CWE-190'],
  title: 'Integer input without bounds',
  why: `
    The caller chooses the number. A negative quantity turns a payment around, a
    huge one asks for more work or memory than there is, and one that is too large
    for the type of a column or a variable becomes another number.`,
  absence: true,
  messages: {
    both: 'Nothing says how small or how large this number may be.',
    low: 'Nothing says how small this number may be.',
    high: 'Nothing says how large this number may be.',
  },
  fixes: { bound: { title: 'Say how small and how large it may be', safety: 'review' } },
  options: {
    minimum: { type: 'integer', default: 0, title: 'Smallest number that the fix proposes' },
    maximum: { type: 'integer', default: 2147483647, title: 'Largest number that the fix proposes' },
  },
  schemas: 'integer',
  examples: [
    {
      bad: `
        type: object
        properties:
          seats:
            type: integer
            #     ^^^^^^^ Nothing says how small or how large this number may be.`,
      fixed: `
        type: object
        properties:
          seats:
            type: integer
            minimum: 0
            maximum: 2147483647`,
    },
    {
      oas: '3.1',
      bad: `
        type: [integer, 'null']
        #     ^^^^^^^^^^^^^^^^^ Nothing says how large this number may be.
        exclusiveMinimum: 0`,
      fixed: `
        type: [integer, 'null']
        exclusiveMinimum: 0
        maximum: 2147483647`,
    },
    {
      as: 'parameter',
      oas: '2.0',
      bad: `
        name: seats
        in: query
        type: integer
        #     ^^^^^^^ Nothing says how small this number may be.
        maximum: 50`,
      fixed: `
        name: seats
        in: query
        type: integer
        maximum: 50
        minimum: 0`,
    },
    {
      bad: `
        type: object
        properties:
          quantity:
            type: integer
            #     ^^^^^^^ Nothing says how large this number may be.`,
      good: `
        type: object
        properties:
          quantity: { type: integer, maximum: 100 }`,
    },
    { oas: '3.2', good: `{ type: integer, minimum: 1, exclusiveMaximum: 100 }` },
    { good: `{ type: integer, enum: [1, 2] }` },
    { good: `{ allOf: [{ type: integer }, { minimum: 0, maximum: 9 }] }` },
  ],

  check: {
    schema(schema, ctx) {
      checkBounds(schema, 'integer', ctx);
    },
  },
});

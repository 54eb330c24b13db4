import type { Change } from '../../server/core/rule/change.js';
import { numberOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import { listed } from '../../server/core/words/text.js';
import { reportGathered } from '../gathered.js';
import { amountsIn, isBounded, mayBeNegative } from './amounts.js';

export default defineRule({
  id: 'input/negative-amount',
  severity: 'warning',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['input-validate'],
  standards: ['API6:2023', 'CWE-1284', 'CWE-840'],
  title: 'Amount that may be negative',
  why: `
    Whoever orders minus three pieces is paid for them, and whoever transfers
    minus a hundred takes a hundred from the other side: the sign turns what the
    operation does around, and every later check adds up. The smallest amount that
    makes sense is known when the API is designed, so its schema says it.`,
  absence: true,
  messages: { negative: 'Callers may send less than nothing as {fields}, which turns around who pays.' },
  fixes: { floor: { title: 'Let {fields} be 0 at the least', safety: 'review' } },
  schemas: 'with properties',
  examples: [
    {
      bad: `
        type: object
        properties:
          product: { type: string }
          quantity: { type: integer, maximum: 100 }
          # <- Callers may send less than nothing as quantity, unitPrice, which turns around who pays.
          unitPrice:
            type: number`,
      fixed: `
        type: object
        properties:
          product: { type: string }
          quantity: { type: integer, maximum: 100, minimum: 0 }
          unitPrice:
            type: number
            minimum: 0`,
    },
    {
      oas: '3.1',
      bad: `
        type: object
        properties:
          amount:
          # <- Callers may send less than nothing as amount, which turns around who pays.
            type: [integer, 'null']`,
      fixed: `
        type: object
        properties:
          amount:
            type: [integer, 'null']
            minimum: 0`,
    },
    {
      good: `
        type: object
        properties:
          quantity: { type: integer, exclusiveMinimum: true, minimum: 0 }
          amount: { type: number, minimum: -100 }
          price: { type: number, readOnly: true }
          totalAmount: { type: string }
          transferAmount: { type: integer, description: In cents; a negative one is a correction. }
          priceChange: { type: number }
          balance: { type: number }
          unit_price: { allOf: [{ type: number }, { minimum: 0 }], type: number }
          qty: { type: integer, enum: [1, 6, 12] }`,
    },
    {
      as: 'operation',
      good: `
        responses:
          '200':
            description: An order
            content:
              application/json:
                schema: { type: object, properties: { amount: { type: number } } }`,
    },
  ],

  check: {
    schema(schema, { report, holds, unknown }) {
      const amounts = amountsIn(schema);
      const open = amounts.filter(({ schema: view }) => mayBeNegative(view));
      if (open.length === 0) {
        for (const { key, schema: view } of amounts) {
          const least = numberOf(view.get('minimum'));
          if (!isBounded(view) || (least !== undefined && least < 0)) unknown(key);
          else holds(key);
        }
        return;
      }
      const floor = ({ schema: { node } }: (typeof open)[number]): Change => ({
        set: node,
        key: 'minimum',
        to: 0,
      });
      reportGathered(
        report,
        open,
        ({ key }) => key,
        (one, rest) => {
          const left = [one, ...rest];
          const names = left.map(({ name }) => name);
          const fields = listed(names, 40);
          return {
            at: one.key,
            message: 'negative',
            data: { fields },
            fixes: [{ fix: 'floor', data: { fields }, changes: () => left.map(floor) }],
          };
        },
      );
    },
  },
});

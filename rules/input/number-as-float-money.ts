import type { Change } from '../../server/core/rule/change.js';
import { stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { SchemaView } from '../../server/core/rule/views.js';
import { moneyName, saysPercentage } from '../../server/core/words/amounts.js';
import { listed } from '../../server/core/words/text.js';
import { tokensOf } from '../../server/core/words/tokens.js';
import { reportGathered } from '../gathered.js';
import { hasOwnName } from '../own-names.js';

export default defineRule({
  id: 'input/number-as-float-money',
  severity: 'hint',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['input-validate'],
  standards: ['API6:2023', 'CWE-682', 'CWE-1339'],
  title: 'Money as a binary fraction',
  why: `
    Most programs read a JSON number as a binary fraction, which cannot hold a
    tenth: 0.1 and 0.2 make 0.30000000000000004. Sums of many amounts drift apart
    from the books, comparisons fail by nothing that anybody sees, and whoever
    finds out on which side the rest is rounded collects it. Whole numbers of the
    smallest coin and decimals have no such rest.`,
  messages: {
    float: 'As a binary fraction money loses parts of a cent, which add up: {fields}.',
  },
  fixes: { decimal: { title: 'Say that {fields} is a decimal number', safety: 'review' } },
  schemas: 'with properties',
  examples: [
    {
      bad: `
        type: object
        properties:
          price:
          # <- As a binary fraction money loses parts of a cent, which add up: price, amount.
            type: number
            format: float
          amount: { type: number }
          weight: { type: number }`,
      fixed: `
        type: object
        properties:
          price:
            type: number
            format: decimal
          amount: { type: number, format: decimal }
          weight: { type: number }`,
    },
    {
      oas: '3.1',
      bad: `
        type: object
        properties:
          currency: { type: string }
          total: { type: [number, 'null'], format: double }
          # <- As a binary fraction money loses parts of a cent, which add up: total.`,
      fixed: `
        type: object
        properties:
          currency: { type: string }
          total: { type: [number, 'null'], format: decimal }`,
    },
    {
      good: `
        type: object
        properties:
          price: { type: number, format: decimal }
          unitPrice: { type: number, multipleOf: 0.01 }
          orderTotal: { type: integer }
          salary: { type: string }
          refundAmount: { type: [number, string] }`,
      oas: '3.1',
    },
    {
      good: `
        type: object
        properties:
          amount: { type: number }
          unit: { type: string, enum: [grams, pieces] }
          discount: { type: number, description: The discount in percent. }
          total: { type: number }
          cost: { type: number }`,
    },
  ],

  check: {
    schema(schema, { report, holds }) {
      if (!hasOwnName(schema, mayBeMoney) || schema.direction === 'response') return;
      const money = moneyIn(schema);
      const floats = money.filter(({ schema: view }) => isFloat(view));
      if (floats.length === 0) {
        for (const { key, schema: view } of money) if (isExact(view)) holds(key);
        return;
      }
      const decimal = ({ schema: { node } }: (typeof floats)[number]): Change => ({
        set: node,
        key: 'format',
        to: 'decimal',
      });
      reportGathered(
        report,
        floats,
        ({ key }) => key,
        (one, rest) => {
          const left = [one, ...rest];
          const names = left.map(({ name }) => name);
          const fields = listed(names, 35);
          return {
            at: one.key,
            message: 'float',
            data: { fields },
            fixes: [{ fix: 'decimal', data: { fields }, changes: () => left.map(decimal) }],
          };
        },
      );
    },
  },
});

function mayBeMoney(name: string): boolean {
  return moneyName(name) !== 'no';
}

/** Beside a currency or a price an amount is one of money; elsewhere it may be one of flour. */
function moneyIn(schema: SchemaView): SchemaView['properties'] {
  const own = schema.get('properties');
  const all = schema.properties.filter(({ key }) => key.parent === own);
  const isAboutMoney = all.some(
    ({ name }) => moneyName(name) === 'yes' || tokensOf(name).includes('currency'),
  );
  return all.filter(({ name, schema: view }) => {
    const money = saysPercentage(stringOf(view.get('description')) ?? '') ? 'no' : moneyName(name);
    return money === 'yes' || (money === 'perhaps' && isAboutMoney);
  });
}

/** Of two types the other may be exact. */
function isFloat(view: SchemaView): boolean {
  const types = view.types.filter((type) => type !== 'null');
  return types.length === 1 && types[0] === 'number' && !isExact(view) && !view.has('enum', 'const');
}

function isExact(view: SchemaView): boolean {
  const { types, format } = view;
  if (types.includes('integer') || types.includes('string')) return true;
  return view.has('multipleOf') || (format !== undefined && !/^(?:float|double|number)$/i.test(format));
}

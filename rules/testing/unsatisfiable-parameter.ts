import { booleanOf, isSequence, type Node, numberOf } from '../../server/core/rule/nodes.js';
import { defineRule, type Report } from '../../server/core/rule/rule.js';
import type { SchemaView } from '../../server/core/rule/views.js';
import { contradictoryLength, contradictoryTypes, refusal } from './contradictions.js';

export default defineRule({
  id: 'testing/unsatisfiable-parameter',
  severity: 'warning',
  profile: 'recommended',
  weight: 'hygiene',
  practices: ['testing-dast', 'input-validate'],
  standards: ['API8:2023', 'CWE-1059', 'CWE-1284'],
  title: 'No value is valid for a parameter',
  why: `
    What the schema asks for contradicts itself, so a server that checks requests
    refuses every one, and a server that works does not check. Tests that are made
    from the document cannot call the operation either: whatever is wrong behind
    it stays unseen.`,
  messages: {
    bounds: 'No value can be at least {low} and at most {high}.',
    step: 'No multiple of {step} lies between {low} and {high}.',
    whole: 'No whole number lies between {low} and {high}.',
    empty: 'The list of allowed values is empty, so no value is valid.',
    listed: 'None of the listed values is one that the rest of this schema allows.',
    types: 'No value is of type {one} and of type {other} at once.',
    never: 'This allows no value at all.',
    length: 'Texts of this pattern have {pattern} characters, and {allowed} are allowed.',
  },
  fixes: { swap: { title: 'Swap the two bounds', safety: 'review' } },
  examples: [
    {
      as: 'parameter',
      bad: `
        name: age
        in: query
        schema:
          type: integer
          minimum: 120
          #        ^^^ No value can be at least 120 and at most 18.
          maximum: 18`,
      fixed: `
        name: age
        in: query
        schema:
          type: integer
          minimum: 18
          maximum: 120`,
    },
    {
      as: 'parameter',
      oas: '3.1',
      bad: `
        name: rows
        in: query
        schema:
          type: integer
          multipleOf: 10
          minimum: 1
          #        ^ No multiple of 10 lies between 1 and 9.
          maximum: 9`,
      good: `
        name: rows
        in: query
        schema:
          type: integer
          multipleOf: 10
          exclusiveMinimum: 0
          maximum: 10`,
    },
    {
      as: 'parameter',
      oas: '3.1',
      bad: `
        name: level
        in: query
        schema:
          type: integer
          exclusiveMinimum: 4
          #                 ^ No whole number lies between 4 and 5.
          exclusiveMaximum: 5`,
      good: `
        name: level
        in: query
        schema:
          type: number
          exclusiveMinimum: 4
          exclusiveMaximum: 5`,
    },
    {
      as: 'parameter',
      oas: '2.0',
      bad: `
        name: code
        in: query
        required: true
        type: string
        minLength: 8
        #          ^
        maxLength: 4`,
      fixed: `
        name: code
        in: query
        required: true
        type: string
        minLength: 4
        maxLength: 8`,
    },
    {
      as: 'parameter',
      oas: '3.1',
      bad: `
        name: level
        in: query
        schema:
          type: integer
          enum: [low, high]
          #     ^^^^^^^^^^^ None of the listed values is one that the rest of this schema allows.`,
    },
    {
      as: 'parameter',
      bad: `
        name: plz
        in: path
        required: true
        schema:
          type: string
          pattern: '^[0-9]{5}$'
          #        ^^^^^^^^^^^^ Texts of this pattern have 5 characters, and at most 4 are allowed.
          maxLength: 4`,
    },
    {
      as: 'parameter',
      bad: `
        name: sort
        in: query
        schema: { type: string, enum: [] }
        #                             ^^ The list of allowed values is empty, so no value is valid.`,
    },
    {
      as: 'parameter',
      bad: `
        name: level
        in: query
        schema:
          allOf:
            - { type: string }
            - { type: integer }
            #         ^^^^^^^ No value is of type string and of type integer at once.`,
      good: `
        name: level
        in: query
        schema:
          type: number
          allOf: [{ type: integer }, { minimum: 1 }]`,
    },
    {
      as: 'parameter',
      oas: '3.1',
      bad: `
        name: level
        in: query
        schema: false
        #       ^^^^^ This allows no value at all.`,
      good: '{ name: level, in: query, schema: true }',
    },
    {
      as: 'parameter',
      oas: '3.2',
      good: `
        name: plz
        in: query
        schema: { type: string, pattern: '^[0-9]{4,5}$', minLength: 5, maxLength: 5 }`,
    },
    {
      as: 'parameter',
      good: `{ name: n, in: query, schema: { type: integer, minimum: 3, maximum: 3, enum: [3, 8] } }`,
    },
  ],

  check: {
    parameter({ schema, document, get }, { report, holds }) {
      const refused = refusal(get('schema'), document?.version);
      if (refused !== undefined) return report({ at: refused, message: 'never' });
      if (schema === undefined || schema.isReference) return;
      const fault =
        contradictoryTypes(schema.node) ??
        contradictoryBounds(schema) ??
        missedStep(schema) ??
        emptyChoice(schema) ??
        contradictoryLength(schema);
      if (fault) report(fault);
      else if (schema.has('minimum', 'minLength', 'minItems', 'enum', 'pattern')) holds(schema.node);
    },
  },
});

const PAIRS = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
] as const;

function contradictoryBounds(schema: SchemaView): Report | undefined {
  for (const [lowKey, highKey] of PAIRS) {
    const [lowNode, highNode] = [boundAt(schema, lowKey), boundAt(schema, highKey)];
    const [low, high] = [numberOf(lowNode), numberOf(highNode)];
    if (lowNode === undefined || highNode === undefined || low === undefined || high === undefined) continue;
    const touching = low === high && (isExclusive(schema, 'Minimum') || isExclusive(schema, 'Maximum'));
    if (low < high || (low === high && !(touching && lowKey === 'minimum'))) continue;
    const swap = () => [
      { replace: lowNode, by: high },
      { replace: highNode, by: low },
    ];
    return {
      at: lowNode,
      message: 'bounds',
      data: { low, high },
      fixes: low > high ? [{ fix: 'swap', changes: swap }] : [],
    };
  }
  return undefined;
}

/** Of whole numbers, and of multiples, there may be none between two bounds. */
function missedStep(schema: SchemaView): Report | undefined {
  const { types } = schema;
  const isWhole = types.length === 1 && types[0] === 'integer';
  const step = numberOf(schema.get('multipleOf')) ?? (isWhole ? 1 : undefined);
  const [lowNode, highNode] = [boundAt(schema, 'minimum'), boundAt(schema, 'maximum')];
  const [low, high] = [numberOf(lowNode), numberOf(highNode)];
  // Of fractions a computer cannot tell.
  if (lowNode === undefined || low === undefined || high === undefined || !Number.isInteger(step))
    return undefined;
  if (step === undefined || step < 1) return undefined;
  const first = Math.ceil(low / step) * step;
  const least = first === low && isExclusive(schema, 'Minimum') ? first + step : first;
  const fits = isExclusive(schema, 'Maximum') ? least < high : least <= high;
  return fits
    ? undefined
    : { at: lowNode, message: step === 1 ? 'whole' : 'step', data: { step, low, high } };
}

/** 3.1's exclusive bound is a number of its own. */
function boundAt(schema: SchemaView, key: string): Node | undefined {
  const exclusive = key.replace(/^m(?=(?:in|ax)imum)/, 'exclusiveM');
  const own = schema.get(exclusive);
  return exclusive !== key && numberOf(own) !== undefined ? own : schema.get(key);
}

function isExclusive(schema: SchemaView, end: 'Minimum' | 'Maximum'): boolean {
  const node = schema.get(`exclusive${end}`);
  return booleanOf(node) === true || numberOf(node) !== undefined;
}

function emptyChoice(schema: SchemaView): Report | undefined {
  const list = schema.get('enum');
  if (!isSequence(list)) return undefined;
  if (list.items.length === 0) return { at: list, message: 'empty' };
  return list.items.some((item) => isAllowed(item, schema)) ? undefined : { at: list, message: 'listed' };
}

/** Whatever cannot be judged is allowed. */
function isAllowed(item: Node, schema: SchemaView): boolean {
  if (item.kind !== 'scalar') return true;
  const { types } = schema;
  const { value } = item;
  if (typeof value === 'number') {
    const [low, high] = [numberOf(schema.get('minimum')), numberOf(schema.get('maximum'))];
    // Without quotes a text of digits is a number, and everybody reads it as the text.
    if (types.length > 0 && !types.some((type) => NUMBERED.has(type))) return false;
    return (low === undefined || value >= low) && (high === undefined || value <= high);
  }
  if (typeof value !== 'string') return true;
  if (types.length > 0 && !types.includes('string')) return types.some((type) => reads(value, type));
  const [low, high] = [numberOf(schema.get('minLength')), numberOf(schema.get('maxLength'))];
  return (low === undefined || value.length >= low) && (high === undefined || value.length <= high);
}

const NUMBERED: ReadonlySet<string> = new Set(['integer', 'number', 'string']);

/** In a URL everything is text, so that `"1"` may well be meant as the number. */
function reads(text: string, type: string): boolean {
  if (type === 'integer' || type === 'number') return text.trim() !== '' && !Number.isNaN(Number(text));
  return type === 'boolean' ? /^(?:true|false)$/i.test(text) : true;
}

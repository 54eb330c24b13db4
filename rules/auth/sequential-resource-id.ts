import type { Change } from '../../server/core/rule/change.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { ParameterView, SchemaView } from '../../server/core/rule/views.js';
import { isOwnPath } from '../../server/core/words/resources.js';
import { shorten } from '../../server/core/words/text.js';
import { hasWord, terms, tokensOf } from '../../server/core/words/tokens.js';

export default defineRule({
  id: 'auth/sequential-resource-id',
  severity: 'warning',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['auth-access-control', 'detect-behaviour'],
  standards: ['API1:2023', 'CWE-639', 'CWE-340'],
  title: 'Records are addressed by numbers that can be guessed',
  why: `
    Whoever has seen record 41 knows that there is a record 42. Where a check of
    the owner is missing in one place, a loop over the numbers copies the whole
    table, and even where none is missing the numbers tell how many customers or
    orders there are. Random ids do not replace that check; they are its net.`,
  messages: { number: '"{name}" is a number, so whoever knows one record can guess the next.' },
  fixes: { uuid: { title: 'Use a UUID', safety: 'review' } },
  examples: [
    {
      as: 'parameter',
      bad: `
        name: userId
        #     ^^^^^^ "userId" is a number, so whoever knows one record can guess the next.
        in: path
        required: true
        schema:
          type: integer
          format: int64
          minimum: 1
          maximum: 100000`,
      fixed: `
        name: userId
        in: path
        required: true
        schema:
          type: string
          format: uuid`,
    },
    {
      as: 'parameter',
      oas: '2.0',
      bad: `
        name: order_no
        #     ^^^^^^^^ "order_no" is a number, so whoever knows one record can guess the next.
        in: path
        required: true
        type: number`,
      fixed: `
        name: order_no
        in: path
        required: true
        type: string
        format: uuid`,
    },
    {
      as: 'parameter',
      oas: '3.1',
      bad: `
        name: id
        #     ^^
        in: path
        required: true
        schema:
          type: [integer, 'null']`,
    },
    { as: 'parameter', good: `{ name: grid, in: path, required: true, schema: { type: integer } }` },
    { as: 'parameter', good: `{ name: userId, in: path, required: true, schema: { type: string } }` },
    { as: 'parameter', good: `{ name: pageNumber, in: path, required: true, schema: { type: integer } }` },
  ],

  check: {
    parameter(parameter, { report, holds }) {
      const { name, nameNode, schema } = parameter;
      if (parameter.in !== 'path' || !schema || schema.isReference || !namesRecord(name)) return;
      if (schema.has('enum', 'const') || isOwn(parameter)) return;
      if (schema.types.includes('string')) return holds(nameNode);
      if (!schema.types.some((type) => type === 'integer' || type === 'number')) return;
      report({
        at: nameNode,
        message: 'number',
        data: { name: shorten(name, 30) },
        fixes: [{ fix: 'uuid', changes: () => asUuid(schema) }],
      });
    },
  },
});

/** The last word says what the value is: `userId` and `orderNo`, never `valid` or `grid`. */
function namesRecord(name: string): boolean {
  const tokens = tokensOf(name);
  const last = tokens.at(-1) ?? '';
  if (ID_WORDS.has(last)) return true;
  return NUMBER_WORDS.has(last) && tokens.length > 1 && !hasWord(tokens, COUNTED);
}

const ID_WORDS: ReadonlySet<string> = new Set(terms('id, ids, uuid, guid, pk'));

const NUMBER_WORDS: ReadonlySet<string> = new Set(terms('no, nr, num, number'));

/** Numbers of what everybody may count. */
const COUNTED: ReadonlySet<string> = new Set(
  terms('page, line, version, revision, build, port, step, week, chapter, row, column, attempt, part'),
);

/** The record is looked up among those of the caller. */
function isOwn({ usedBy }: ParameterView): boolean {
  return usedBy.length > 0 && usedBy.every(({ path }) => isOwnPath(path));
}

/** A UUID has no bounds of its own. */
function asUuid(schema: SchemaView): readonly Change[] {
  const bounds = [
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'example',
    'default',
  ];
  return [
    { set: schema.node, key: 'type', to: 'string' },
    { set: schema.node, key: 'format', to: 'uuid' },
    ...bounds.flatMap((key) => {
      const node = schema.get(key);
      return node === undefined ? [] : [{ remove: node }];
    }),
  ];
}

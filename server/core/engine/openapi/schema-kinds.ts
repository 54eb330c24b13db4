import type { SchemaKind } from '../../rule/schema-kinds.js';
import type { SchemaView } from '../../rule/views.js';
import { stringsOf } from '../../syntax/node.js';

/** Kinds of schemas, a bit for each. */
export type Kinds = number;

/** What every schema is, and every other subject. */
export const ANY: Kinds = 1;
export const ALL: Kinds = -1;

const BITS: Readonly<Record<SchemaKind, Kinds>> = {
  'of a property': 1 << 1,
  'with properties': 1 << 2,
  'with additionalProperties': 1 << 3,
  'with pattern': 1 << 4,
  string: 1 << 5,
  array: 1 << 6,
  integer: 1 << 7,
  number: 1 << 8,
};

const BY_KEYWORD: ReadonlyMap<unknown, Kinds> = new Map([
  ['properties', BITS['with properties']],
  ['additionalProperties', BITS['with additionalProperties']],
  ['pattern', BITS['with pattern']],
]);

const BY_TYPE: ReadonlyMap<string, Kinds> = new Map(
  (['string', 'array', 'integer', 'number'] as const).map((type) => [type, BITS[type]]),
);

/** The kinds that a rule looks at. */
export function kindsFor(schemas: SchemaKind | undefined): Kinds {
  return schemas === undefined ? ANY : BITS[schemas];
}

/** The kinds that a schema is of; of several keys of one name all count. */
export function kindsOf({ node, property }: SchemaView): Kinds {
  let kinds = property === undefined ? ANY : ANY | BITS['of a property'];
  for (const { key, value } of node.entries) {
    if (key.value === 'type') for (const type of stringsOf(value)) kinds |= BY_TYPE.get(type) ?? 0;
    else kinds |= BY_KEYWORD.get(key.value) ?? 0;
  }
  return kinds;
}

import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';

/** Values that the checker may walk: aliases of aliases say far more with far less text. */
const MOST_VALUES = 3_000_000;
const MAX_DEPTH = 256;

const SCHEMA = CORE_SCHEMA.withTags(mergeTag);

/** YAML or JSON with merge keys applied, as the engine reads it. Throws on a syntax error. */
export function readYaml(text: string): unknown {
  return load(text.replace(/^\ufeff/, ''), { schema: SCHEMA, maxDepth: MAX_DEPTH });
}

/** Whether the value is small when everything that is shared in it is counted where it is used. */
export function isAffordable(value: unknown): boolean {
  return weigh(value, new Map()) <= MOST_VALUES;
}

/** How many values a walk meets; what contains itself never ends. The parser has bounded the depth. */
function weigh(value: unknown, known: Map<object, number>): number {
  if (typeof value !== 'object' || value === null) return 1;
  const before = known.get(value);
  if (before !== undefined) return before;
  known.set(value, Number.POSITIVE_INFINITY);
  let sum = 1;
  for (const item of Object.values(value)) sum += weigh(item, known);
  known.set(value, sum);
  return sum;
}

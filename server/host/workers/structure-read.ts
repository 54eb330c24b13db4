import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';

/** Values that the checker may walk: aliases of aliases say far more with far less text. */
const MOST_VALUES = 3_000_000;
/** The same for references, by what is written: an honest document of 4 MB reaches 130,000 times itself. */
const MOST_TIMES = 1_000_000;
const MAX_DEPTH = 256;

const SCHEMA = CORE_SCHEMA.withTags(mergeTag);

/** YAML or JSON with merge keys applied, as the engine reads it. Throws on a syntax error. */
export function readYaml(text: string): unknown {
  return load(text.replace(/^\ufeff/, ''), { schema: SCHEMA, maxDepth: MAX_DEPTH });
}

/** Whether the value is small when everything that is shared in it is counted where it is used. */
export function isAffordable(value: unknown): boolean {
  const shared = weigh(value, { known: new Map(), circle: Number.POSITIVE_INFINITY });
  if (shared > MOST_VALUES) return false;
  const known = new Map<object, number>();
  return weigh(value, { known, circle: 1, root: value }) <= MOST_TIMES * Math.max(1, known.size);
}

interface Weighing {
  readonly known: Map<object, number>;
  /** The weight of what contains itself. */
  readonly circle: number;
  /** Where references lead from; undefined: they are not followed. */
  readonly root?: unknown;
}

/** How many values a walk meets. The parser has bounded the depth. */
function weigh(value: unknown, weighing: Weighing): number {
  if (typeof value !== 'object' || value === null) return 1;
  const { known, circle, root } = weighing;
  const before = known.get(value);
  if (before !== undefined) return before;
  known.set(value, circle);
  const target = root === undefined ? undefined : referredBy(value, root);
  let sum = 1;
  for (const item of target === undefined ? Object.values(value) : [target]) sum += weigh(item, weighing);
  known.set(value, sum);
  return sum;
}

/** What a reference inside the document leads to. */
function referredBy(value: object, root: unknown): unknown {
  const ref = '$ref' in value ? value.$ref : undefined;
  if (typeof ref !== 'string' || !ref.startsWith('#/')) return undefined;
  let at = root;
  for (const step of ref.slice(2).split('/')) {
    if (typeof at !== 'object' || at === null) return undefined;
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    at = Object.getOwnPropertyDescriptor(at, name)?.value;
  }
  return at;
}

/** Real documents reach 130,000: a schema that many operations share is one object and is checked for each of them. */
const MOST_TIMES = 1_000_000;
const STEP = /~[01]/g;

/**
 * Whether a document is small and yet stands for far too much, as one whose aliases or references double at each level:
 * checking it would visit every path through it.
 */
export function isBomb(root: unknown): boolean {
  const sizes = new Map<object, number>();
  return sizeOf(root, root, sizes) > MOST_TIMES * Math.max(1, sizes.size);
}

/** Values that a walk meets which follows references; where it comes back to where it is, it ends. */
function sizeOf(value: unknown, root: unknown, sizes: Map<object, number>): number {
  if (typeof value !== 'object' || value === null) return 1;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  sizes.set(value, 1);
  const target = targetOf(value, root);
  const inside = target === undefined ? Object.values(value) : [target];
  const size = inside.reduce<number>((sum, one) => sum + sizeOf(one, root, sizes), 1);
  sizes.set(value, size);
  return size;
}

function targetOf(value: object, root: unknown): unknown {
  if (!('$ref' in value) || typeof value.$ref !== 'string' || !value.$ref.startsWith('#/')) return undefined;
  return value.$ref
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (at, step) =>
        childOf(
          at,
          step.replace(STEP, (code) => (code === '~1' ? '/' : '~')),
        ),
      root,
    );
}

function childOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

import type { Node, Plain } from '../node.js';

/** More nodes than any component or value that a fix compares; an alias bomb ends here. */
const BUDGET = 20_000;

/** The node as plain data; undefined when it holds itself or is larger than anything worth comparing. */
export function plainOf(node: Node): Plain | undefined {
  let budget = BUDGET;
  const above = new Set<Node>();
  const read = (at: Node): Plain | undefined => {
    budget -= 1;
    if (budget < 0 || above.size > 200 || above.has(at)) return undefined;
    if (at.kind === 'scalar') return at.value;
    above.add(at);
    const made = at.kind === 'map' ? readMap(at.entries, read) : readList(at.items, read);
    above.delete(at);
    return made;
  };
  return read(node);
}

/** Equal as JSON; the order of keys does not matter. */
export function samePlain(a: Plain, b: Plain): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item: Plain, index) => samePlain(item, b[index]));
  }
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size &&
    left.every(([key, value]) => {
      const other = right.get(key);
      return other !== undefined && samePlain(value, other);
    })
  );
}

function readMap(
  entries: readonly { readonly key: { readonly value: unknown }; readonly value: Node }[],
  read: (at: Node) => Plain | undefined,
): Plain | undefined {
  const made = new Map<string, Plain>();
  for (const entry of entries) {
    const value = read(entry.value);
    if (value === undefined) return undefined;
    made.set(String(entry.key.value), value);
  }
  return Object.fromEntries(made);
}

function readList(items: readonly Node[], read: (at: Node) => Plain | undefined): Plain | undefined {
  const made: Plain[] = [];
  for (const item of items) {
    const value = read(item);
    if (value === undefined) return undefined;
    made.push(value);
  }
  return made;
}

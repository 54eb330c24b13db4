import type { Named, Names } from '../types.js';
import type { OpenApiInput } from './types.js';

const NO_NAMES: Names = new Map();

/** Where two give themselves the same, that of the first file in the order of their addresses counts. */
export function namesIn(inputs: readonly OpenApiInput[]): Names {
  const names = new Map<string, Named>();
  const add = (name: string | undefined, named: Named): void => {
    if (name === undefined || name.startsWith('file:')) return;
    const before = names.get(name);
    if (!before || named.uri < before.uri) names.set(name, named);
  };
  for (const { uri, self, parts } of inputs) {
    add(self, { uri, path: [] });
    for (const { part, facts } of parts) {
      if (facts.id !== undefined) add(fullName(facts.id, self ?? uri), { uri, path: part.path.map(String) });
    }
  }
  return names.size === 0 ? NO_NAMES : names;
}

export function sameNames(a: Names, b: Names): boolean {
  return (
    a === b ||
    (a.size === b.size &&
      [...a].every(([name, { uri, path }]) => {
        const other = b.get(name);
        return other?.uri === uri && other.path.join('\n') === path.join('\n');
      }))
  );
}

/** A URI in full and without a fragment; undefined when it is none. */
export function fullName(uri: string, base: string): string | undefined {
  if (!URL.canParse(uri, base)) return undefined;
  const url = new URL(uri, base);
  url.hash = '';
  return url.href;
}

/** Folders that hold nothing but generated files. */
export const OWNED: readonly string[] = [];

/** Every generated file that is made from what rules, threats and snippets say. */
export function pages(_root: string): ReadonlyMap<string, string> {
  return new Map();
}

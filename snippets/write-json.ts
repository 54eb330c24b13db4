import type { DocumentContent } from '../server/core/rule/snippet.js';

type Tree = DocumentContent['tree'][string];

/** Entries of an object or items of a list, two spaces a level, without the brackets around them. */
export function jsonEntries(tree: Tree | readonly Tree[]): string {
  const lines = JSON.stringify(tree, null, 2)
    // A number whose place holds a default stands without quotes.
    .replace(/"(\$\{\d+:\d+\})"/g, '$1')
    .replace(/\$(?!\{\d)/g, () => '\\$')
    .split('\n');
  return `${lines
    .slice(1, -1)
    .map((line) => line.slice(2))
    .join('\n')}\n`;
}

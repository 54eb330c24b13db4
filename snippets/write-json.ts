import type { DocumentContent } from '../server/core/rule/snippet.js';

type Tree = DocumentContent['tree'][string];

/** Entries of an object, two spaces a level, without the braces around them. */
export function jsonEntries(tree: Tree): string {
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

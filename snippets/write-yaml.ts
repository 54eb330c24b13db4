import type { DocumentContent } from '../server/core/rule/snippet.js';

type Tree = DocumentContent['tree'][string];

const MARKED = /\$\{\d+:((?:[^}\\]|\\.)*)\}/g;

/** Entries in block style, two spaces a level, with their placeholders. */
export function yamlEntries(tree: Tree, indent = ''): string {
  if (!isMap(tree)) return `${indent}${scalar(tree)}\n`;
  return Object.entries(tree)
    .map(([key, value]) => `${indent}${quoted(key)}:${behindKey(value, indent)}`)
    .join('');
}

/** Items in block style. */
export function yamlItems(items: readonly Tree[]): string {
  return items.map((item) => sequenceItem(item, '')).join('');
}

function behindKey(value: Tree, indent: string): string {
  if (Array.isArray(value) && value.length === 0) return ' []\n';
  if (Array.isArray(value))
    return `\n${value.map((item: Tree) => sequenceItem(item, `${indent}  `)).join('')}`;
  return isMap(value) ? `\n${yamlEntries(value, `${indent}  `)}` : ` ${scalar(value)}\n`;
}

function sequenceItem(item: Tree, indent: string): string {
  return `${indent}- ${yamlEntries(item, `${indent}  `).trimStart()}`;
}

function scalar(value: Tree): string {
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value);
}

/** Plain where YAML reads the filled text as that text, else in single quotes. A lone number may be a placeholder. */
function quoted(text: string): string {
  const filled = text.replace(MARKED, '$1');
  const escaped = text.replace(/\$(?!\{\d)/g, '\\$');
  if (filled !== text && /^\d+$/.test(filled)) return escaped;
  const plain =
    /^[\p{L}/][^#\n]*$/u.test(filled) && !/: |:$|^(?:true|false|null|yes|no|on|off)$/i.test(filled);
  return plain ? escaped : `'${escaped.replaceAll("'", "''")}'`;
}

function isMap(tree: Tree): tree is { readonly [key: string]: Tree } {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree);
}

import { yamlEntries } from './cut-yaml.js';
import type { Leaf } from './leaf.js';
import { LineTable } from './line-table.js';
import { isBlank, isComment, newLine, readLine } from './yaml-lines.js';

/**
 * Whether a key of the root may stand in text that was left in a leaf since it fits nowhere: in a leaf of the root, in a
 * line left of what stands in an entry of the root, or behind a bracket that closes more than the leaf opens, or
 * behind the end of a text that was cut off. A comma that is missing or one too many, and any other bracket that was
 * forgotten, hide nothing.
 */
export function mayHideRoot(leaves: readonly Leaf[]): boolean {
  const last = leaves.at(-1);
  if (last?.flaw === 'unclosed' || (last?.flaw === 'odd' && isCutOff(last))) return true;
  let inner: Leaf | undefined;
  for (const leaf of leaves) {
    if (leaf.path.length === 1 && leaf.key !== undefined) inner = leaf;
    if (leaf.flaw !== 'odd') continue;
    if (leaf.path.length === 0 || inner === undefined) return true;
    if (leaf.syntax === 'yaml' ? reachesLeft(leaf, columnOf(inner)) : closesMore(leaf)) return true;
  }
  return false;
}

function reachesLeft({ text }: Leaf, column: number): boolean {
  const line = newLine();
  for (let start = 0; start < text.length; start = line.next) {
    readLine(text, start, text.length, line);
    if (line.at - line.start < column && !isBlank(text, line) && !isComment(text, line)) return true;
  }
  return false;
}

/** The column of the entry of a leaf of YAML. */
export function columnOf(leaf: Leaf): number {
  return yamlEntries(new LineTable(leaf.text), 0, leaf.text.length, true)?.[0]?.indent ?? 0;
}

/** Whether the last text of JSON ends before it has closed what it stands in. */
function isCutOff({ syntax, text, path }: Leaf): boolean {
  return syntax === 'json' && (depthsIn(text).at(-1) ?? 0) > -(path.length + 1);
}

function closesMore({ text }: Leaf): boolean {
  return depthsIn(text).some((depth) => depth < 0);
}

/**
 * How many brackets are open behind each one, those of before not counted. Quotes may be what is broken, so that brackets
 * inside of them count too.
 */
function depthsIn(text: string): readonly number[] {
  let depth = 0;
  return [...text.matchAll(/[{}[\]]/g)].map(([bracket]) => {
    depth += bracket === '{' || bracket === '[' ? 1 : -1;
    return depth;
  });
}

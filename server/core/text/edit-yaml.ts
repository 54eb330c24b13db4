import { cutYamlEntries, isOpenApi, type YamlEntry, yamlEntries, yamlRoot } from './cut-yaml.js';
import { columnOf } from './hides.js';
import type { Leaf } from './leaf.js';
import { LineTable } from './line-table.js';
import { mergeMark } from './merge-marks.js';
import { isContainer, MARKERS } from './outline.js';
import type { Recut, Region } from './region.js';
import type { State } from './state.js';
import { isBlank, isComment, newLine, readLine } from './yaml-lines.js';

/**
 * Cuts a region of YAML as a cut of the whole text would: undefined when its entries no longer stand in the column
 * of their siblings, or when a line at its edge belongs to what is around it.
 */
export function recutYaml(state: State, region: Region): Recut | undefined {
  const { leaves, openapi } = state;
  const { from, to, path, text } = region;
  const old = leaves[from];
  if (old === undefined || /\r(?!\n)/.test(text)) return undefined;
  if (text === '') return hasSibling(leaves, region) ? { pieces: [], text, to } : undefined;
  const next = leaves[to];
  if (next !== undefined && !endsWhere(next, text)) return undefined;
  const lines = new LineTable(text);
  const entries = entriesOf(state, region, lines);
  const first = entries?.[0];
  if (entries === undefined || first === undefined || !areSiblings(old, first)) return undefined;
  const isFirst = from === 0 || leaves[from - 1]?.head === true;
  if (first.start !== 0 && !isFirst) return undefined;
  first.start = 0;
  if (typeof first.key === 'number' && !renumber(entries, leaves.slice(from, to), path.length))
    return undefined;
  if (path.length === 0 && isOpenApi(entries) !== leaves.slice(from, to).some(isMarker)) return undefined;
  return { pieces: cutYamlEntries(lines, entries, text.length, path, openapi), text, to };
}

function entriesOf(
  { openapi }: State,
  { from, path, text }: Region,
  lines: LineTable,
): YamlEntry[] | undefined {
  if (from === 0) return yamlRoot(lines);
  const last = path[path.length - 1];
  const known = last === undefined || (openapi && isContainer(path.slice(0, -1), last));
  return yamlEntries(lines, 0, text.length, known, -1, true);
}

/** The container keeps another entry when the region's are gone. */
function hasSibling(leaves: readonly Leaf[], { from, to, path }: Region): boolean {
  const depth = path.length;
  const [before, behind] = [leaves[from - 1], leaves[to]];
  // A first entry that goes would leave its comments to nobody, and numbers would change.
  return (
    from > 0 &&
    typeof leaves[from]?.key === 'string' &&
    ((before !== undefined && !before.head && before.path.length >= depth) ||
      (behind !== undefined && behind.key !== undefined && behind.path.length === depth))
  );
}

/** A whole line ends before the next leaf, and no comment above that leaf would have to go with it. */
function endsWhere(next: Leaf, text: string): boolean {
  if (!text.endsWith('\n')) return false;
  const column = columnOf(next);
  const line = newLine();
  for (let end = text.length; end > 0; end = line.start) {
    readLine(text, end < 2 ? 0 : text.lastIndexOf('\n', end - 2) + 1, end, line);
    if (isBlank(text, line)) continue;
    const mark = mergeMark(text, line.start);
    if (mark !== undefined) return mark === 'end';
    if (!isComment(text, line)) return true;
    if (line.at - line.start <= column) return false;
  }
  return true;
}

function areSiblings(old: Leaf, first: YamlEntry): boolean {
  return typeof old.key === typeof first.key && columnOf(old) === first.indent;
}

/** Gives items the numbers that they had; false when there are more or fewer of them than before. */
function renumber(entries: readonly YamlEntry[], old: readonly Leaf[], depth: number): boolean {
  const keys = old.flatMap((leaf) => (leaf.path.length === depth ? (leaf.key ?? []) : []));
  if (keys.length !== entries.length) return false;
  for (const [index, entry] of entries.entries()) entry.key = keys[index] ?? entry.key;
  return true;
}

function isMarker(leaf: Leaf): boolean {
  return leaf.path.length === 0 && leaf.key !== undefined && MARKERS.has(leaf.key);
}

import type { MapNode, Node, Plain } from '../node.js';
import { isShared } from './alias.js';
import { formOf, renamedText } from './flow.js';
import { keptText } from './keep.js';
import {
  blockValue,
  contentLines,
  entryLines,
  flowText,
  indented,
  isPlainList,
  isPlainMap,
  type Quoting,
} from './print.js';
import { quotingOf } from './quoting.js';
import {
  columnOf,
  commentsAbove,
  lineEnd,
  lineStart,
  type Op,
  opensLine,
  type PlacedEntry,
  placedEntries,
  type Sheet,
  type Stretch,
  skipBlank,
  wholeLines,
  wholeMap,
} from './sheet.js';
import type { MapWork } from './work.js';

/** Changes a map of one entry a line; undefined when its text isn't understood, or when nothing of it would be left. */
export function writeBlockMap(
  sheet: Sheet,
  map: MapNode,
  work: MapWork,
  depth: number,
): readonly Op[] | undefined {
  const placed = placedEntries(sheet, map);
  const whole = placed && wholeMap(sheet, map, placed);
  const first = placed?.[0];
  if (placed === undefined || whole === undefined || first === undefined) return undefined;
  const quoting = quotingOfMap(sheet, placed);
  const late = new Map(work.set);
  const ops: Op[] = [];
  for (const one of placed) {
    const name = String(one.entry.key.value);
    const set = work.set.get(name);
    late.delete(name);
    const renamed = work.rename.get(name);
    if (renamed !== undefined)
      ops.push({ ...one.key, text: renamedText(sheet, one.entry.key, renamed, false), depth });
    const changed = set === undefined ? [] : writeValue(sheet, one, set.to, quoting, depth);
    if (changed === undefined) return undefined;
    ops.push(...changed);
  }
  const gone = new Set(placed.filter(({ entry }) => work.remove.has(String(entry.key.value))));
  if (gone.size === placed.length)
    return late.size === 0
      ? undefined
      : rewrite(sheet, { start: first.start, end: whole.end }, late, quoting, depth);
  ops.push(...removals(sheet, map, placed, gone, depth));
  for (const [key, { to, after }] of late) {
    const neighbor = placed.find(({ entry }) => String(entry.key.value) === after);
    const behind = neighbor === undefined ? whole.end : neighbor.value.end;
    ops.push(insertion(sheet, placed, behind, key, to, quoting, depth));
  }
  return ops;
}

/** Replaces the value of an entry that stands on a line of its own. */
export function writeValue(
  sheet: Sheet,
  one: PlacedEntry,
  to: Plain,
  quoting: Quoting,
  depth: number,
): readonly Op[] | undefined {
  const { text, style } = sheet;
  const { colon, value, entry } = one;
  const between = text.slice(colon, value.start);
  const indent = ' '.repeat(columnOf(text, one.start));
  const old = one.alias ? undefined : entry.value;
  const kept = keptText(sheet, value, old, to, { behind: 'key', at: one.start });
  // An anchor or a tag stays with a value of the same kind; what it means for another only its author knows.
  const isMarked = /^\s*[&!]/.test(between);
  if (isMarked && (between.includes('\n') || !isOfKind(to, old) || isShared(sheet, [entry.value])))
    return undefined;
  if (kept !== undefined && value.start > colon) return [{ ...value, text: kept, depth }];
  if (
    old !== undefined &&
    old.kind !== 'scalar' &&
    old.style === 'flow' &&
    text.slice(value.start, value.end).length > 2 &&
    isNested(to)
  ) {
    const form = formOf(sheet, value, firstInside(text, value), [], []);
    return [{ ...value, text: flowText(to, form), depth }];
  }
  const { inline, below } = blockValue(to, style, quoting);
  const lines = below.map((line) => style.eol + indented(line, indent)).join('');
  const head = `${isMarked ? between.trimEnd() : ''}${inline === undefined ? '' : ` ${inline}`}`;
  if (between.includes('\n')) {
    const end = lineEnd(text, colon);
    return [
      { start: colon, end: colon, text: head, depth },
      { start: end, end: lineEnd(text, value.end), text: lines, depth },
    ];
  }
  const stop =
    old?.kind === 'scalar' && (old.style === 'literal' || old.style === 'folded')
      ? value.end
      : lineEnd(text, value.end);
  if (lines === '') return [{ start: colon, end: value.end, text: head, depth }];
  return [
    { start: colon, end: value.end, text: head, depth },
    { start: stop, end: stop, text: lines, depth: depth + 1 },
  ];
}

function isOfKind(value: Plain, old: Node | undefined): boolean {
  if (old?.kind === 'map') return isPlainMap(value);
  if (old?.kind === 'sequence') return isPlainList(value);
  return old !== undefined && typeof old.value === typeof value && !isPlainMap(value) && !isPlainList(value);
}

/** The column and the lines of a whole container or scalar that takes the place of an item or of all entries. */
export function contentText(sheet: Sheet, column: number, value: Plain, quoting: Quoting): string {
  const pad = ' '.repeat(column);
  return contentLines(value, sheet.style, quoting)
    .map((line, index) => (index === 0 ? line : sheet.style.eol + indented(line, pad)))
    .join('');
}

function quotingOfMap(sheet: Sheet, placed: readonly PlacedEntry[]): Quoting {
  const values = placed.flatMap(({ entry, alias }) =>
    entry.value.kind === 'scalar' && !alias ? [entry.value] : [],
  );
  return quotingOf(
    placed.map(({ entry }) => entry.key),
    values,
    sheet.style,
  );
}

function firstInside(text: string, stretch: Stretch): number {
  return stretch.start + 1 + (/\S/.exec(text.slice(stretch.start + 1, stretch.end))?.index ?? 0);
}

function isNested(value: Plain): boolean {
  return (isPlainList(value) && value.length > 0) || (isPlainMap(value) && Object.keys(value).length > 0);
}

function insertion(
  sheet: Sheet,
  placed: readonly PlacedEntry[],
  behind: number,
  key: string,
  to: Plain,
  quoting: Quoting,
  depth: number,
): Op {
  const { text, style } = sheet;
  const indent = ' '.repeat(columnOf(text, placed[0]?.start ?? 0));
  const lines = entryLines(key, to, style, quoting).map((line) => style.eol + indented(line, indent));
  const at = lineEnd(text, behind);
  return { start: at, end: at, text: (isSpaced(text, placed) ? style.eol : '') + lines.join(''), depth };
}

/** Whether the author leaves an empty line between entries. */
function isSpaced(text: string, placed: readonly PlacedEntry[]): boolean {
  const [before, last] = placed.slice(-2);
  if (before === undefined || last === undefined) return false;
  return /\n[ \t]*\r?\n/.test(text.slice(before.value.end, last.start));
}

/** All entries go and others come: the text of the map is written anew. */
function rewrite(
  sheet: Sheet,
  whole: Stretch,
  late: MapWork['set'],
  quoting: Quoting,
  depth: number,
): readonly Op[] {
  const value = Object.fromEntries([...late].map(([key, { to }]) => [key, to]));
  return [{ ...whole, text: contentText(sheet, columnOf(sheet.text, whole.start), value, quoting), depth }];
}

function removals(
  sheet: Sheet,
  map: MapNode,
  placed: readonly PlacedEntry[],
  gone: ReadonlySet<PlacedEntry>,
  depth: number,
): readonly Op[] {
  const { text } = sheet;
  const ops: Op[] = [];
  const kept = placed.findIndex((one) => !gone.has(one));
  const [first] = placed;
  let from = 0;
  const next = placed[kept];
  if (first !== undefined && next !== undefined && kept > 0 && !opensLine(text, first.start)) {
    // It stands on the line of its item's dash: what is kept moves up.
    const before = placed[kept - 1]?.value.end ?? first.value.end;
    const end = skipBlank(text, commentsAbove(text, next.start, lineEnd(text, before)));
    ops.push({ start: first.start, end, text: '', depth });
    from = kept;
  }
  for (let index = from; index < placed.length; index += 1) {
    const one = placed[index];
    if (one === undefined || !gone.has(one)) continue;
    const before = placed[index - 1];
    // Comments that open the file are about the file.
    const top = map.parent === undefined ? lineStart(text, one.start) : 0;
    const floor = before === undefined ? top : lineEnd(text, before.value.end);
    ops.push({
      ...wholeLines(text, commentsAbove(text, one.start, floor), one.value.end),
      text: '',
      depth,
    });
  }
  return ops;
}

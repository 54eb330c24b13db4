import type { Node, SequenceNode } from '../node.js';
import { contentText } from './block.js';
import { keptText } from './keep.js';
import { indented, itemLines } from './print.js';
import { quotingOf } from './quoting.js';
import {
  columnOf,
  commentsAbove,
  lineEnd,
  lineStart,
  type Op,
  opensLine,
  type Sheet,
  type Stretch,
  skipBlank,
  stretchOf,
  valueStretch,
  wholeLines,
} from './sheet.js';
import type { SequenceWork } from './work.js';

/** An item with the dash that it stands behind. */
export interface PlacedItem {
  readonly dash: number;
  readonly value: Stretch;
}

/** Changes a sequence of dashes; undefined when its text isn't understood, or when nothing of it would be left. */
export function writeBlockSequence(
  sheet: Sheet,
  sequence: SequenceNode,
  work: SequenceWork,
  depth: number,
): readonly Op[] | undefined {
  const items = placedItems(sheet, sequence);
  const whole = stretchOf(sheet, sequence);
  const first = items?.[0];
  if (items === undefined || whole === undefined || first === undefined) return undefined;
  if (work.remove.size === items.length) return undefined;
  const { text, style } = sheet;
  const scalars = sequence.items.flatMap((item) => (item.kind === 'scalar' ? [item] : []));
  const quoting = quotingOf([], scalars, style);
  const ops: Op[] = [];
  for (const index of work.remove) {
    const op = removal(sheet, items, index, depth);
    if (op === undefined) return undefined;
    ops.push(op);
  }
  for (const [index, by] of work.replace) {
    const item = items[index];
    if (item === undefined) return undefined;
    const { start, end } = item.value;
    const column = start === end ? columnOf(text, item.dash) + 2 : columnOf(text, start);
    const behind = { behind: 'dash', at: item.dash } as const;
    const content =
      keptText(sheet, item.value, sequence.items[index], by, behind) ??
      contentText(sheet, column, by, quoting);
    ops.push(
      start === end
        ? { start: item.dash + 1, end: item.dash + 1, text: ` ${content}`, depth }
        : { start, end, text: content, depth },
    );
  }
  const at = lineEnd(text, whole.end);
  const indent = ' '.repeat(columnOf(text, first.dash));
  for (const item of work.append) {
    const lines = itemLines(item, style, quoting).map((line) => style.eol + indented(line, indent));
    ops.push({ start: at, end: at, text: lines.join(''), depth });
  }
  return ops;
}

/** The items with their dashes, in order; undefined when a dash isn't found. */
export function placedItems(sheet: Sheet, sequence: SequenceNode): readonly PlacedItem[] | undefined {
  const whole = stretchOf(sheet, sequence);
  if (whole === undefined) return undefined;
  const placed: PlacedItem[] = [];
  let from = dashFrom(sheet.text, whole.start);
  const column = from === undefined ? 0 : columnOf(sheet.text, from);
  for (const item of sequence.items) {
    const dash = placed.length === 0 ? from : nextDash(sheet.text, from ?? 0, column, whole.end);
    const value = dash === undefined ? undefined : valueBehind(sheet, item, dash);
    if (dash === undefined || value === undefined) return undefined;
    placed.push({ dash, value });
    from = Math.max(value.end, dash + 1);
  }
  return placed;
}

/** The first dash: where the sequence begins, or before it on the line when a parser gives the first item's start. */
function dashFrom(text: string, start: number): number | undefined {
  if (text[start] === '-' && /\s/.test(text[start + 1] ?? '\n')) return start;
  const before = /-[ \t]*$/.exec(text.slice(lineStart(text, start), start));
  return before === null ? undefined : lineStart(text, start) + before.index;
}

function nextDash(text: string, from: number, column: number, limit: number): number | undefined {
  let line = text.indexOf('\n', from) + 1;
  while (line > 0 && line < limit) {
    const first = skipBlank(text, line);
    if (text[first] === '-' && first - line === column && /\s/.test(text[first + 1] ?? '\n')) return first;
    line = text.indexOf('\n', line) + 1;
  }
  return undefined;
}

function valueBehind(sheet: Sheet, item: Node, dash: number): Stretch | undefined {
  const start = skipBlank(sheet.text, dash + 1);
  const alias = /^\*[^\s]+/.exec(sheet.text.slice(start, lineEnd(sheet.text, start)));
  if (alias !== null) return { start, end: start + alias[0].length };
  const value = valueStretch(sheet, item, dash + 1);
  if (value === undefined || (value.start !== value.end && value.start <= dash)) return undefined;
  return value.start === value.end ? { start: dash + 1, end: dash + 1 } : value;
}

function removal(sheet: Sheet, items: readonly PlacedItem[], index: number, depth: number): Op | undefined {
  const { text } = sheet;
  const item = items[index];
  if (item === undefined) return undefined;
  if (opensLine(text, item.dash)) {
    const before = items[index - 1];
    const floor = before === undefined ? 0 : lineEnd(text, before.value.end);
    return { ...wholeLines(text, commentsAbove(text, item.dash, floor), item.value.end), text: '', depth };
  }
  // It stands on the line of an outer dash: the next item moves up.
  const next = items[index + 1];
  return next && { start: item.dash, end: next.dash, text: '', depth };
}

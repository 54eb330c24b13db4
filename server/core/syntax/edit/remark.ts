import { indentOf, lineStart, type Op, type Sheet } from './sheet.js';

/** A comment line above the property whose value stands at an offset. */
export function remarkOp(sheet: Sheet, offset: number, text: string): Op | undefined {
  if (text.includes('\n')) return undefined;
  const line =
    sheet.document.language === 'properties' ? firstLine(sheet.text, offset) : keyLine(sheet.text, offset);
  const indent = indentOf(sheet.text, line);
  const start = line === 0 && sheet.text[0] === '\ufeff' ? 1 : line;
  return { start, end: start, text: `${indent}# ${text}${sheet.style.eol}`, depth: 0 };
}

/** The line that a line goes on which a backslash has broken. */
function firstLine(text: string, offset: number): number {
  let start = lineStart(text, offset);
  while (start > 0 && /(?<!\\)(?:\\\\)*\\\r?\n$/.test(text.slice(Math.max(0, start - 40), start)))
    start = lineStart(text, start - 1);
  return start;
}

/** The line of the key, which a list or a long text begins below. */
function keyLine(text: string, offset: number): number {
  let start = lineStart(text, offset);
  const isBelow = /^[ \t]*(?:- *)?$/.test(text.slice(start, offset));
  if (!isBelow) return start;
  while (start > 0) {
    start = lineStart(text, start - 1);
    const line = text.slice(start, text.indexOf('\n', start));
    if (/:[ \t]*(?:#.*|[|>][-+\d]*)?[ \t]*\r?$/.test(line)) break;
  }
  return start;
}

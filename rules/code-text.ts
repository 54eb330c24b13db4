import type { CallView, CodeSpot } from '../server/core/rule/views.js';

/** A string literal with the quotes that the file uses most. The text holds neither quotes nor backslashes. */
export function quoted(text: string, { leaf }: CodeSpot, language: CallView['language']): string {
  const isDouble = language === 'java' || leaf.text.split('"').length > leaf.text.split("'").length;
  return isDouble ? `"${text}"` : `'${text}'`;
}

/** What stands before the spot on its way back to the start of the text, without white space: at most 20 characters. */
export function textBefore({ leaf, start }: CodeSpot): string {
  return leaf.text
    .slice(Math.max(0, start - 60), start)
    .trimEnd()
    .slice(-20);
}

/** A line break of the file, and the white space with which the line of the spot begins. */
export function lineBreak({ leaf: { text }, start }: CodeSpot): string {
  const indent = /[ \t]*$/.exec(text.slice(0, start))?.[0] ?? '';
  return (text.includes('\r\n') ? '\r\n' : '\n') + indent;
}

/** The innermost function of Python around the spot with its decorators and without comments, as its lines are indented. */
export function functionText({ leaf: { text }, start }: CodeSpot): string | undefined {
  const before = text.slice(0, start).split('\n');
  let within = /^[ \t]*/.exec(before.at(-1) ?? '')?.[0].length ?? 0;
  for (let at = before.length - 2; at >= 0 && within > 0; at -= 1) {
    const line = before[at] ?? '';
    const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    if (line.trim() === '' || indent >= within) continue;
    within = indent;
    if (!/^\s*(?:async\s+)?def\s/.test(line)) continue;
    const marks = before.slice(0, at).findLastIndex((one) => !/^\s*@/.test(one)) + 1;
    const lines = text.split('\n');
    const end = lines.findIndex((one, i) => i > before.length - 1 && isOutside(one, indent));
    return lines
      .slice(marks, end < 0 ? undefined : end)
      .join('\n')
      .replace(/#.*$/gm, '');
  }
  return undefined;
}

function isOutside(line: string, indent: number): boolean {
  return line.trim() !== '' && !/^\s*#/.test(line) && (/^[ \t]*/.exec(line)?.[0].length ?? 0) <= indent;
}

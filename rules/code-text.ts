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

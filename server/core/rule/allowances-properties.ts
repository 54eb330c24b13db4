import type { LanguageId, Leaf } from '../text/leaf.js';
import type { Range } from '../text/span.js';
import { ALLOW_WORD, readAllowances, type Suppression } from './allow.js';
import { placed } from './allowances.js';

/** What the comments of a file of properties allow: each covers the property below it, in YAML with all that is inside. */
export function allowancesInProperties(leaf: Leaf, language: LanguageId): readonly Suppression[] {
  const { text } = leaf;
  const isYaml = language === 'properties-yaml';
  const found: Suppression[] = [];
  // Of many comments above one property each leads there.
  let next: RegExpExecArray | null | undefined;
  for (let at = text.indexOf(ALLOW_WORD); at >= 0; ) {
    const end = endOfLine(text, at);
    const comment = commentAround(text, at, end, isYaml);
    if (comment) {
      if (next === undefined || (next !== null && next.index < end)) next = lineFrom(text, end);
      const below = comment.isAlone && next !== null ? coveredBy(next, text, isYaml) : undefined;
      const line = `#${text.slice(comment.start + 1, comment.end)}`;
      const covers = below && { leaf, start: below.start, endLeaf: leaf, end: below.end };
      found.push(...placed(leaf, readAllowances(line), comment, comment.start, { path: undefined, covers }));
    }
    at = text.indexOf(ALLOW_WORD, end);
  }
  return found;
}

function endOfLine(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  return feed < 0 ? text.length : feed;
}

/** The comment that begins with the word at an offset; undefined where the word stands in something else. */
function commentAround(
  text: string,
  word: number,
  end: number,
  isYaml: boolean,
): (Range & { readonly isAlone: boolean }) | undefined {
  const from = text.lastIndexOf('\n', word) + 1;
  const before = text.slice(from, word);
  const [, lead = '', sign = ''] = /^(.*?)([#!])[ \t]*$/.exec(before) ?? [];
  const isAlone = lead.trim() === '';
  // Elsewhere the sign is a part of the value.
  const isComment = isAlone ? sign === '#' || (sign === '!' && !isYaml) : isYaml && /[ \t]$/.test(lead);
  if (sign === '' || !isComment) return undefined;
  return { start: from + lead.length, end: from + text.slice(from, end).trimEnd().length, isAlone };
}

/** A line that holds more than a comment. */
const LINE = /^([ \t\f]*)(?![#!]|\s)[^\n]*/gm;

function lineFrom(text: string, from: number): RegExpExecArray | null {
  LINE.lastIndex = from;
  return LINE.exec(text);
}

/** A line, with those below that belong to it. */
function coveredBy(first: RegExpExecArray, text: string, isYaml: boolean): Range {
  const [line, indent = ''] = first;
  let end = first.index + line.length;
  LINE.lastIndex = end;
  for (let last = line; isYaml || isContinued(last); ) {
    const next = isYaml ? LINE.exec(text) : lineBehind(text, end);
    if (next === null || (isYaml && (next[1] ?? '').length <= indent.length && !isItem(next[0], indent)))
      break;
    last = next[0];
    end = next.index + last.length;
  }
  return { start: first.index + indent.length, end };
}

/** Whether a line is an item of the list that the key at this column holds. */
function isItem(line: string, indent: string): boolean {
  return line.startsWith(`${indent}- `);
}

function lineBehind(text: string, end: number): RegExpExecArray | null {
  const next = /\n([ \t\f]*)[^\n]*/y;
  next.lastIndex = end;
  return next.exec(text);
}

function isContinued(line: string): boolean {
  const bare = line.endsWith('\r') ? line.slice(0, -1) : line;
  let at = bare.length;
  while (bare[at - 1] === '\\') at -= 1;
  return (bare.length - at) % 2 === 1;
}

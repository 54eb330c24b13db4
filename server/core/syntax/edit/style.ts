import type { Quote } from './scalar.js';

/** How the author of a document writes, measured on its first part. */
export interface Style {
  readonly eol: string;
  /** Spaces by which a nested YAML map is indented. */
  readonly step: number;
  /** Spaces by which a YAML sequence is indented below its key: 0 or `step`. */
  readonly sequenceStep: number;
  /** The quotes that the author prefers. */
  readonly quote: 'single' | 'double';
  /** How keys that are numbers are written where no sibling shows it. */
  readonly codes: Quote;
  /** Lists of scalars stand in brackets. */
  readonly flowLists: boolean;
  /** One step of indentation in JSON. */
  readonly unit: string;
  /** The text of a JSON document has line breaks. */
  readonly multiline: boolean;
  /** A blank stands inside the braces of a map on one line. */
  readonly padded: boolean;
  /** JSON without a blank behind `:` and `,`. */
  readonly tight: boolean;
}

/** Enough to know the style; a document of 10 MB isn't read twice for it. */
const SAMPLE = 100_000;

export function styleOf(text: string, json: boolean): Style {
  const sample = text.slice(0, SAMPLE);
  const single = count(sample, /[:\-[,]\s*'/g);
  const double = count(sample, /[:\-[,]\s*"/g);
  const quote = double > single ? 'double' : 'single';
  const step = json ? 2 : stepOf(sample);
  return {
    eol: /\r\n/.test(sample) ? '\r\n' : '\n',
    step,
    sequenceStep: sequenceStepOf(sample, step),
    quote,
    codes: codesOf(sample, quote),
    flowLists: json ? inlineLists(sample) : flowListsOf(sample),
    unit: /\n([ \t]+)["\S]/.exec(sample)?.[1] ?? '  ',
    multiline: /[{[,]\s*\n/.test(sample),
    padded: json
      ? count(sample, /\{ "/g) > count(sample, /\{"/g)
      : count(sample, /[:\-,[] ?\{ \S/g) >= count(sample, /[:\-,[] ?\{[^\s}]/g),
    tight: !/["}\]\d]\s*[:,][ \t]+\S/.test(sample) && /":\S/.test(sample),
  };
}

function stepOf(sample: string): number {
  for (const match of sample.matchAll(
    /^( *)[^\s#-][^\n]*:[ \t]*\r?\n(?: *(?:#[^\n]*)?\r?\n)*( *)[^\s#-]/gm,
  )) {
    const step = (match[2] ?? '').length - (match[1] ?? '').length;
    if (step > 0) return step;
  }
  return 2;
}

function sequenceStepOf(sample: string, step: number): number {
  for (const match of sample.matchAll(/^( *)[^\s#-][^\n]*:[ \t]*\r?\n(?: *(?:#[^\n]*)?\r?\n)*( *)- /gm)) {
    const found = (match[2] ?? '').length - (match[1] ?? '').length;
    if (found >= 0) return found;
  }
  return step;
}

function codesOf(sample: string, quote: 'single' | 'double'): Quote {
  const match = /^\s*(['"]?)[1-5]\d\d\1\s*:/m.exec(sample);
  if (match === null) return quote;
  if (match[1] === '') return 'plain';
  return match[1] === '"' ? 'double' : 'single';
}

function flowListsOf(sample: string): boolean {
  return count(sample, /:\s*\[[^\]\s]/g) > count(sample, /^ *- [^\s:{[]+\s*$/gm);
}

function inlineLists(sample: string): boolean {
  return /\[[ \t]*["\d]/.test(sample) || !/\[\s*\n/.test(sample);
}

function count(text: string, pattern: RegExp): number {
  return Array.from(text.matchAll(pattern)).length;
}

import type { Change } from '../../server/core/rule/change.js';
import type { HandlingView } from '../../server/core/rule/handling.js';
import type { CodeSpot } from '../../server/core/rule/views.js';
import type { AskedSize } from './asked-sizes.js';
import type { DeclaredSize } from './declared-sizes.js';

/** What a page holds where callers do not say; of no more than the largest. */
const USUAL = 20;

/** Keeps a size to the largest, where it is declared or else where it is handed over; undefined where that cannot be written. */
export function keptTo(
  limit: number,
  { declared, value }: AskedSize,
  { language, node }: HandlingView,
): readonly Change[] | undefined {
  if (language === 'java') return [{ text: value, by: `Math.min(${value.text}, ${limit})` }];
  if (language !== 'python') return inScript(value, limit);
  return declared === undefined
    ? [{ text: value, by: `min(${value.text}, ${limit})` }]
    : inSignature(declared, limit, node);
}

/** As far in front of a value the object that it stands in is looked for. */
const MOST_BEFORE = 4000;
/** A number that is read as it came, or converted. */
const PLAIN = /^[\w$.?[\]'"]+$/;
const CONVERTED = /^(?:(?:Number|parseInt|Number\.parseInt)\([\w$.?[\]'" ]+(?:,\s*10)?\)|\+[\w$.]+)$/;
const OTHERWISE = /^(.+?)\s*(?:\|\||\?\?)\s*(\d+)$/s;

function inScript(value: CodeSpot, limit: number): readonly Change[] | undefined {
  const [, sent = value.text, usual = USUAL] = OTHERWISE.exec(value.text) ?? [];
  const isConverted = CONVERTED.test(sent);
  if (!isConverted && !PLAIN.test(sent)) return undefined;
  const number = isConverted ? sent : `Number(${sent})`;
  const before = value.leaf.text.slice(Math.max(0, value.start - MOST_BEFORE), value.start);
  const isShort = /^[\w$]+$/.test(value.text) && /[{,]\s*$/.test(before) && isInObject(before);
  const name = isShort ? `${value.text}: ` : '';
  return [{ text: value, by: `${name}Math.min(${number} || ${usual}, ${limit})` }];
}

/** Whether the innermost bracket that is open is that of an object. */
function isInObject(before: string): boolean {
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const letter = before[at] ?? '';
    if (')]}'.includes(letter)) depth += 1;
    else if ('([{'.includes(letter)) {
      if (depth === 0) return letter === '{';
      depth -= 1;
    }
  }
  return false;
}

function inSignature(
  { type, value }: DeclaredSize,
  limit: number,
  inFile: CodeSpot,
): readonly Change[] | undefined {
  const asked = [type, value].find((one) => one !== undefined && /\b(?:Query|Path)\(/.test(one.text));
  if (asked !== undefined) return intoCall(asked, limit);
  const query = { importName: 'Query', from: 'fastapi', inFile };
  if (value === undefined)
    return [
      { text: type, by: `Annotated[${type.text}, Query(le=${limit})]` },
      query,
      { importName: 'Annotated', from: 'typing', inFile },
    ];
  if (!/^(?:\d+|None)$/.test(value.text) || Number(value.text) > limit) return undefined;
  return [{ text: value, by: `Query(${value.text}, le=${limit})` }, query];
}

/** Into a call of `Query` that stands in the text. */
function intoCall({ text, leaf, start, endLeaf }: CodeSpot, limit: number): readonly Change[] | undefined {
  const open = /\b(?:Query|Path)\(/.exec(text);
  const inner = open === null ? -1 : open.index + open[0].length;
  let depth = 1;
  let at = inner;
  for (; at < text.length && depth > 0; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
  }
  if (inner < 0 || depth > 0) return undefined;
  const there = text.slice(inner, at - 1).trimEnd();
  const end = start + inner + there.length;
  const by = `${there === '' || there.endsWith(',') ? '' : ', '}le=${limit}`;
  return [{ text: { leaf, start: end, endLeaf, end }, by }];
}

import type { Change } from '../../server/core/rule/change.js';
import type { CallView, ReadView, ValueView } from '../../server/core/rule/views.js';
import { quoted, textBefore } from '../code-text.js';

const HIDDEN = '[redacted]';

/** Writes `[redacted]` where the value stood: in a text as text, elsewhere as a string of its own. */
export function redact(read: ReadView, within: ValueView, language: CallView['language']): readonly Change[] {
  const hole = holeAround(read, within, language);
  if (hole !== undefined) return [{ text: hole, by: HIDDEN }];
  const by = quoted(HIDDEN, read, language);
  return [{ text: read, by: isShorthand(read, within, language) ? `${read.text}: ${by}` : by }];
}

/** Whether another value can stand there: what is spread, unpacked or made a table of is a table, what is awaited is none. */
export function isReplaceable(read: ReadView): boolean {
  return !/(?:\.\.|\*|\bdict\(|\bawait\s*)$/.test(textBefore(read));
}

/**
 * Takes the argument out; undefined where others depend on how many there are: the first one, which may hold a place
 * for each of those behind it, is a message.
 */
export function omit(read: ReadView, call: CallView): readonly Change[] | undefined {
  const index = call.arguments.findIndex(({ start, end }) => start === read.start && end === read.end);
  const [before, first] = [call.arguments[index - 1], call.arguments[0]];
  if (before === undefined || first === undefined || /%[\w.]|\{\w*\}/.test(first.text)) return undefined;
  return [{ text: { ...read, start: before.end }, by: '' }];
}

/** The hole of a template that holds the value and nothing else: `${password}`, in Python `{password!r}`. */
function holeAround(read: ReadView, within: ValueView, language: CallView['language']): ReadView | undefined {
  // Elsewhere braces of Python hold a set.
  if (language === 'java' || (language === 'python' && !/\b(?:r?f|fr)["']/i.test(within.text)))
    return undefined;
  const [open, close] =
    language === 'python' ? [/\{\s*$/, /^\s*(?:![rsa])?(?::[^{}"'\n]*)?\}/] : [/\$\{\s*$/, /^\s*\}/];
  const head = open.exec(read.leaf.text.slice(Math.max(0, read.start - 20), read.start))?.[0];
  const tail = close.exec(read.leaf.text.slice(read.end, read.end + 40))?.[0];
  if (head === undefined || tail === undefined) return undefined;
  return { ...read, start: read.start - head.length, end: read.end + tail.length };
}

/** Whether the value gives its name to a property: `{ password }`. */
function isShorthand({ leaf, start }: ReadView, within: ValueView, language: CallView['language']): boolean {
  if (language === 'python' || language === 'java') return false;
  const before = leaf.text.slice(within.start, start);
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const sign = before.charAt(at);
    if (/[)\]}]/.test(sign)) depth += 1;
    else if (/[([{]/.test(sign) && depth > 0) depth -= 1;
    else if (/[([{]/.test(sign)) return sign === '{' && /[{,]\s*$/.test(before);
  }
  return false;
}

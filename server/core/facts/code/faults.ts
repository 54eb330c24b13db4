import type { CodeNode } from '../../syntax/code.js';
import { field, named, walk } from '../../syntax/code-read.js';
import { isScript } from '../../text/leaf.js';
import { type Reading, textOf } from './expression.js';
import { FORBIDDEN, LIMITED, UNAUTHORIZED } from './signs.js';
import type { Answer } from './types.js';

/** What a fault is answered with; in Python one of our own may be anything that its handler makes of it. */
export function raised(node: CodeNode, reading: Reading): readonly Answer[] {
  const found = faults(node, reading);
  const [fault] = named(node);
  const known = /\b(?:404|409|410|422|5\d\d)\b|not_?found|conflict/i;
  const own =
    reading.language === 'python' &&
    found.length === 0 &&
    fault !== undefined &&
    !known.test(textOf(fault, reading));
  return own ? ['4xx'] : found;
}

/** Statuses and names of faults in an expression. */
export function faults(node: CodeNode | undefined, reading: Reading): readonly Answer[] {
  if (node === undefined) return [];
  const found: Answer[] = [];
  for (const part of walk(node)) {
    const status = statusIn(part, reading);
    if (status !== undefined) found.push(...statusOf(status, reading));
    else if (isMessage(part, reading))
      found.push(...answersNamed(textOf(part, reading).replace(/\W+/g, '_')));
    else if (/identifier$/.test(part.type)) found.push(...answersNamed(textOf(part, reading)));
  }
  return found;
}

/** The status that a number is, or a text of one: `401`, `'401'`. */
export function statusIn(node: CodeNode, reading: Reading): string | undefined {
  if (node.type === 'number') return textOf(node, reading);
  const text = node.type === 'string' ? textOf(node, reading).slice(1, -1) : '';
  return /^[1-5]\d\d$/.test(text) ? text : undefined;
}

/** What an error says: `new Error('not authenticated')`. */
function isMessage({ type, parent }: CodeNode, reading: Reading): boolean {
  const made = type === 'string' && parent?.type === 'arguments' ? parent.parent : undefined;
  const name = made === undefined ? undefined : (field(made, 'constructor') ?? field(made, 'function'));
  return name !== undefined && /Error$/.test(textOf(name, reading)) && isScript(reading.language);
}

function statusOf(number: string, { language }: Reading): readonly Answer[] {
  // What is not there says nothing of who is calling.
  if (language === 'python' && /^4(?:04|09|10|22)$/.test(number)) return [];
  return answersTo(number);
}

/** What an answer with a status says of who is calling. An account that wrong guesses have locked is one limit more. */
export function answersTo(status: string): readonly Answer[] {
  if (status === '423') return ['429'];
  if (status === '401' || status === '403' || status === '429') return [status];
  return /^4\d\d$/.test(status) ? ['4xx'] : [];
}

/** What a fault is answered with that has the name. */
export function answersNamed(name: string): readonly Answer[] {
  if (UNAUTHORIZED.test(name)) return ['401'];
  if (FORBIDDEN.test(name)) return ['403'];
  return LIMITED.test(name) ? ['429'] : [];
}

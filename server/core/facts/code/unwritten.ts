import type { CodeNode } from '../../syntax/code.js';
import { named, unwrap } from '../../syntax/code-read.js';
import { isScript } from '../../text/leaf.js';
import { type Reading, textOf } from './expression.js';

/** Statements that do nothing: `pass`, `...`, what documents a function, `return null`. */
const NOTHING = /^(?:pass|\.\.\.|[rRuU]?(?:"[\s\S]*"|'[\s\S]*')|return(?:\s+(?:None|null))?)\s*;?$/;
/** What says that it is still to be written. */
const LEFT_OPEN = /NotImplemented|UnsupportedOperation|NOT_IMPLEMENTED|\b501\b/;

/** Whether the body of a function is still to be written: it answers nobody and changes nothing. */
export function isUnwritten(body: CodeNode, reading: Reading): boolean {
  if (body.type !== 'statement_block') return false;
  const statements = named(body);
  if (isScript(reading.language)) return statements.length === 0;
  return statements.every((one) => {
    const text = textOf(unwrap(one) ?? one, reading);
    return one.type === 'throw_statement' ? LEFT_OPEN.test(text) : NOTHING.test(text.trim());
  });
}

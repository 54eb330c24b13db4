import type { HandlingView } from '../../server/core/rule/handling.js';
import type { FixOffer, RuleContext } from '../../server/core/rule/rule.js';
import type { CodeSpot } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import { importJava } from '../java-imports.js';
import { isUsed } from './body-uses.js';

/**
 * Reports a body of Spring whose class says what its fields may hold, where nothing asks for that, and one of any fields.
 * `unasked` and `unchecked` are keys of the rule's messages, `valid` is that of its fix.
 */
export function checkUnasked(
  handling: HandlingView,
  route: string,
  { report, unknown }: Pick<RuleContext<unknown>, 'report' | 'unknown'>,
): void {
  const [param] = handling.unasked;
  const [table] = handling.untyped;
  if (table !== undefined && isUsed(handling))
    report({ at: table, message: 'unchecked', data: { route, value: shorten(nameIn(table), 30) } });
  if (param === undefined) return;
  if (handling.calls.some(({ callee }) => /valid/i.test(callee))) return unknown(param);
  report({ at: param, message: 'unasked', data: { route }, fixes: asking(param) });
}

function nameIn({ text }: CodeSpot): string {
  return /\w+$/.exec(text)?.[0] ?? text;
}

/** The annotation, with its import where the file has none. None where the file does not tell which package it is of. */
function asking(param: CodeSpot): readonly FixOffer[] {
  const { leaf } = param;
  const home = /\b(jakarta|javax)\.(?:validation|persistence|servlet)\b/.exec(leaf.text)?.[1];
  const imports = home === undefined ? undefined : importJava([`${home}.validation.Valid`], param);
  if (imports === undefined) return [];
  const mark = { text: { ...param, end: param.start, endLeaf: leaf, text: '' }, by: '@Valid ' };
  return [{ fix: 'valid', changes: () => [mark, ...imports] }];
}

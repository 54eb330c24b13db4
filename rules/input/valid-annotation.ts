import type { HandlingView } from '../../server/core/rule/handling.js';
import type { FixOffer, RuleContext } from '../../server/core/rule/rule.js';
import type { CodeSpot } from '../../server/core/rule/views.js';
import { lineBreak } from '../code-text.js';

const IMPORTS = /^import[^;\n]*;/gm;

/**
 * Reports a body of Spring whose class says what its fields may hold, where nothing asks for that. `unasked` is the key of
 * the rule's message, `valid` that of its fix.
 */
export function checkUnasked(
  handling: HandlingView,
  route: string,
  { report, unknown }: Pick<RuleContext<unknown>, 'report' | 'unknown'>,
): void {
  const [param] = handling.unasked;
  if (param === undefined) return;
  if (handling.calls.some(({ callee }) => /valid/i.test(callee))) return unknown(param);
  report({ at: param, message: 'unasked', data: { route }, fixes: asking(param) });
}

/** The annotation, with its import where the file has none. None where the file does not tell which package it is of. */
function asking(param: CodeSpot): readonly FixOffer[] {
  const { leaf } = param;
  const { text } = leaf;
  const imports = [...text.matchAll(IMPORTS)];
  const last = imports.at(-1);
  const isImported = imports.some(([one]) => /\b(?:jakarta|javax)\.validation\.(?:Valid|\*)/.test(one));
  const home = /\b(jakarta|javax)\.(?:validation|persistence|servlet)\b/.exec(text)?.[1];
  const mark = { text: { ...param, end: param.start, endLeaf: leaf, text: '' }, by: '@Valid ' };
  if (isImported) return [{ fix: 'valid', changes: () => [mark] }];
  if (home === undefined || last === undefined) return [];
  const end = last.index + last[0].length;
  const behind = { ...param, start: end, end, endLeaf: leaf, text: '' };
  const by = `${lineBreak({ ...behind, start: last.index })}import ${home}.validation.Valid;`;
  return [{ fix: 'valid', changes: () => [mark, { text: behind, by }] }];
}

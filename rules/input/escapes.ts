import type { Change } from '../../server/core/rule/change.js';
import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { NARROWING } from '../../server/core/words/narrowing.js';
import { importJava } from '../java-imports.js';
import { SCHEMAS } from './validated.js';

/** What stands for "<" where it was put in its place: in a page, in a script. */
const ESCAPED = /^(?:&lt;|&#(?:60|x3c);|\\+u003c|\\+x3c)$/i;
/** A chain of express-validator, which shows what it does. */
const CHAIN = /\b(?:query|param|body|check|header|cookie|sanitize\w*)\(/;

/** Whether "<" was replaced in a piece of a text: `name.replace(/</g, '&lt;')`. */
export function isHandEscaped(parts: readonly ValueView[], index: number): boolean {
  for (const { literal } of parts.slice(index + 1)) {
    if (literal === undefined) return false;
    if (ESCAPED.test(literal)) return true;
  }
  return false;
}

/** Whether what stands in front of the handler may have escaped a value: `query('name').trim().escape()`. */
export function mayBeEscapedBefore({ handler }: CallView, { input = [] }: ValueView): boolean {
  const key = input.at(-1) ?? '';
  const front = handler?.front ?? [];
  const names = [`'${key}'`, `"${key}"`, `${key}:`, "'*'", '().'];
  if (front.some((text) => /\bescape\b/.test(text) && names.some((name) => text.includes(name)))) return true;
  // Schemas and lists of checks that are out of sight may leave no room for a page.
  const unclear = front.filter((text) => !CHAIN.test(text));
  if (unclear.some((text) => NARROWING.test(text) || SCHEMAS.test(text))) return true;
  const endpoints = handler?.front !== undefined ? [] : (handler?.endpoints ?? []);
  return endpoints.some(
    ({ guards }) => guards.known && guards.value.some(({ kind }) => kind === 'validation'),
  );
}

/** Escapes a value by the function that the language or the framework has for it. `escape` is the key of the rule's fix. */
export function escaped(value: ValueView, language: CallView['language']): readonly FixOffer[] {
  if (value.via !== undefined || !/^[\w.]+(?:\(\))?$/.test(value.text)) return [];
  if (language === 'python') {
    const changes = (): readonly Change[] => [
      { text: value, by: `escape(${value.text})` },
      { importName: 'escape', from: 'html', inFile: value },
    ];
    return [{ fix: 'escape', changes }];
  }
  const imports = importJava(['org.springframework.web.util.HtmlUtils'], value);
  const by = `HtmlUtils.htmlEscape(${value.text})`;
  return imports ? [{ fix: 'escape', changes: () => [{ text: value, by }, ...imports] }] : [];
}

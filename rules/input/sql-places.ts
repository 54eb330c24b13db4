import type { ValueView } from '../../server/core/rule/views.js';

/** What compares with a value that follows; the operators that take the key of a document are none. */
const COMPARES =
  /(?:[=<]|(?<![-#@>])>|\|\|)\s*$|\b(?:i?like|regexp|rlike|similar\s+to|between|then|else)\s+$/i;
const SECOND_BOUND = /\bbetween\s+\S+\s+and\s+$/i;
const INSERTED = /\bvalues\s*\((?:[^()]*,)?\s*$/i;
/** What may stand in front of a text in quotes, which a name of a type or of a column cannot. */
const BEFORE_TEXT = /[(,]\s*$|\b(?:where|and|or|not|on|having|when|select|returning)\s+$/i;
const ENDS = /^(?![\w.([])/;

/**
 * Whether a placeholder may stand between the two pieces of a statement: where a value is compared or stored, and not where
 * a table, a column, an order or a list is named. `quoted`: quotes around it mark it as a text.
 */
export function isValuePlace(before: string, after: string, quoted: boolean): boolean {
  if (!ENDS.test(after)) return false;
  if (COMPARES.test(before) || SECOND_BOUND.test(before) || INSERTED.test(before)) return true;
  return quoted && BEFORE_TEXT.test(before);
}

/** A statement with placeholders, and the values in order. */
export interface Bound {
  readonly text: string;
  readonly values: readonly string[];
}

/** How a language writes a value into a text: how many characters open that, and the hole that the value stands in. */
interface Holes {
  readonly opening: number;
  hole(value: string): string;
}

/** The text with placeholders for what callers sent; undefined where there is none, or none may stand. */
export function withPlaceholders(
  written: string,
  statement: ValueView,
  { opening, hole }: Holes,
  place: (value: string, index: number) => string,
): Bound | undefined {
  const values: string[] = [];
  let text = written;
  for (const part of statement.parts.filter(({ origin }) => origin === 'request')) {
    const own = hole(part.text);
    const at = text.indexOf(own);
    if (at < 0) return undefined;
    const quoted = at > opening && text[at - 1] === "'" && text[at + own.length] === "'";
    const before = text.slice(0, quoted ? at - 1 : at);
    const after = text.slice(at + own.length + (quoted ? 1 : 0));
    if (!isValuePlace(before, after, quoted)) return undefined;
    text = before + place(part.text, values.length) + after;
    values.push(part.text);
  }
  return values.length === 0 ? undefined : { text, values };
}

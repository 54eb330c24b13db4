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

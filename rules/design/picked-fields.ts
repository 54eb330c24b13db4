import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { serverOwnedField } from '../../server/core/words/sensitive.js';
import { listed } from '../../server/core/words/text.js';
import { textBefore } from '../code-text.js';

/** Calls that write what is undefined over what is there: naming a field that was not sent would take it away. */
const OVERWRITES = /^(?:assign|merge|extend|set|save|replaceOne|findOneAndReplace)$/;
const NAME = /^[A-Za-z_$][\w$]*$/;

/**
 * Stores the fields of the body that the handler knows by name, without those that only the server may set. `pick` is the
 * key of the rule's fix. None where it knows none: nobody can guess what callers may set.
 */
export function pickFields(call: CallView, value: ValueView): readonly FixOffer[] {
  const { handler, language, name } = call;
  const isScript = language !== 'python' && language !== 'java';
  if (
    !isScript ||
    handler?.direct !== true ||
    value.via !== undefined ||
    value.handed !== undefined ||
    OVERWRITES.test(name)
  )
    return [];
  if (!/^[\w$.]+$/.test(value.text)) return [];
  const fields = handler.fields.filter(
    (field) => NAME.test(field) && serverOwnedField(field) === undefined && !isGiven(call, field),
  );
  if (fields.length === 0) return [];
  const pairs = fields.map((field) => `${field}: ${value.text}.${field}`).join(', ');
  const isSpread = textBefore(value).endsWith('...');
  const spot = isSpread ? { ...value, start: value.leaf.text.lastIndexOf('...', value.start) } : value;
  const changes = () => [{ text: spot, by: isSpread ? pairs : `{ ${pairs} }` }];
  return [{ fix: 'pick', data: { fields: listed(fields, 40) }, changes }];
}

/** Whether the record has the field already, beside what is spread into it. */
function isGiven({ arguments: given }: CallView, field: string): boolean {
  return given.some((one) =>
    ['', 'data.', '$set.', 'create.', 'update.'].some((above) => one.property(above + field) !== undefined),
  );
}

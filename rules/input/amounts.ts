import { booleanOf, stringOf } from '../../server/core/rule/nodes.js';
import type { SchemaView } from '../../server/core/rule/views.js';
import { isAmountName, saysSign } from '../../server/core/words/amounts.js';
import { reads } from '../../server/core/words/methods.js';
import { hasOwnName } from '../own-names.js';

type Property = SchemaView['properties'][number];

/** Properties of the object itself that say how much is bought or paid; those of an `allOf` member are that member's. */
export function amountsIn(schema: SchemaView): readonly Property[] {
  if (!hasOwnName(schema, isAmountName)) return [];
  const own = schema.get('properties');
  return schema.properties.filter(({ key, schema: view }) => key.parent === own && isAmount(view));
}

/** Whether callers send it as a number, by a name that says how much is bought or paid. */
function isAmount(view: SchemaView): boolean {
  const { property, types, direction, writtenBy } = view;
  if (property === undefined || direction === 'response' || !isAmountName(property)) return false;
  // What is only asked about is paid by nobody.
  if (writtenBy.length > 0 && writtenBy.every(reads)) return false;
  if (!types.includes('integer') && !types.includes('number')) return false;
  return booleanOf(view.get('readOnly')) !== true && !view.has('enum', 'const');
}

/** Whether it is an amount, and neither a keyword nor its author says on which side of zero it lies. */
export function mayBeNegative(view: SchemaView): boolean {
  return isAmount(view) && !isBounded(view) && !saysSign(stringOf(view.get('description')) ?? '');
}

/** Whether a keyword says how small it may be. */
export function isBounded(view: SchemaView): boolean {
  return view.has('minimum', 'exclusiveMinimum');
}

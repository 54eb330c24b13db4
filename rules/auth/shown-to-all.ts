import { isMap, isSequence, stringOf } from '../../server/core/rule/nodes.js';
import type { OperationView } from '../../server/core/rule/views.js';
import { isCatalogRead } from '../../server/core/words/catalogs.js';
import { lengthsOf } from '../../server/core/words/pattern-length.js';

/**
 * Its author lets everybody read it, in a list of its own, and what it gives is for everybody by its name, or for those
 * who were given its address.
 */
export function isShownToAll(operation: OperationView): boolean {
  const { securityNode, path, fact } = operation;
  if (securityNode === undefined) return false;
  if (endsUnguessable(operation)) return true;
  if (!isCatalogRead(path) || !fact.responses.known) return false;
  return fact.responses.value.some(({ status, types }) => /^2/.test(status) && types.length > 0);
}

/** Characters that no machine runs through, when some of them may be letters. */
const ENOUGH = 20;

/**
 * Whether the path ends in what nobody can guess, as a pattern that the operation itself declares says: the number of a
 * parcel of 24 letters and digits. Whoever has it was given it.
 */
function endsUnguessable({ path, get }: OperationView): boolean {
  const name = /\{([^{}]*)\}$/.exec(path)?.[1];
  const list = get('parameters');
  if (name === undefined || !isSequence(list)) return false;
  return list.items.some((item) => {
    if (!isMap(item) || stringOf(item.get('name')) !== name || stringOf(item.get('in')) !== 'path')
      return false;
    const schema = item.get('schema');
    const pattern = stringOf((isMap(schema) ? schema : item).get('pattern')) ?? '';
    return LETTERS.test(pattern) && (lengthsOf(pattern)?.least ?? 0) >= ENOUGH;
  });
}

/** A class of all letters. Those of a UUID are fewer: ids of records are such, and stand in links and logs. */
const LETTERS = /\[[^\]]*(?:[Aa]-[Zz]|\\w)|\\w/;

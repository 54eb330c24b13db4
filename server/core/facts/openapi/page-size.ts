import { isMap, type MapNode, stringOf, stringsOf } from '../../syntax/node.js';
import { isLoosePageSizeName, isPageSizeName, saysLargest } from '../../words/paging.js';

/** Keywords that limit a number, wherever they lead. */
const LIMITS = ['maximum', 'exclusiveMaximum', 'enum', 'const', '$ref'] as const;

/** Whether a parameter says how much a page holds, and neither its schema nor its prose says how much that may be. */
export function isEndless(name: string, node: MapNode): boolean {
  if (!isPageSizeName(name) && !isLoosePageSizeName(name)) return false;
  const schema = node.get('schema');
  // In 2.0 the parameter describes its own value.
  const holder = isMap(schema) ? schema : node;
  if (holder === node && node.get('type') === undefined) return false;
  const types = stringsOf(holder.get('type'));
  // A text may be a number that its author left without a type, but not where another type is given.
  const counts = types.length === 0 || types.includes('integer') || types.includes('number');
  if (!counts || LIMITS.some((keyword) => holder.get(keyword) !== undefined)) return false;
  return ![node, holder].some((one) => saysLargest(stringOf(one.get('description')) ?? ''));
}

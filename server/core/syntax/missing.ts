import type { Document } from '../text/document.js';
import type { PathStep } from '../text/span.js';
import { toPointer } from './pointer.js';

/**
 * Whether the units alone tell that nothing stands at the end of the steps, which lead into no unit that holds anything
 * itself: the last container on the way has its entries in units of their own, and none of them is the next step, or
 * brings in others as YAML's merge key does.
 */
export function isMissing(document: Document, path: readonly PathStep[]): boolean {
  const [first] = document.units;
  if (!document.regular || first === undefined || first.kind === 'file' || first.kind === 'code')
    return false;
  const known = path.findIndex((_, index) => !document.unit(toPointer(path.slice(0, index + 1))));
  return known >= 0 && !document.unit(toPointer([...path.slice(0, known), '<<']));
}

import type { SchemeView } from '../../server/core/rule/views.js';

/** Whether some operation asks for it, or the document does while some of its operations cannot be read. */
export function isRequired({ name, usedBy, document }: SchemeView): boolean {
  if (usedBy.length > 0) return true;
  const { security, operationsKnown, operationsRead } = document;
  if (operationsKnown && operationsRead) return false;
  return security?.anyOf.some(({ all }) => all.some(({ scheme }) => scheme === name)) === true;
}

import type { SchemeView } from '../../server/core/rule/views.js';

/** Whether some operation asks for it, or the document does while some of its operations cannot be read. */
export function isRequired(scheme: SchemeView): boolean {
  if (scheme.usedBy.length > 0) return true;
  const { operationsKnown, operationsRead } = scheme.document;
  return !(operationsKnown && operationsRead) && isNamedForAll(scheme);
}

/** Whether the document asks for it, so that a new operation does unless it says otherwise. */
export function isNamedForAll({ name, document: { security } }: SchemeView): boolean {
  return security?.anyOf.some(({ all }) => all.some(({ scheme }) => scheme === name)) === true;
}

import type { Part } from '../facts/openapi/types.js';
import type { PathStep } from '../text/span.js';

/** Keys of the root that tell who may call what. */
const TELLING: ReadonlySet<PathStep> = new Set([
  ...['paths', 'webhooks', 'security', 'components', 'securityDefinitions'],
]);

/** Whether every key of the root is there that was and tells something of all operations. */
export function keepsRoot(
  groups: readonly { readonly parts: readonly Part[] }[],
  todo: readonly (readonly Part[])[],
): boolean {
  const keys = new Set(todo.flat().map(({ path }) => path[0]));
  return groups.every(({ parts }) =>
    parts.every(({ path: [key] }) => key === undefined || !TELLING.has(key) || keys.has(key)),
  );
}

import type { Part } from '../../facts/openapi/types.js';
import type { OpenApiInput } from './types.js';

/** Whether the same parts stand in the same order in the same files. */
export function sameParts(a: readonly OpenApiInput[], b: readonly OpenApiInput[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ uri, version, parts }, index) => {
      const other = b[index];
      return (
        uri === other?.uri &&
        version === other.version &&
        parts.length === other.parts.length &&
        parts.every((state, at) => state === other.parts[at] || isSamePart(state.part, other.parts[at]?.part))
      );
    })
  );
}

function isSamePart(a: Part, b: Part | undefined): boolean {
  return a.id === b?.id && a.role === b.role;
}

/** Whether two lists have the same members in the same order. */
export function sameNodes(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a === b || (a.length === b.length && a.every((node, index) => node === b[index]));
}

import type { Part } from '../../facts/openapi/types.js';
import type { OpenApiInput } from './types.js';

/** Whether these are the same files in the same order. */
export function sameFiles(a: readonly OpenApiInput[], b: readonly OpenApiInput[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ uri, version, self }, index) => {
      const other = b[index];
      return uri === other?.uri && version === other.version && self === other.self;
    })
  );
}

/** Whether the same parts stand in the same order in files that are the same. */
export function sameParts(a: readonly OpenApiInput[], b: readonly OpenApiInput[]): boolean {
  return a.every(({ parts }, index) => {
    const others = b[index]?.parts ?? [];
    return (
      parts.length === others.length &&
      parts.every((state, at) => state === others[at] || isSamePart(state.part, others[at]?.part))
    );
  });
}

function isSamePart(a: Part, b: Part | undefined): boolean {
  return a.id === b?.id && a.role === b.role;
}

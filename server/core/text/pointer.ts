import type { PathStep } from './span.js';

/** A JSON Pointer (RFC 6901) of the steps: ['paths', '/users'] becomes '/paths/~1users'. */
export function toPointer(path: readonly PathStep[]): string {
  let pointer = '';
  for (const step of path) pointer += `/${escaped(String(step))}`;
  return pointer;
}

function escaped(step: string): string {
  return step.includes('/') || step.includes('~') ? step.replaceAll('~', '~0').replaceAll('/', '~1') : step;
}

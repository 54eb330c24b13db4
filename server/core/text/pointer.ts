import type { PathStep } from './span.js';

/** A JSON Pointer (RFC 6901) of the steps: ['paths', '/users'] becomes '/paths/~1users'. */
export function toPointer(path: readonly PathStep[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

import type { Flaw } from './leaf.js';
import type { PathStep } from './span.js';

/** Where one leaf lies in the text that is cut. Pieces are contiguous and in order. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly path: readonly PathStep[];
  readonly key: PathStep | undefined;
  readonly head: boolean;
  readonly flaw?: Flaw;
}

/** A cut under way. */
export interface Scan {
  readonly text: string;
  readonly openapi: boolean;
  readonly pieces: Piece[];
}

/** Entries above this many characters are cut further when their text allows it. */
export const LARGE = 16_384;

/** Cuts do not go deeper: hostile nesting would otherwise be scanned once per level. */
export const DEEPEST = 8;

const CONTAINERS = new Set([
  'paths',
  'webhooks',
  'components',
  'definitions',
  'responses',
  'parameters',
  'securityDefinitions',
]);
const OF_CONTAINERS = new Set<PathStep>(['paths', 'webhooks', 'components']);

/** Root keys whose presence makes a document an OpenAPI description. */
export const MARKERS: ReadonlySet<PathStep> = new Set(['openapi', 'swagger']);

/** Whether OpenAPI gives the entries of this entry units or leaves of their own, whatever their size. */
export function isContainer(path: readonly PathStep[], key: PathStep): boolean {
  if (typeof key !== 'string') return false;
  if (path.length === 0) return CONTAINERS.has(key);
  return path.length === 1 && path[0] !== undefined && OF_CONTAINERS.has(path[0]);
}

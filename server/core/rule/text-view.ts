import type { ScalarNode } from '../syntax/node.js';

/** A string of prose or an example: where secrets hide. */
export interface TextView {
  readonly node: ScalarNode;
  readonly value: string;
  readonly kind: 'example' | 'default' | 'enum' | 'description' | 'server' | 'extension';
  /** The nearest key or property or parameter name above it. */
  readonly name: string;
  /** Whether a secret that it holds stands in no document before it. */
  isFirst(secret: string): boolean;
}

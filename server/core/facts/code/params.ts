import type { CodeNode } from '../../syntax/code.js';
import { field, named } from '../../syntax/code-read.js';

/** Parameters of a function in order. */
export function paramsOf(node: CodeNode): readonly CodeNode[] {
  const single = field(node, 'parameter');
  return single === undefined ? named(field(node, 'parameters')) : [single];
}

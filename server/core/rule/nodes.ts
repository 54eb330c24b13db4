/** What rules read nodes with: the node contract, so that a rule needs nothing of a parser. */

export type { MapNode, Node, ScalarNode, SequenceNode } from '../syntax/node.js';
export {
  booleanOf,
  entryOf,
  isMap,
  isNode,
  isScalar,
  isSequence,
  numberOf,
  stringOf,
  stringsOf,
} from '../syntax/node.js';
export type { Anchor } from '../text/span.js';

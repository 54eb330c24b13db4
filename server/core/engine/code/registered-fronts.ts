import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, named, unwrap } from '../../syntax/code-read.js';

/** The handler with the wrapper around it: `asyncHandler(async (req, res) => ...)`. */
export function outermost(handler: CodeNode): CodeNode {
  let at = handler;
  while (at.parent?.type === 'arguments' && at.parent.parent?.parent?.type === 'arguments')
    at = at.parent.parent;
  return at;
}

/** What is handed over in front of a handler by the call that registers it; lists and wrappers are opened. */
export function frontsOf(handler: CodeNode): readonly CodeNode[] {
  const { parent } = outermost(handler);
  if (parent?.type !== 'arguments') return [];
  return named(parent)
    .filter((one) => one.end <= handler.start)
    .flatMap(opened);
}

function opened(given: CodeNode): readonly CodeNode[] {
  const node = unwrap(given);
  if (node?.type === 'array') return named(node);
  if (node?.type === 'call_expression') return [node, ...argumentsOf(node)];
  return node === undefined ? [] : [node];
}

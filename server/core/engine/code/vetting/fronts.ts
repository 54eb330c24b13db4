import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, named, unwrap } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';

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

/** Texts of what the call that a handler is handed to puts in front of it; undefined where it stands in none. */
export function frontOf(handler: CodeNode, scopes: Scopes): readonly string[] | undefined {
  const own = outermost(handler);
  if (own.parent?.type !== 'arguments') return undefined;
  return named(own.parent)
    .filter(({ end, type }) => end <= own.start && !/string$/.test(type))
    .flatMap((one) => meant(one, scopes))
    .map((one) => scopes.textOf(one));
}

function meant(given: CodeNode, scopes: Scopes): readonly CodeNode[] {
  const node = unwrap(given) ?? given;
  if (node.type === 'array') return named(node).flatMap((item) => meant(item, scopes));
  const declared = node.type === 'identifier' ? scopes.find(node) : undefined;
  if (declared?.kind === 'function') return [declared.node];
  const value = declared?.kind === 'value' && declared.path.length === 0 ? unwrap(declared.value) : undefined;
  if (value === undefined) return [node];
  return value.type === 'array' ? named(value) : [value];
}

import type { Or } from '../../facts/openapi/types.js';
import type { Graph, PartNode } from './graph.js';

/** The summary itself, or that of the part that its reference leads to. */
export function resolved<T extends object>(
  or: Or<T>,
  holder: PartNode,
  graph: Graph,
  role: 'response' | 'parameter' | 'requestBody' | 'header',
  read: (node: PartNode) => T | undefined,
): T | undefined {
  if (or === null) return undefined;
  if (!isReference(or)) return or;
  const node = graph.resolve(holder.part.uri, or.ref, role);
  return node && read(graph.follow(node));
}

function isReference<T extends object>(or: T | { readonly ref: string }): or is { readonly ref: string } {
  return 'ref' in or && typeof or.ref === 'string';
}

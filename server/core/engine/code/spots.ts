import { type Site, sitesOf } from '../../facts/code/sites.js';
import { FRAMEWORKS } from '../../facts/frameworks/index.js';
import type { CodeSpot } from '../../rule/views.js';
import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf } from '../../syntax/code-read.js';
import type { Leaf } from '../../text/leaf.js';
import type { PathStep } from '../../text/span.js';

/** A stretch of a code file. */
export function spotOf(node: { readonly start: number; readonly end: number }, leaf: Leaf): CodeSpot {
  const { start, end } = node;
  return { leaf, start, endLeaf: leaf, end, text: leaf.text.slice(start, end) };
}

/**
 * Where an anchor of code points now. ['route', n]: the path of the n-th registration; ['route', n, 'argument', i]: one
 * of its arguments. Undefined when there is no such registration.
 */
export function codeSpotAt(root: CodeNode, leaf: Leaf, path: readonly PathStep[]): CodeSpot | undefined {
  const [kind, ordinal, part, index] = path;
  if (kind !== 'route' || typeof ordinal !== 'number') return undefined;
  const site = sitesOf(root, leaf.text, FRAMEWORKS)[ordinal];
  if (site === undefined) return undefined;
  const argument = part === 'argument' && typeof index === 'number' ? site.arguments[index] : undefined;
  return spotOf(argument ?? titleOf(site), leaf);
}

/** What names a registration: its path, or in a chain, where several share one path, the method. */
export function titleOf(site: Site): CodeNode {
  if (site.chain === undefined) return site.arguments[0] ?? site.method;
  const alone = site.call.parent?.type !== 'member_expression' && isFirst(site);
  return alone ? (argumentsOf(site.chain)[0] ?? site.method) : site.method;
}

/** Whether nothing stands between `route(path)` and the method. */
function isFirst(site: Site): boolean {
  return site.method.parent?.children.some((child) => child === site.chain) ?? false;
}

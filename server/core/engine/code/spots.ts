import { functionAt } from '../../facts/code/function-nodes.js';
import { paramsOf } from '../../facts/code/params.js';
import { sendAt } from '../../facts/code/sends.js';
import { type Site, sitesOf } from '../../facts/code/sites.js';
import { writtenIn } from '../../facts/code/written.js';
import { FRAMEWORKS } from '../../facts/frameworks/index.js';
import type { CodeSpot } from '../../rule/views.js';
import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { argumentsOf, decoratorsOf, named, unwrap } from '../../syntax/code-read.js';
import type { Leaf } from '../../text/leaf.js';
import type { PathStep, Range } from '../../text/span.js';

/** A stretch of a code file. */
export function spotOf(node: { readonly start: number; readonly end: number }, leaf: Leaf): CodeSpot {
  const { start, end } = node;
  return { leaf, start, endLeaf: leaf, end, text: leaf.text.slice(start, end) };
}

/**
 * Where an anchor of code points now. ['route', n]: the path of the registration with that number; ['route', n, 'argument', i]: one
 * of its arguments, 'path' one of its paths, 'keyword' one with a name; 'parameter' one of the parameters of the function that it decorates,
 * 'decorator' another decorator of that. ['written', n]: a text that other files can name. ['send', i, n]: the n-th call of the function with the number i that hands on what a caller sent. Undefined when there is no such registration.
 */
export function codeSpotAt(root: CodeRoot, leaf: Leaf, path: readonly PathStep[]): CodeSpot | undefined {
  const [kind, ordinal, part, index] = path;
  if (kind === 'send' && typeof ordinal === 'number' && typeof part === 'number') {
    const holder = functionAt(root, ordinal);
    const call = holder && sendAt(holder, part);
    return call && spotOf(call, leaf);
  }
  if (kind === 'written' && typeof ordinal === 'number') {
    const text = writtenIn(root, leaf.text)[ordinal];
    return text && spotOf(text.node, leaf);
  }
  const site = siteAt(root, leaf.text, path);
  if (site === undefined) return undefined;
  return spotOf(partOf(site, part, index) ?? titleOf(site), leaf);
}

/** The text of a registration from its method on, without what stands before it in a chain. */
export function siteRangeAt(root: CodeRoot, text: string, path: readonly PathStep[]): Range | undefined {
  const site = siteAt(root, text, path);
  if (site === undefined) return undefined;
  return { start: site.method.start, end: Math.max(site.call.end, site.handler?.end ?? 0) };
}

/** The path that a registration shares with others of its chain: `'/users'` of `route('/users').get(list).post(add)`. */
export function chainPathAt(root: CodeRoot, text: string, path: readonly PathStep[]): Range | undefined {
  const chain = siteAt(root, text, path)?.chain;
  return chain && argumentsOf(chain)[0];
}

/** A part of a registration, as the end of an anchor names it. */
export function partOf(
  site: Site,
  part: PathStep | undefined,
  index: PathStep | undefined,
): CodeNode | undefined {
  if (part === 'keyword') return site.keywords.find(([name]) => name === index)?.[1];
  if (typeof index !== 'number') return undefined;
  if (part === 'path') return pathsOf(site)[index];
  if (part === 'argument') return site.arguments[index];
  if (site.handler === undefined) return undefined;
  if (part === 'parameter') return paramsOf(site.handler)[index];
  return part === 'decorator' ? decoratorsOf(site.handler)[index] : undefined;
}

/** What names a registration: its path, or in a chain, where several share one path, the method. */
export function titleOf(site: Site): CodeNode {
  if (site.chain === undefined) return pathOf(site) ?? site.method;
  const alone = site.call.parent?.type !== 'member_expression' && isFirst(site);
  return alone ? (argumentsOf(site.chain)[0] ?? site.method) : site.method;
}

/** The path that a registration names; undefined for a part of a chain. */
export function pathOf(site: Site): CodeNode | undefined {
  if (site.chain !== undefined) return undefined;
  return site.arguments[0] ?? site.keywords.find(([name]) => /^(?:path|value)$/.test(name))?.[1];
}

/** Paths that a registration lists. */
function pathsOf(site: Site): readonly CodeNode[] {
  const list = unwrap(site.chain === undefined ? pathOf(site) : argumentsOf(site.chain)[0]);
  return list?.type === 'array' ? named(list) : [];
}

/** Whether nothing stands between `route(path)` and the method. */
function isFirst(site: Site): boolean {
  return site.method.parent?.children.some((child) => child === site.chain) ?? false;
}

function siteAt(root: CodeRoot, text: string, [kind, ordinal]: readonly PathStep[]): Site | undefined {
  if (kind !== 'route' || typeof ordinal !== 'number') return undefined;
  return sitesOf(root, text, FRAMEWORKS).get(ordinal);
}

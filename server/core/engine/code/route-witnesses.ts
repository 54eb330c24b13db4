import type { Endpoint } from '../../facts/api.js';
import { type Site, sitesOf } from '../../facts/code/sites.js';
import { FRAMEWORKS } from '../../facts/frameworks/index.js';
import { keyOf } from '../../model/shape.js';
import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { isFunction, unwrap } from '../../syntax/code-read.js';
import type { Board } from '../board.js';
import type { FileState } from '../files.js';
import type { Witness } from '../outcome.js';
import { Scopes } from './names/scopes.js';
import { codePart } from './read.js';

/**
 * What rules said of a route where it is registered, and of the calls in its handlers as far as those stand in the same
 * file; a call elsewhere may belong to any route.
 */
export function routeWitnesses(
  { at, method, shape }: Endpoint,
  board: Board,
  files: ReadonlyMap<string, FileState>,
): readonly Witness[] {
  const witnesses = board.outcome(codePart(at.uri))?.witnesses ?? [];
  const ordinal = at.path[1];
  if (witnesses.length === 0 || typeof ordinal !== 'number') return [];
  const stretches = stretchesOf(files.get(at.uri), ordinal);
  const key = keyOf(method, shape);
  return witnesses.filter(({ endpoint, seen: { spot, path } }) => {
    if (endpoint !== undefined) return endpoint === key;
    if (path?.[1] === ordinal) return true;
    return spot !== undefined && stretches.some(({ start, end }) => start <= spot.start && spot.end <= end);
  });
}

/** The registration, and the functions that it names. */
function stretchesOf(file: FileState | undefined, ordinal: number): readonly CodeNode[] {
  const leaf = file?.document.leaves[0];
  const root = file?.code?.root;
  if (leaf === undefined || root === undefined) return [];
  const site = sitesOf(root, leaf.text, FRAMEWORKS).get(ordinal);
  if (site === undefined) return [];
  const decorated = site.handler === undefined ? [] : [site.handler];
  return [site.call, ...decorated, ...handlersOf(site, scopesOf(root, leaf.text))];
}

function handlersOf(site: Site, scopes: Scopes): readonly CodeNode[] {
  return site.arguments.flatMap((argument): readonly CodeNode[] => {
    const node = unwrap(argument);
    const found = node?.type === 'identifier' ? scopes.find(node) : undefined;
    if (found?.kind === 'function') return [found.node];
    const value = found?.kind === 'value' && found.path.length === 0 ? unwrap(found.value) : undefined;
    return value !== undefined && isFunction(value) ? [value] : [];
  });
}

const scopes = new WeakMap<CodeRoot, Scopes>();

function scopesOf(root: CodeRoot, text: string): Scopes {
  const known = scopes.get(root) ?? new Scopes(root, text);
  scopes.set(root, known);
  return known;
}

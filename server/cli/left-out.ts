import { dirname } from 'node:path';
import type { Engine } from '../core/engine/types.js';
import { isLeftOut } from '../core/facts/code/exclude.js';
import { isDocument } from '../core/text/leaf.js';
import { computed } from '../core/text/multimap.js';
import { languageOf } from '../host/languages.js';
import { pathOfUri } from '../host/uris.js';
import type { Found } from '../host/walk.js';
import { packageFolder } from '../host/workspace.js';
import type { Search } from './targets.js';
import { nameOf, reportedUris, type Skipped, type Workspace } from './workspace.js';

const WORDS = {
  excluded: 'left out by portcullis.yaml',
  aside: 'code of tests, copied code or what a tool has made',
  ignored: 'git ignores what it holds',
  foreign: 'no document, and no code that is read',
};

type Text = Extract<Found, { readonly kind: 'text' }>;

/**
 * What somebody named and nothing was checked in, though it can be read: with the reason, since a check that passes
 * would look like an answer. There is nothing to mend, so that a hook may hand over whatever has changed.
 */
export function leftOut(workspace: Workspace): readonly Skipped[] {
  const { cwd, engine, searches } = workspace;
  const shown = new Set(reportedUris(workspace));
  const isAside = asideTest(cwd);
  return searches.flatMap((search) => {
    const texts = search.found.flatMap((one) => (one.kind === 'text' ? [one] : []));
    const isShown = texts.some(({ uri }) => shown.has(uri));
    const reason = isShown ? undefined : reasonOf(search, texts, { engine, isAside });
    const { kind, path, given } = search.target;
    return reason === undefined ? [] : [{ file: kind === 'file' ? nameOf(cwd, path) : given, reason }];
  });
}

function reasonOf(
  { target, found, ignored }: Search,
  texts: readonly Text[],
  { engine, isAside }: { readonly engine: Engine; isAside(uri: string): boolean },
): string | undefined {
  if (texts.some(({ uri }) => engine.excludes(uri))) return WORDS.excluded;
  if (texts.length > 0) return texts.every(({ uri }) => isAside(uri)) ? WORDS.aside : undefined;
  if (found.length > 0) return undefined;
  if (target.kind === 'file') return WORDS.foreign;
  return ignored ? WORDS.ignored : undefined;
}

/** Tells code that is no part of the product, by its path in its package. */
export function asideTest(cwd: string): (uri: string) => boolean {
  const packages = new Map<string, string>();
  return (uri) => {
    const file = pathOfUri(uri);
    const language = file === undefined ? undefined : languageOf(file);
    if (file === undefined || language === undefined || isDocument(language)) return false;
    const home = computed(packages, dirname(file), () => packageFolder(dirname(file), cwd).folder);
    return isLeftOut(nameOf(home, file));
  };
}

import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Layout } from '../core/engine/types.js';
import { CONFIG_NAMES } from '../core/facts/config/portcullis.js';
import { type Files, isInside } from './files.js';
import { BUILDS, isFrontedBy } from './fronted.js';
import { pathOfUri, uriOfFolder } from './uris.js';

/** Files that say that a package begins in their folder. */
export const MANIFESTS = ['package.json', ...['pyproject.toml', 'setup.py', 'requirements.txt'], ...BUILDS];

/** The folders of a workspace and the packages above these files. */
export function layoutOf(files: Files, uris: Iterable<string>): Layout {
  const packages = packagesAbove(files, uris);
  const fronted = packages.filter((folder) => isFrontedBy(files, folder));
  return { folders: files.folders.map(uriOfFolder), packages, fronted };
}

/** URIs of the packages above these files, sorted, each looked for up to the folder that holds the file. */
export function packagesAbove(files: Files, uris: Iterable<string>): readonly string[] {
  const packages = new Map<string, boolean>();
  for (const uri of uris) {
    const file = pathOfUri(uri);
    if (file !== undefined) lookAbove(files, path.dirname(file), packages);
  }
  const found = [...packages].filter(([, holds]) => holds).map(([folder]) => uriOfFolder(folder));
  return found.sort();
}

/**
 * The folder in which the code that serves the documents of a folder is looked for: the nearest from there up where a
 * package or a repository begins; without one `home`, or the folder itself where it does not lie there.
 */
export function packageFolder(
  own: string,
  home: string,
): { readonly folder: string; readonly isCertain: boolean } {
  for (let at = own; at !== path.dirname(at); at = path.dirname(at)) {
    if (holdsPackage(at) || existsSync(path.join(at, '.git'))) return { folder: at, isCertain: true };
  }
  return { folder: isInside(home, own) ? home : own, isCertain: false };
}

/** The nearest folder from there up with a configuration of ours, which says of what the parts in it may be; else itself. */
export function configuredFolder(own: string): string {
  for (let at = own; at !== path.dirname(at); at = path.dirname(at)) {
    if (CONFIG_NAMES.some((name) => isFile(path.join(at, name)))) return at;
  }
  return own;
}

/** Leaves out folders that lie in another one. */
export function outermost(folders: readonly string[]): readonly string[] {
  const unique = [...new Set(folders)];
  return unique.filter((folder) => !unique.some((other) => other !== folder && isInside(other, folder)));
}

function lookAbove(files: Files, from: string, seen: Map<string, boolean>): void {
  for (let at = from; files.holds(at) && !seen.has(at); at = path.dirname(at)) seen.set(at, holdsPackage(at));
}

function holdsPackage(folder: string): boolean {
  return MANIFESTS.some((name) => isFile(path.join(folder, name)));
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

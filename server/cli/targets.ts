import { statSync } from 'node:fs';
import path from 'node:path';
import picomatch from 'picomatch';
import { isCandidate } from '../host/candidates.js';
import { type Files, isInside, openFiles } from '../host/files.js';
import { type Found, readNamed, searchNamed } from '../host/walk.js';
import { configuredFolder, outermost, packageFolder } from '../host/workspace.js';

/** What the user named cannot be used: its name, and why. */
export class CannotRun extends Error {
  constructor(name: string, reason: string) {
    super(`${name}: ${reason}`);
  }
}

const WORDS = {
  missing: 'no such file or folder',
  unmatched: 'matches no file that is searched, which leaves out what git ignores',
};

/** A path or a glob of the command line. */
export interface Target {
  readonly given: string;
  readonly kind: 'file' | 'folder' | 'glob';
  /** Absolute. */
  readonly path: string;
  /** Where it is looked for, which is there. */
  readonly folder: string;
  /** Whether it names a file of this absolute path, or a folder around it. */
  names(file: string): boolean;
}

/** Throws CannotRun where the path, or the folder of the glob, does not exist. */
export function targetOf(cwd: string, given: string): Target {
  const full = path.resolve(cwd, given);
  // An empty path is an unset variable, and not the working directory.
  const stat = given === '' ? undefined : statSync(full, { throwIfNoEntry: false });
  const names = (file: string) => isInside(full, file);
  if (stat?.isDirectory()) return { given, kind: 'folder', path: full, folder: full, names };
  if (stat) return { given, kind: 'file', path: full, folder: path.dirname(full), names };
  const { base, isGlob } = picomatch.scan(given);
  const folder = path.resolve(cwd, base);
  if (!isGlob || !statSync(folder, { throwIfNoEntry: false })) throw new CannotRun(given, WORDS.missing);
  const matches = picomatch(full, { dot: true });
  return { given, kind: 'glob', path: full, folder, names: (file) => matches(file) };
}

/** What a target holds. */
export interface Search {
  readonly target: Target;
  readonly found: readonly Found[];
  /** Git ignores something in it. */
  readonly ignored: boolean;
}

/**
 * What targets hold, the packages that they lie in, and the files that may be read beside them. A package that nothing
 * else marks reaches up to a configuration of ours where the target may be a part of a document.
 */
export function lookInto(targets: readonly Target[], cwd: string) {
  const folders = [cwd, ...targets.map(({ folder }) => folder)];
  const reach = (packages: readonly { readonly folder: string }[]) =>
    openFiles(outermost([...folders, ...packages.map(({ folder }) => folder)]));
  const near = targets.map(({ folder }) => packageFolder(folder, cwd));
  const files = reach(near);
  const searches = targets.map((target) => findAll(files, target));
  const packages = near.map(({ folder, isCertain }, index) => {
    const isWide = !isCertain && mayBePart(searches[index]);
    return { folder: isWide ? configuredFolder(folder) : folder, isCertain };
  });
  return { files: reach(packages), searches, packages };
}

/** Whether nothing there is a document, or code, by itself. */
function mayBePart(search: Search | undefined): boolean {
  return (
    search?.found.every((one) => one.kind === 'text' && !isCandidate(one.path, one.language, one.text)) ??
    false
  );
}

/** Throws CannotRun where a glob names nothing. */
function findAll(files: Files, target: Target): Search {
  if (target.kind === 'glob') return { target, found: matching(files, target), ignored: false };
  if (target.kind === 'file')
    return { target, found: present([readNamed(files, target.path)]), ignored: false };
  let ignored = false;
  const note = () => {
    ignored = true;
  };
  const found = present(searchNamed(files, target.folder, { ignored: note }));
  return { target, found, ignored };
}

function matching(files: Files, target: Target): readonly Found[] {
  let matched = false;
  const wanted = (file: string) => {
    const isOne = target.names(file);
    matched ||= isOne;
    return isOne;
  };
  const found = present(searchNamed(files, target.folder, { wanted }));
  if (!matched && found.length === 0) throw new CannotRun(target.given, WORDS.unmatched);
  return found;
}

/** Whether a document has references that a URI elsewhere may answer, and no file beside it. */
export function refersByUri(text: string): boolean {
  return /["']?\$(?:ref["']?\s*:\s*["']?(?:https?|urn):|self["']?\s*:)/.test(text);
}

function present(found: Iterable<Found | undefined>): readonly Found[] {
  return [...found].flatMap((one) => (one ? [one] : []));
}

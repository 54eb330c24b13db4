import { statSync } from 'node:fs';
import path from 'node:path';
import picomatch from 'picomatch';
import type { openFiles } from '../host/files.js';
import { type Found, readNamed, searchNamed } from '../host/walk.js';

/** What the user named cannot be used: its name, and why. */
export class CannotRun extends Error {
  constructor(name: string, reason: string) {
    super(`${name}: ${reason}`);
  }
}

const WORDS = { missing: 'no such file or folder' };

/** A path or a glob of the command line. */
interface Target {
  readonly given: string;
  readonly kind: 'file' | 'folder' | 'glob';
  /** Absolute. */
  readonly path: string;
  /** Where it is looked for, which is there. */
  readonly folder: string;
}

/** Throws CannotRun where the path, or the folder of the glob, does not exist. */
export function targetOf(cwd: string, given: string): Target {
  const full = path.resolve(cwd, given);
  // An empty path is an unset variable, and not the working directory.
  const stat = given === '' ? undefined : statSync(full, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return { given, kind: 'folder', path: full, folder: full };
  if (stat) return { given, kind: 'file', path: full, folder: path.dirname(full) };
  const { base, isGlob } = picomatch.scan(given);
  const folder = path.resolve(cwd, base);
  if (!isGlob || !statSync(folder, { throwIfNoEntry: false })) throw new CannotRun(given, WORDS.missing);
  return { given, kind: 'glob', path: full, folder };
}

/** What a target holds, and whether there is anything that it names. */
export function findAll(
  files: ReturnType<typeof openFiles>,
  target: Target,
): { readonly found: readonly Found[]; readonly matched: boolean } {
  if (target.kind === 'file') return { found: present([readNamed(files, target.path)]), matched: true };
  if (target.kind === 'folder') return { found: present(searchNamed(files, target.folder)), matched: true };
  const matches = picomatch(target.path, { dot: true });
  let matched = false;
  const wanted = (file: string) => {
    const isOne = matches(file);
    matched ||= isOne;
    return isOne;
  };
  const found = present(searchNamed(files, target.folder, wanted));
  return { found, matched: matched || found.length > 0 };
}

function present(found: Iterable<Found | undefined>): readonly Found[] {
  return [...found].flatMap((one) => (one ? [one] : []));
}

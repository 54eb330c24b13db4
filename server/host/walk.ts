import { type Dirent, readdirSync } from 'node:fs';
import path from 'node:path';
import { isGenerated } from '../core/facts/code/exclude.js';
import { isDocument, type LanguageId } from '../core/text/leaf.js';
import { byText } from '../core/text/order.js';
import { isLeftOutFolder, isOfSources } from '../core/words/left-out.js';
import { candidateLanguage, isCandidate, isLeftUnread, languageIn, languageOfText } from './candidates.js';
import { type Files, REASONS, type Reading } from './files.js';
import { isIgnored, type Layer, layersAbove, NO_LAYERS, withFolder } from './ignored.js';
import { languageOf } from './languages.js';
import { uriOfFile } from './uris.js';

export type Found =
  | {
      readonly kind: 'text';
      readonly uri: string;
      readonly path: string;
      /** Without its byte order mark. */
      readonly text: string;
      readonly bom: boolean;
      readonly language: LanguageId;
    }
  | { readonly kind: 'skipped'; readonly path: string; readonly reason: string };

/** Folders nested deeper than this are not searched. */
const MAX_DEPTH = 64;

/**
 * Searches a folder for OpenAPI documents, decisions about threats and route code, in the order of names. Left out: links,
 * what git ignores, installed, built, minified and generated files. Yields between files, so that a caller may pause.
 */
export function* searchFolder(
  files: Files,
  folder: string,
  wanted: Wanted = () => true,
): Generator<Found | undefined> {
  yield* searchBelow({ files, wanted }, folder, layersAbove(files, folder));
}

/**
 * Reads one file that somebody named. Where its name says nothing of its language, its text must look like a document.
 * Undefined: its language is not ours.
 */
export function readNamed(files: Files, file: string): Found | undefined {
  const read = files.read(file);
  if (read.kind === 'text') {
    const named = languageOf(file) ?? languageIn(read.text);
    if (!named) return undefined;
    const language = languageOfText(file, named, read.text);
    if (!isDocument(language) && isGenerated(read.text))
      return { kind: 'skipped', path: file, reason: REASONS.generated };
    return readable(file, { ...read, language });
  }
  const head = read.kind === 'skipped' ? read.head : '';
  if (read.kind === 'skipped' && !languageOf(file) && !languageIn(head)) return undefined;
  return { kind: 'skipped', path: file, reason: reasonOf(read) };
}

/** A file that is named is in a folder that may be read, so that only a link leads out of it. */
function reasonOf(read: Exclude<Reading, { readonly kind: 'text' }>): string {
  if (read.kind === 'missing') return REASONS.unreadable;
  return read.kind === 'refused' ? REASONS.link : read.reason;
}

/**
 * The same of a folder that somebody named, which is searched whatever git says of it, unless a link leads out of where
 * it stands. `ignored` hears of what in it git ignores and would be looked at otherwise.
 */
export function* searchNamed(
  files: Files,
  folder: string,
  { wanted = () => true, ignored }: Omit<Partial<Search>, 'files'> = {},
): Generator<Found | undefined> {
  const isRefused = files.presence(uriOfFile(folder)) === 'refused';
  const above = layersAbove(files, folder);
  const layers = isIgnored(above, folder, true) ? NO_LAYERS : above;
  if (isRefused) yield { kind: 'skipped', path: folder, reason: REASONS.link };
  else yield* searchBelow({ files, wanted, ignored }, folder, layers);
}

/** Code that is too long is left out; where it may hold routes, that is a fault in it. */
function readable(file: string, found: Extract<Found, { readonly kind: 'text' }>): Found {
  return isLeftUnread(found.language, found.text)
    ? { kind: 'skipped', path: file, reason: REASONS.longCode }
    : found;
}

/** Which files a search is for, by absolute path. */
export type Wanted = (file: string) => boolean;

interface Search {
  readonly files: Files;
  readonly wanted: Wanted;
  readonly ignored?: ((file: string) => void) | undefined;
}

function searchBelow(about: Search, folder: string, above: readonly Layer[]): Generator<Found | undefined> {
  return search(about, folder, withFolder(above, about.files, folder), 0);
}

function* search(
  about: Search,
  folder: string,
  layers: readonly Layer[],
  depth: number,
): Generator<Found | undefined> {
  for (const entry of entries(folder)) {
    const file = path.join(folder, entry.name);
    const isFolder = entry.isDirectory() && (isOfSources(folder) || !isLeftOutFolder(entry.name));
    if (isIgnored(layers, file, entry.isDirectory())) {
      if (isFolder || candidateLanguage(file)) about.ignored?.(file);
    } else if (entry.isFile()) yield readFound(about, file);
    else if (isFolder && depth < MAX_DEPTH) {
      yield* search(about, file, withFolder(layers, about.files, file), depth + 1);
    }
  }
}

function entries(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => byText(a.name, b.name));
  } catch {
    return [];
  }
}

function readFound({ files, wanted }: Search, file: string): Found | undefined {
  const named = candidateLanguage(file);
  if (!named || !wanted(file)) return undefined;
  const read = files.read(file);
  if (read.kind === 'skipped') return isCandidate(file, named, read.head) ? read : undefined;
  if (read.kind !== 'text') return undefined;
  const language = languageOfText(file, named, read.text);
  if (!isCandidate(file, language, read.text)) return undefined;
  return readable(file, { ...read, language });
}

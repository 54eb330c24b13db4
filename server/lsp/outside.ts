import path from 'node:path';
import { BASELINE_FILE } from '../core/facts/config/baseline.js';
import { UNKNOWN } from '../core/model/types.js';
import type { Baseline } from '../core/rule/baseline.js';
import { isLeftOutFolder, withoutPackagePath } from '../core/words/left-out.js';
import { baselineIn } from '../host/baseline.js';
import { candidateLanguage, isCandidate, isLeftUnread, languageOfText } from '../host/candidates.js';
import { type Files, openFiles } from '../host/files.js';
import { isFrontedBy } from '../host/fronted.js';
import { readReferenced } from '../host/reference.js';
import { makeRegexChecker } from '../host/regex.js';
import { makeStructureChecker, STRUCTURE_LIMIT } from '../host/structure.js';
import { pathOfUri } from '../host/uris.js';
import { searchFolder } from '../host/walk.js';
import { packagesAbove } from '../host/workspace.js';
import type { Outside } from './parts.js';

/** The disk and the workers, confined to these workspace folders; a folder that is not on disk gives nothing. */
export function createOutside(folders: readonly string[]): Outside {
  const files = openFiles(folders.flatMap((uri) => pathOfUri(uri) ?? []));
  const regex = makeRegexChecker();
  let structure: ReturnType<typeof makeStructureChecker> | undefined;
  return {
    read(uri) {
      const found = readReferenced(files, uri);
      return found.kind === 'text' ? { uri, language: found.language, text: found.text } : found.kind;
    },
    presence: files.presence,
    find: (uri) => candidate(files, uri),
    *search() {
      for (const folder of files.folders) {
        for (const found of searchFolder(files, folder)) yield found?.kind === 'text' ? found : undefined;
      }
    },
    baseline() {
      const found = files.folders.map((folder) => baselineIn(files, path.join(folder, BASELINE_FILE)));
      const read = found.flatMap((one) => (typeof one === 'string' ? [] : [one]));
      return { baseline: merged(read), broken: found.includes('broken') };
    },
    packagesAbove: (uri) => packagesAbove(files, [uri]),
    isFronted: (folder) => isFrontedBy(files, folder),
    async judge(want, engine) {
      if (want.kind === 'regex') return { known: true, value: await regex.check(want.pattern) };
      const document = want.kind === 'structure' ? engine.document(want.uri) : undefined;
      if (!document || document.length > STRUCTURE_LIMIT) return UNKNOWN;
      structure ??= makeStructureChecker((uri) => engine.document(uri)?.text());
      return structure.check(want.uri);
    },
    close() {
      regex.close().catch(() => undefined);
      structure?.close().catch(() => undefined);
    },
  };
}

/** The baselines of several folders: each speaks of its own files. */
function merged(baselines: readonly Baseline[]): Baseline | undefined {
  if (baselines.length === 0) return undefined;
  return {
    findings: new Map(baselines.flatMap(({ findings }) => [...findings])),
    security: new Map(baselines.flatMap(({ security }) => [...security])),
  };
}

/** What a search would say of one file: its name, its folders and its text. */
function candidate(files: Files, uri: string) {
  const file = pathOfUri(uri);
  const named = file === undefined ? undefined : candidateLanguage(file);
  if (file === undefined || !named || !files.folders.some((folder) => isBelow(folder, file)))
    return undefined;
  const reading = files.readUri(uri);
  if (reading.kind !== 'text') return undefined;
  const { text } = reading;
  const language = languageOfText(file, named, text);
  return !isCandidate(file, language, text) || isLeftUnread(language, text)
    ? undefined
    : { uri, language, text };
}

function isBelow(folder: string, file: string): boolean {
  const below = path.relative(folder, file).split(path.sep).join('/');
  const way = withoutPackagePath(below).split('/');
  return way[0] !== '..' && !way.slice(0, -1).some(isLeftOutFolder);
}

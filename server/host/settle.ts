import type { Engine, Want } from '../core/engine/types.js';
import { known, UNKNOWN } from '../core/model/types.js';
import type { LanguageId } from '../core/text/leaf.js';
import { createDocument } from '../core/text/open.js';
import type { Files } from './files.js';
import { readReferenced } from './reference.js';
import { makeRegexChecker, type RegexChecker } from './regex.js';
import { makeStructureChecker } from './structure.js';

/** What stands between an engine and the answers to its wants. */
export interface World {
  readonly files: Files;
  readonly regex: RegexChecker;
  /** Makes ready for a text in that language, which a reference has brought in. */
  prepare(language: LanguageId): Promise<void>;
  /** Files that a reference names and that could not be read as text, by path, with the reason. */
  readonly skipped: Map<string, string>;
  /** Files that begin with a byte order mark, by uri. */
  readonly marked: Set<string>;
}

/** Files that references may bring in. */
const MOST_FILES = 2000;
const FOREVER = () => false;

export function openWorld(files: Files, prepare: World['prepare'] = async () => {}): World {
  return { files, regex: makeRegexChecker(), skipped: new Map(), marked: new Set(), prepare };
}

/**
 * Works and answers until the engine wants nothing more; a want that stays after its answer is left. Configurations
 * come before any work, since they decide what there is to do.
 */
export async function settle(engine: Engine, world: World): Promise<void> {
  const asked = new Set<string>();
  let files = MOST_FILES;
  const answer = async (): Promise<boolean> => {
    const wants = engine.wants().filter((want) => !asked.has(wantKey(want)));
    for (const want of wants) {
      asked.add(wantKey(want));
      if (await bring(engine, world, want, files > 0)) files--;
    }
    return wants.length > 0;
  };
  do {
    while (await answer());
    while (engine.work(FOREVER));
  } while (await answer());
}

/**
 * Gets the second opinion on the structure of these documents, which takes long for large ones. One that refers to a
 * text which the engine could not take in gets none: what is missing would make the checker find fault with the rest.
 */
export async function checkStructure(engine: Engine, uris: readonly string[]): Promise<void> {
  const checker = makeStructureChecker((uri) => engine.document(uri)?.text());
  for (const uri of uris) engine.answer({ kind: 'structure', uri }, await checker.check(uri));
  await checker.close();
  while (engine.work(FOREVER));
}

/** True when a file was opened. */
async function bring(
  engine: Engine,
  { files, regex, skipped, marked, prepare }: World,
  want: Want,
  mayOpen: boolean,
): Promise<boolean> {
  const read = want.kind === 'file' && mayOpen ? readReferenced(files, want.uri) : undefined;
  if (want.kind === 'file' && read?.kind === 'text') {
    if (read.bom) marked.add(want.uri);
    await prepare(read.language);
    engine.open(createDocument(want.uri, read.language, 1, read.text));
    return true;
  }
  if (read?.kind === 'unknown' && read.skipped) skipped.set(read.skipped.path, read.skipped.reason);
  if (want.kind === 'presence') engine.answer(want, known(files.presence(want.uri)));
  else if (want.kind === 'regex') engine.answer(want, known(await regex.check(want.pattern)));
  else engine.answer(want, !read || read.kind === 'unknown' ? UNKNOWN : known(read.kind));
  return false;
}

/** The same for the same want. */
export function wantKey(want: Want): string {
  return `${want.kind} ${want.kind === 'regex' ? want.pattern : want.uri}`;
}

import type { Engine, Want } from '../core/engine/types.js';
import { known, UNKNOWN } from '../core/model/types.js';
import { createDocument } from '../core/text/open.js';
import type { Files } from './files.js';
import { readReferenced } from './reference.js';
import { makeRegexChecker, type RegexChecker } from './regex.js';
import { makeStructureChecker } from './structure.js';

/** What stands between an engine and the answers to its wants. */
export interface World {
  readonly files: Files;
  readonly regex: RegexChecker;
  /** Files that a reference names and that could not be read as text, by path, with the reason. */
  readonly skipped: Map<string, string>;
}

/** Files that references may bring in. */
const MOST_FILES = 2000;
const FOREVER = () => false;

export function openWorld(files: Files): World {
  return { files, regex: makeRegexChecker(), skipped: new Map() };
}

/** Works and answers until the engine wants nothing more; a want that stays after its answer is left. */
export async function settle(engine: Engine, world: World): Promise<void> {
  const asked = new Set<string>();
  for (;;) {
    while (engine.work(FOREVER));
    const wants = engine.wants().filter((want) => !asked.has(wantKey(want)));
    if (wants.length === 0) return;
    for (const want of wants) {
      asked.add(wantKey(want));
      await bring(engine, world, want, asked.size <= MOST_FILES);
    }
  }
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

async function bring(
  engine: Engine,
  { files, regex, skipped }: World,
  want: Want,
  mayOpen: boolean,
): Promise<void> {
  if (want.kind === 'regex') return engine.answer(want, known(await regex.check(want.pattern)));
  if (want.kind === 'structure' || !mayOpen) return engine.answer(want, UNKNOWN);
  const read = readReferenced(files, want.uri);
  if (read.kind === 'text') return engine.open(createDocument(want.uri, read.language, 1, read.text));
  if (read.kind !== 'unknown') return engine.answer(want, known(read.kind));
  if (read.skipped) skipped.set(read.skipped.path, read.skipped.reason);
  engine.answer(want, UNKNOWN);
}

/** The same for the same want. */
export function wantKey(want: Want): string {
  return `${want.kind} ${want.kind === 'regex' ? want.pattern : want.uri}`;
}

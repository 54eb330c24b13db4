import type { Answer, Engine, Want } from '../core/engine/types.js';
import { type Known, known, UNKNOWN } from '../core/model/types.js';
import { createDocument } from '../core/text/open.js';
import type { Files } from './files.js';
import { makeRegexChecker, type RegexChecker } from './regex.js';
import { pathOfUri } from './uris.js';
import { readNamed } from './walk.js';

/** What stands between an engine and the answers to its wants. */
export interface World {
  readonly files: Files;
  readonly regex: RegexChecker;
}

const FOREVER = () => false;

export function openWorld(files: Files): World {
  return { files, regex: makeRegexChecker() };
}

/** Works and answers until the engine wants nothing more. */
export async function settle(engine: Engine, world: World): Promise<void> {
  for (;;) {
    while (engine.work(FOREVER));
    const wants = engine.wants();
    if (wants.length === 0) return;
    for (const want of wants) await bring(engine, world, want);
  }
}

async function bring(engine: Engine, { files, regex }: World, want: Want): Promise<void> {
  if (want.kind === 'regex') engine.answer(want, known(await regex.check(want.pattern)));
  else if (want.kind === 'file') bringFile(engine, files, want);
  else engine.answer(want, UNKNOWN);
}

function bringFile(engine: Engine, files: Files, want: Extract<Want, { kind: 'file' }>): void {
  const path = pathOfUri(want.uri);
  const found = path !== undefined && files.holds(path) ? readNamed(files, path) : undefined;
  if (found?.kind === 'text') engine.open(createDocument(want.uri, found.language, 1, found.text));
  else engine.answer(want, absence(files, path));
}

function absence(files: Files, path: string | undefined): Known<Answer> {
  if (path === undefined) return known('refused');
  const read = files.read(path);
  return known(read.kind === 'missing' ? 'missing' : 'refused');
}

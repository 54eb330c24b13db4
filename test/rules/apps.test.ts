import { deepEqual, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf } from '../../server/host/languages.js';
import { findingsOf, prepare, type Session, type Source, uriOf } from './harness.js';

const APPS = join('test', 'fixtures', 'apps');

/** Small applications whose faults are marked at the ends of their lines: `//! auth/method-gap` or `#! ...`. */
describe('applications', () => {
  before(prepare);

  for (const name of readdirSync(APPS).sort()) {
    it(`${name}: every fault that is marked, and no other`, () => {
      const sources = sourcesOf(join(APPS, name));
      ok(sources.length > 0);
      const expected = sources.flatMap(({ name: file, text }) => marksOf(file, text));
      const session = findingsOf(sources.map((source) => ({ ...source, text: withoutMarks(source.text) })));
      const found = sources.flatMap(({ name: file }) => foundIn(file, session));
      deepEqual(found.sort(), expected.sort());
    });
  }
});

function sourcesOf(folder: string): readonly Source[] {
  const files = readdirSync(folder, { recursive: true }).map((file) => String(file).replaceAll('\\', '/'));
  return files.flatMap((name): readonly Source[] => {
    const language = languageOf(name);
    if (language === undefined || language === 'yaml' || language === 'json') return [];
    return [{ name, language, text: readFileSync(join(folder, name), 'utf8') }];
  });
}

const MARK = / *(?:\/\/|#)! (.*)$/;

function marksOf(file: string, text: string): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const rules = MARK.exec(line)?.[1]?.split(' ') ?? [];
    return rules.map((rule) => `${file}:${index + 1} ${rule}`);
  });
}

/** An exact copy but for the marks, so that no rule reads them. */
function withoutMarks(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(MARK, ''))
    .join('\n');
}

function foundIn(file: string, session: Session): readonly string[] {
  const document = session.engine.document(uriOf(file));
  if (document === undefined) return [];
  return session
    .in(file)
    .map(({ rule, place }) => `${file}:${document.positionAt(place.range.start).line + 1} ${rule}`);
}

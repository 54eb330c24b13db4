import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CodeParser } from '../../server/core/syntax/code.js';
import { isDocument } from '../../server/core/text/leaf.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { languageOf } from '../../server/host/languages.js';
import { settle } from '../support/engine.js';
import { opened, said } from '../support/renewed.js';
import { SAMPLES } from '../support/samples.js';
import { stepsOn, typedEdits, wordEdits } from '../support/typing.js';

/** Runs of edits of one file, and then of the other: most leave what the files say together as it is. */
const turns = fc.array(fc.tuple(typedEdits, wordEdits), { minLength: 1, maxLength: 2 });

describe('edits of two files in turns', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  for (const { edited, beside } of SAMPLES) {
    const isCode = ([name]: readonly [string, string]) => !isDocument(languageOf(name) ?? 'yaml');
    const other = beside.find(isCode);
    if (other === undefined) continue;
    it(`are checked as new texts are: ${edited[0]} and ${other[0]}`, () => {
      const rest = beside.filter((one) => one !== other);
      fc.assert(
        fc.property(turns, (runs) => {
          const texts = [edited[1], other[1]];
          const all = () => [edited[0], other[0]].map((name, file) => [name, texts[file] ?? ''] as const);
          const { engine, uris } = opened(parser, [...all(), ...rest]);
          for (const [file, edits] of runs.flatMap(
            ([typed, words]) =>
              [
                [0, typed],
                [1, words],
                [0, words],
              ] as const,
          )) {
            const uri = uris[file] ?? '';
            for (const { start, end, text, after } of stepsOn(texts[file] ?? '', edits.slice(0, 6))) {
              const document = engine.document(uri);
              assert.ok(document);
              engine.edit(document.edit(document.version + 1, [{ range: { start, end }, text }]));
              settle(engine);
              texts[file] = after;
              const fresh = opened(parser, [...all(), ...rest]);
              assert.deepEqual(said(engine, uris, false), said(fresh.engine, fresh.uris, false));
              for (const one of fresh.uris) fresh.engine.close(one);
            }
          }
          for (const one of uris) engine.close(one);
        }),
        { seed: 20, numRuns: 4 },
      );
    });
  }
});

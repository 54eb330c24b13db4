import assert from 'node:assert/strict';
import type { LanguageId } from '../../server/core/text/leaf.js';
import { createDocument } from '../../server/core/text/open.js';
import { random } from '../support/random.js';

/** Where lines begin for an editor: behind each line feed, carriage return, and pair of the two. */
function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ 0: end, index }) => index + end.length)];
}

const ENDS: Readonly<Record<string, string>> = {
  'line feeds': '\n',
  'carriage returns': '\r',
  pairs: '\r\n',
};

const YAML = ['openapi: 3.0.3', 'paths:', '  /a:', '    get:', '', '      responses: {}', '  /b: {}', ''];
const JSON_LINES = [
  '{',
  '  "openapi": "3.0.3",',
  '',
  '  "paths": {',
  '    "/a": {},',
  '    "/b": {}',
  '  }',
  '}',
  '',
];

describe('positions', () => {
  for (const [name, end] of Object.entries(ENDS)) {
    it(`count lines as editors do, with ${name}`, () => {
      const texts: readonly (readonly [LanguageId, string])[] = [
        ['yaml', YAML.join(end)],
        ['json', JSON_LINES.join(end)],
        ['json', `{ "openapi": "3.0.3", "paths": { "/a": {},${end}"/b": {} } }`],
        ['typescript', ['const a = 1;', '', 'const b = 2;'].join(end)],
      ];
      for (const [language, text] of texts) {
        const document = createDocument('file:///a', language, 1, text);
        for (const [line, start] of lineStarts(text).entries()) {
          assert.deepEqual(document.positionAt(start), { line, character: 0 }, text);
          assert.equal(document.offsetAt({ line, character: 0 }), start, text);
          const rest = /[^\r\n]*/.exec(text.slice(start))?.[0].length ?? 0;
          // Beyond the end of a line is its end.
          assert.equal(document.offsetAt({ line, character: rest + 9 }), start + rest, text);
          assert.deepEqual(document.positionAt(start + rest), { line, character: rest }, text);
        }
      }
    });
  }

  it('stay right while line ends of every kind are typed', () => {
    for (const [language, lines] of [
      ['yaml', YAML],
      ['json', JSON_LINES],
    ] as const) {
      const pick = random(5);
      let text = lines.join('\n');
      let document = createDocument('file:///a', language, 0, text);
      for (let version = 1; version <= 300; version++) {
        const start = pick(text.length + 1);
        const end = Math.min(text.length, start + pick(3));
        const by = ['\r', '\n', '\r\n', 'x', ''][pick(5)] ?? '';
        document = document.edit(version, [{ range: { start, end }, text: by }]);
        text = text.slice(0, start) + by + text.slice(end);
        const starts = lineStarts(text);
        const line = pick(starts.length);
        const at = starts[line] ?? 0;
        assert.equal(document.offsetAt({ line, character: 0 }), at, JSON.stringify(text));
        assert.deepEqual(document.positionAt(at), { line, character: 0 }, JSON.stringify(text));
        if (version % 40 > 0) continue;
        text = lines.join('\n');
        document = createDocument('file:///a', language, version, text);
      }
    }
  });
});

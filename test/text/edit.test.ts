import assert from 'node:assert/strict';
import type { Document } from '../../server/core/text/document.js';
import { createDocument } from '../../server/core/text/open.js';
import { random } from '../support/random.js';
import { corpus } from '../support/shared.js';

const FILES = corpus(1_300_000).filter(({ name }) => !name.includes('/'));
const TYPED = [
  ['x', ' ', '\n', '"', "'", '#', ':', '- ', '|', '\t', '&a ', '*a', '{', '}', '[', ']', ',', '\r\n', '%'],
  [
    '\n  ',
    '\n      foo: bar',
    '\n---\n',
    '\n...\n',
    '\nkey: v\n',
    '\n/p:\n',
    '? ',
    '\n    - x',
    '\n#c\n',
    '\n  # c\n',
  ],
  ['\n  /new:\n    get: {}\n', '"k": 1,', ',\n"k": {"a": [1]}', '<<: *a\n', 'openapi: 3.0.0\n', '\n\n'],
].flat();

function languageOf(name: string): 'json' | 'yaml' {
  return name.endsWith('.json') ? 'json' : 'yaml';
}

function unitsOf(document: Document): readonly string[] {
  return document.units.map(
    ({ id, kind, leaves }) => `${kind} ${id} ${leaves.map(({ text }) => text).join('')}`,
  );
}

/** Where an edit happens and what it puts there. */
function someEdit(text: string, pick: (below: number) => number): { start: number; end: number; by: string } {
  const start = pick(text.length + 1);
  const kind = pick(10);
  const lineEnd = text.indexOf('\n', start) + 1;
  const length =
    kind < 6 ? 0 : kind < 8 ? 1 + pick(6) : kind === 8 ? Math.max(0, lineEnd - start) : pick(400);
  const by = kind < 6 || kind === 9 ? (TYPED[pick(TYPED.length)] ?? 'x') : '';
  return { start, end: Math.min(text.length, start + length), by };
}

describe('an edited document', () => {
  it(`is cut as a new one is, whatever is typed (${FILES.length} documents)`, () => {
    let compared = 0;
    for (const [seed, { name, text }] of FILES.entries()) {
      const pick = random(seed + 11);
      const rounds = text.length > 200_000 ? 12 : 60;
      let document = createDocument(name, languageOf(name), 0, text);
      let now = text;
      for (let round = 1; round <= rounds; round += 1) {
        const { start, end, by } = someEdit(now, pick);
        now = now.slice(0, start) + by + now.slice(end);
        document = document.edit(round, [{ range: { start, end }, text: by }]);
        assert.equal(document.text(), now, name);
        assert.equal(document.length, now.length);
        const fresh = createDocument(name, languageOf(name), round, now);
        if (fresh.regular) {
          compared += 1;
          const at = `${name} ${JSON.stringify({ seed, round, start, end, by })}`;
          assert.deepEqual(unitsOf(document), unitsOf(fresh), at);
          assert.ok(document.regular, at);
        }
        if (round % 6 === 0) {
          document = createDocument(name, languageOf(name), round, text);
          now = text;
        }
      }
    }
    assert.ok(FILES.length === 0 || compared > 100, String(compared));
  });
});

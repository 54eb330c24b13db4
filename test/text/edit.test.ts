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
function someEdit(
  text: string,
  pick: (below: number) => number,
  typed: readonly string[],
): { start: number; end: number; by: string } {
  const start = pick(text.length + 1);
  const kind = pick(10);
  const lineEnd = text.indexOf('\n', start) + 1;
  const length =
    kind < 6 ? 0 : kind < 8 ? 1 + pick(6) : kind === 8 ? Math.max(0, lineEnd - start) : pick(400);
  const by = kind < 6 || kind === 9 ? (typed[pick(typed.length)] ?? 'x') : '';
  return { start, end: Math.min(text.length, start + length), by };
}

interface Sample {
  readonly name: string;
  readonly text: string;
}

/** Types into documents; how often the outcome was held against a new one. */
function compare(files: readonly Sample[], typed: readonly string[], roundsIn: (text: string) => number) {
  let compared = 0;
  for (const [seed, { name, text }] of files.entries()) {
    const pick = random(seed + 11);
    const rounds = roundsIn(text);
    let document = createDocument(name, languageOf(name), 0, text);
    let now = text;
    for (let round = 1; round <= rounds; round += 1) {
      const { start, end, by } = someEdit(now, pick, typed);
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
  return compared;
}

const MARKS = ['<<<<<<< a\n', '||||||| b\n', '=======\n', '>>>>>>> c\n', '\n||||||| b\n', '\n=======\n'];

const [OURS, BASE, THEIRS, END] = ['<<<<<<< HEAD', '||||||| base', '=======', '>>>>>>> other'];
const CONFLICTS: readonly Sample[] = [
  {
    name: 'a.yaml',
    text: `openapi: 3.0.3
info: { title: t }
paths:
  /a:
    get: {}
${OURS}
  /b:
    get: {}
${BASE}
  /old: {}
  /older: {}
${THEIRS}
  /c:
    get: {}
${END}
  /d:
    get:
${OURS}
      summary: a
${BASE}
      summary: b
${THEIRS}
      summary: c
${END}
`,
  },
  {
    name: 'a.json',
    text: `{
  "openapi": "3.0.3",
  "paths": {
    "/a": { "get": {} },
${OURS}
    "/b": { "get": {} },
${BASE}
    "/old": {},
    "/older": {},
${THEIRS}
    "/c": { "get": {} },
${END}
    "/d": {
${OURS}
      "get": { "summary": "a" }
${BASE}
      "get": { "summary": "b" }
${THEIRS}
      "get": { "summary": "c" }
${END}
    }
  }
}
`,
  },
];

describe('an edited document', () => {
  it(`is cut as a new one is, whatever is typed (${FILES.length} documents)`, () => {
    const compared = compare(FILES, TYPED, (text) => (text.length > 200_000 ? 12 : 60));
    assert.ok(FILES.length === 0 || compared > 100, String(compared));
  });

  it('is cut as a new one is where versions of it could not be merged', () => {
    const compared = compare(CONFLICTS, [...TYPED, ...MARKS, ...MARKS], () => 3_000);
    assert.ok(compared > 1_000, String(compared));
  });
});

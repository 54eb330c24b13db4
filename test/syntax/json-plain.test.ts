import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPatiently } from '../../server/core/syntax/json.js';
import { readPlainJson } from '../../server/core/syntax/json-plain.js';
import type { Leaf } from '../../server/core/text/leaf.js';
import { createDocument } from '../../server/core/text/open.js';
import { corpus } from '../support/shared.js';
import { described } from './described.js';

function leavesOf(text: string): readonly Leaf[] {
  return createDocument('file:///a.json', 'json', 1, text).leaves;
}

/** Whether the quick reader reads the leaf; where it does, it says what the patient one says. */
function isRead(leaf: Leaf): boolean {
  const plain = readPlainJson(leaf);
  if (plain === undefined) return false;
  const { root, problems } = readPatiently(leaf);
  assert.deepEqual(problems, [], leaf.text);
  assert.deepEqual(described(plain), described(root), leaf.text);
  return true;
}

describe('plain JSON', () => {
  const files = corpus(1_000_000).filter(({ name }) => name.endsWith('.json'));

  it(`is read as the patient reader reads it (${files.length} documents)`, () => {
    for (const { name, text } of files) {
      const members = leavesOf(text).filter(({ key, head }) => key !== undefined && !head);
      assert.ok(members.every(isRead), name);
    }
  });

  it('is read so whatever it says, and however it is laid out', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
        assert.ok(
          leavesOf(JSON.stringify(JSON.parse(text), null, indent)).some((leaf) => leaf.head || isRead(leaf)),
        );
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('is told from what is none, wherever a character is lost, added or changed', () => {
    const text =
      '{ "openapi": "3.0.3", "a b": [1, -2.5e3, { "x": "\\u0041\\n" }, []], "c": { "d": null, "e": true } }';
    const marks = [
      '',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      "'",
      '\\',
      '\n',
      '\t',
      '/',
      '// c\n',
      '0',
      'x',
      ' ',
    ];
    for (let at = 0; at <= text.length; at++) {
      for (const mark of marks) {
        for (const rest of [text.slice(at), text.slice(at + 1)])
          for (const leaf of leavesOf(text.slice(0, at) + mark + rest)) isRead(leaf);
      }
    }
  });

  const others = [
    '{ a: 1 }',
    "{ 'a': 1 }",
    '{ "a": 1, }',
    '{ "a" 1 }',
    '{ "a": 01 }',
    '{ "a": "\\x" }',
    '[1 2]',
    '',
    '{ "a": 1, "a": 2 }',
    '{ "a": [{ "b": 1, "\\u0062": 2 }] }',
    `{ ${[...'abcdefghija'].map((name) => `"${name}": 1`).join(', ')} }`,
  ];
  for (const text of others) {
    it(`others: ${text}`, () => {
      const leaf = { uri: 'file:///a.json', text, lines: 0, path: [], key: undefined, head: false } as const;
      assert.equal(readPlainJson({ ...leaf, syntax: 'json' }), undefined);
    });
  }

  it('leaves what nests too deeply to who says so', () => {
    const text = `${'['.repeat(300)}${']'.repeat(300)}`;
    assert.equal(
      readPlainJson({ uri: '', text, lines: 0, path: [], key: undefined, head: false, syntax: 'json' }),
      undefined,
    );
  });
});

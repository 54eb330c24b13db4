import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { child, type Node } from '../../server/core/syntax/node.js';
import { documentTree, nodeAt, pathOf, rangeOf, unitTree } from '../../server/core/syntax/tree.js';
import { createDocument } from '../../server/core/text/open.js';
import { random } from '../support/random.js';
import { corpus } from '../support/shared.js';
import { plainOf } from './described.js';

const FILES = corpus(1_000_000);

const MERGED = {
  name: 'merged.yaml',
  text: `openapi: 3.0.3
x-shared: &shared
  a: { description: from elsewhere }
  nowhere: { description: from elsewhere }
paths:
  /a: {}
components:
  responses:
    <<: *shared
    b: { description: own }
`,
};

function languageOf(name: string): 'json' | 'yaml' {
  return name.endsWith('.json') ? 'json' : 'yaml';
}

function every(node: Node, visit: (node: Node) => void): void {
  visit(node);
  if (node.kind === 'sequence') for (const item of node.items) every(item, visit);
  if (node.kind === 'map') for (const { value } of node.entries) every(value, visit);
}

describe('cut and composed again', () => {
  it(`a document says what a whole parse of it says (${FILES.length} documents)`, () => {
    for (const { name, text } of FILES) {
      const document = createDocument(`file:///${name}`, languageOf(name), 1, text);
      assert.equal(document.text(), text, name);
      const expected: unknown = name.endsWith('.json')
        ? JSON.parse(text)
        : parse(text, { uniqueKeys: false, maxAliasCount: -1 });
      assert.deepEqual(plainOf(documentTree(document)), expected, name);
      const problems = document.units.flatMap((unit) => unitTree(document, unit).problems);
      assert.deepEqual(
        problems.map(({ message }) => message),
        [],
        name,
      );
    }
  });

  it('finds a node again by the steps to it, and its text at its range', () => {
    for (const { name, text } of FILES.slice(0, 60)) {
      const document = createDocument(`file:///${name}`, languageOf(name), 1, text);
      const root = documentTree(document);
      assert.ok(root);
      let count = 0;
      every(root, (node) => {
        if (count++ % 7 !== 0) return;
        const path = pathOf(node);
        const { start, end } = rangeOf(document, node);
        const again = nodeAt(document, path);
        assert.ok(again, `${name} ${path.join('/')}`);
        assert.deepEqual(rangeOf(document, again), { start, end }, `${name} ${path.join('/')}`);
        const slice = text.slice(start, end);
        if (node.kind === 'scalar' && node.style === 'double') assert.match(slice, /^"[\s\S]*"$/, name);
        if (
          node.kind === 'scalar' &&
          node.style === 'plain' &&
          typeof node.value === 'string' &&
          !slice.includes('\n')
        ) {
          assert.equal(slice, node.value, name);
        }
        if (node.kind !== 'scalar' && node.style === 'flow')
          assert.match(slice, /^[{[][\s\S]*[}\]]$/, `${name} ${path.join('/')}`);
      });
    }
  });

  it('finds nothing where the steps lead nowhere, and what merge keys bring in', () => {
    for (const { name, text } of [...FILES.filter((file) => file.text.length < 300_000), MERGED]) {
      const document = createDocument(`file:///${name}`, languageOf(name), 1, text);
      const root = documentTree(document);
      assert.ok(root);
      let count = 0;
      every(root, (node) => {
        const path = pathOf(node);
        if (path.length > 4 && count++ % 31 !== 0) return;
        for (const wrong of [...path.map((_, index) => path.with(index, 'nowhere')), [...path, 'a']]) {
          let found: Node | undefined = root;
          for (const step of wrong) found = child(found, step);
          assert.deepEqual(plainOf(nodeAt(document, wrong)), plainOf(found), `${name} ${wrong.join('/')}`);
        }
      });
    }
  });

  it('gives after random edits and their undoing what a new document gives, and keeps untouched leaves', () => {
    for (const [seed, { name, text }] of FILES.filter(({ text }) => text.length < 60_000).entries()) {
      const pick = random(seed + 1);
      const first = createDocument(`file:///${name}`, languageOf(name), 1, text);
      for (let count = 0; count < 5; count++) {
        const at = pick(text.length);
        const edited = first.edit(2, [{ range: { start: at, end: at }, text: 'x: "' }]);
        const expected = `${text.slice(0, at)}x: "${text.slice(at)}`;
        assert.equal(edited.text(), expected);
        const back = edited.edit(3, [{ range: { start: at, end: at + 4 }, text: '' }]);
        assert.equal(back.text(), text);
        assert.deepEqual(
          back.leaves.map((leaf) => leaf.text),
          first.leaves.map((leaf) => leaf.text),
        );
        const fresh = createDocument(`file:///${name}`, languageOf(name), 1, expected);
        if (!fresh.regular) continue;
        assert.deepEqual(
          edited.leaves.map((leaf) => leaf.text),
          fresh.leaves.map((leaf) => leaf.text),
        );
      }
    }
  });

  it('turns offsets into positions and back', () => {
    for (const { name, text } of FILES.slice(0, 20)) {
      const document = createDocument(`file:///${name}`, languageOf(name), 1, text);
      const lines = text.split('\n');
      const pick = random(7);
      for (let count = 0; count < 50; count++) {
        const line = pick(lines.length);
        const character = pick((lines[line] ?? '').length + 1);
        const offset = lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0) + character;
        assert.deepEqual(document.positionAt(offset), { line, character }, name);
        assert.equal(document.offsetAt({ line, character }), offset, name);
      }
    }
  });
});

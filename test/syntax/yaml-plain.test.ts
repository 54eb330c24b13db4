import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse, stringify, type ToStringOptions } from 'yaml';
import { readByEvents } from '../../server/core/syntax/yaml.js';
import { readPlainYaml } from '../../server/core/syntax/yaml-plain.js';
import type { Leaf } from '../../server/core/text/leaf.js';
import { createDocument } from '../../server/core/text/open.js';
import { random } from '../support/random.js';
import { corpus } from '../support/shared.js';
import { described, plainOf } from './described.js';

function leaf(text: string): Leaf {
  return { uri: 'file:///a.yaml', text, lines: 0, path: [], key: undefined, head: false, syntax: 'yaml' };
}

/** Whether the quick reader reads the leaf; where it does, it says what the patient one says. */
function isRead(one: Leaf): boolean {
  const plain = readPlainYaml(one);
  if (plain === undefined) return false;
  const { root, problems, marks } = readByEvents(one);
  assert.deepEqual(problems, [], one.text);
  assert.deepEqual(marks, [], one.text);
  assert.deepEqual(described(plain), described(root), one.text);
  return true;
}

/** Everything that the reader knows, and some of what it does not. */
const SAMPLE = `# comment
openapi: 3.0.3
'single ''quoted''': "double \\"quoted\\" \\u0041 \\x41"
empty:
empty too: # comment
next: line
  goes on

  after a blank
quoted: "goes
  on \\t here"
single: 'goes

  on'
below:
  text that stands
  below its key # comment
list:
- a
- b: 1
  c: [x, "y, z", {a: b, 'c': 1.5 }, [], {}]
-
  d: null
- - nested
  - list
- # comment
  e: ~
deeper:
    - >-
      folded
        more

      text
    - |+
      literal


    - |
       wide
      # no comment
200:
  literal: |
    a: b

    - c
# at the end
"last": true
`;

describe('plain YAML', () => {
  const files = corpus(1_000_000).filter(({ name }) => !name.endsWith('.json'));

  it(`is read as any YAML is (${files.length} documents), and most leaves are plain`, () => {
    let [count, plain] = [0, 0];
    for (const { name, text } of files) {
      for (const one of createDocument(`file:///${name}`, 'yaml', 1, text).leaves) {
        count += 1;
        if (isRead(one)) plain += 1;
      }
    }
    assert.ok(plain > 0.9 * count, `${plain} of ${count} leaves`);
  });

  it('is read so wherever a character is lost, added or changed', () => {
    assert.ok(isRead(leaf(SAMPLE.replace(/^ {7}wide\n/m, '').replace('-\n  d: null\n', ''))));
    const marks = [
      '',
      ' ',
      '  ',
      '\n',
      '\n\n',
      ':',
      ': ',
      '- ',
      '-',
      '#',
      ' #',
      '"',
      "'",
      '\\',
      '|',
      '>',
      '[',
      ']',
      '{',
      '}',
      ',',
      '&a ',
      '*a',
      '!a ',
      '? ',
      '%',
      '@',
      '---\n',
      '...',
      '\t',
      '\r',
      '0',
      '\u0085',
      '\ufeff',
      '\ud83d',
    ];
    for (let at = 0; at <= SAMPLE.length; at++) {
      for (const mark of marks) {
        isRead(leaf(SAMPLE.slice(0, at) + mark + SAMPLE.slice(at)));
        isRead(leaf(SAMPLE.slice(0, at) + mark + SAMPLE.slice(at + 1)));
      }
    }
  }).timeout(300_000);

  it('is read so where lines are lost, moved or indented otherwise', () => {
    const lines = SAMPLE.split('\n');
    const pick = random(5);
    let plain = 0;
    for (let run = 0; run < 20_000; run++) {
      const from = pick(lines.length);
      const some = lines.slice(from, from + 1 + pick(12));
      for (let change = pick(4); change > 0 && some.length > 0; change--) {
        const at = pick(some.length);
        if (pick(3) === 0) some.splice(at, 1);
        else if (pick(2) === 0) some.splice(at, 0, lines[pick(lines.length)] ?? '');
        else some[at] = ' '.repeat(pick(4)) + (some[at] ?? '').trimStart();
      }
      if (isRead(leaf(some.join('\n')))) plain += 1;
    }
    assert.ok(plain > 2000, `${plain} plain texts`);
  }).timeout(300_000);

  it('is read so whatever it says, and however it is laid out', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(...' \n:-#\'"[]{},|>&*!%@`a1.~') }),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        text,
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        tie('map'),
        tie('list'),
      ),
      map: fc.dictionary(text, tie('tree'), { maxKeys: 4 }),
      list: fc.array(tie('tree'), { maxLength: 4 }),
    }));
    const layout: fc.Arbitrary<ToStringOptions> = fc.record({
      indent: fc.constantFrom(2, 4),
      indentSeq: fc.boolean(),
      lineWidth: fc.constantFrom(0, 20, 80),
      collectionStyle: fc.constantFrom('any', 'block', 'flow'),
      singleQuote: fc.constantFrom(null, true, false),
    });
    let plain = 0;
    fc.assert(
      fc.property(fc.dictionary(text, tree, { minKeys: 1, maxKeys: 4 }), layout, (value, how) => {
        const text = stringify(value, how);
        const one = leaf(text);
        if (!isRead(one)) return;
        plain += 1;
        assert.deepEqual(plainOf(readPlainYaml(one)), parse(text), text);
      }),
      { seed: 8, numRuns: 3000 },
    );
    assert.ok(plain > 1000, `${plain} plain documents`);
  }).timeout(300_000);

  const others = ['a: 1\na: 2\n', 'a: { b: 1, "b": 2 }\n', '1: a\n01: b\n', 'a:\n  <<: { b: 1 }\n'];
  for (const text of others) {
    it(`leaves keys that stand twice or bring in others to who knows them: ${JSON.stringify(text)}`, () => {
      assert.equal(readPlainYaml(leaf(text)), undefined);
    });
  }
});

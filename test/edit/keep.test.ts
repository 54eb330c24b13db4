import assert from 'node:assert/strict';
import { isScalar, type Node } from '../../server/core/syntax/node.js';
import { dedent, edited, type Picker } from './support.js';

const OLD = 'old';

/** The text with every string that says OLD saying NEW instead, all at once. */
function renewed(text: string): string | undefined {
  return edited(dedent(text), (at) => strings(at).map((node) => ({ replace: node, by: newer(node) })));
}

function newer(node: Node): string {
  return isScalar(node) ? String(node.value).replaceAll(OLD, 'NEW') : '';
}

function strings(at: Picker): readonly Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'map') for (const { value } of node.entries) visit(value);
    else if (node.kind === 'sequence') node.items.forEach(visit);
    else if (String(node.value).includes(OLD)) found.push(node);
  };
  visit(at.node());
  return found;
}

/** Each is written with other words and nothing else. */
const KEPT: Readonly<Record<string, string>> = {
  'quotes that nothing asks for': `
    a: "old"
    b: 'old'
    c: old # plain
    d: { x: "old", y: 'old', z: old }
    e: ["old", 'old', old]
    f:
      - "old"
      - 'old'
      - old
  `,
  'quotes among other quotes': `
    a: "use: old"
    b: plain
    c: 'it''s old'
    d: { x: plain, y: 'it''s old', z: "one \\"two\\" old" }
    e: [plain, "plain", 'it''s old']
  `,
  'block scalars with their headers, lines and indentation': `
    a: >-
        folded to the
        next old line

        and one more
    b: |+ # kept
      literal
        old

    c: |2-
         old
       deeper
    d:
      - |
        old
      - >
        old
        lines
    e: old
  `,
  'lines of long strings': `
    a: "one \\
      old \\
      three"
    b: 'one
      old

      three'
    c: one
      old
      three
  `,
};

describe('a string that takes the place of another', () => {
  for (const [name, text] of Object.entries(KEPT)) {
    it(`keeps ${name}`, () => {
      assert.equal(renewed(text), dedent(text).replaceAll(OLD, 'NEW'));
    });
  }

  it('keeps its quotes where every word is another', () => {
    const text = 'a: { x: "http", y: \'two words\' }\nb: ["x, y", z]\n';
    const made = edited(text, (at) => [
      { replace: at.node('a', 'x'), by: 'a: b' },
      { replace: at.node('a', 'y'), by: "it's" },
      { replace: at.node('b', 0), by: 'true' },
      { replace: at.node('b', 1), by: 'yes' },
    ]);
    assert.equal(made, 'a: { x: "a: b", y: \'it\'\'s\' }\nb: ["true", "yes"]\n');
  });

  it('is written anew where more than words differ', () => {
    const text = 'a: >-\n  one\n  two\nb: x\nc: true\n';
    const made = edited(text, (at) => [
      { replace: at.node('a'), by: 'other' },
      { replace: at.node('b'), by: 5 },
      { replace: at.node('c'), by: 'text' },
    ]);
    assert.equal(made, 'a: other\nb: 5\nc: text\n');
  });

  it('takes the right one of words that are alike', () => {
    const text = 'a: >\n  > old\n  old older\nb: 1\n';
    const made = edited(text, (at) => [{ replace: at.node('a'), by: '> old NEW older\n' }]);
    assert.equal(made, 'a: >\n  > old\n  NEW older\nb: 1\n');
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { CodeNode, CodeParser, CodeRoot } from '../../server/core/syntax/code.js';
import type { LanguageId } from '../../server/core/text/leaf.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { languageOf } from '../../server/host/languages.js';
import { stepsOn, typedEdits } from '../support/typing.js';

const FILES = [
  'apps/shop/src/controllers/orders.controller.js',
  'apps/notes/src/controllers/notes.ts',
  'apps/stock/app/routers/items.py',
  'apps/orders/src/main/java/a/Orders.java',
];
const SEED = 20;

/** The text of a fixture, with characters outside of the plane of most, in lines that end as is asked. */
function textOf(file: string, end: string): string {
  const mark = /py$/.test(file) ? '# 🔐 über\n' : '/* 🔐 über */\n';
  const text = mark + readFileSync(`test/fixtures/${file}`, 'utf8');
  return text.replaceAll('\n', end);
}

/** A tree with all that it says, one node a line; also asserts that children know their parents. */
function drawn(root: CodeNode): readonly string[] {
  const lines: string[] = [];
  const stack: (readonly [CodeNode, number])[] = [[root, 0]];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [node, depth] = top;
    const { type, start, end, field, broken } = node;
    lines.push(`${depth} ${field ?? ''} ${type} ${start}-${end}${broken ? ' broken' : ''}`);
    for (const child of node.children.toReversed()) {
      assert.equal(child.parent, node);
      stack.push([child, depth + 1]);
    }
  }
  return lines;
}

describe('edited code', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  for (const file of FILES) {
    for (const [name, end] of [
      ['LF', '\n'],
      ['CRLF', '\r\n'],
    ] as const) {
      it(`is read as a new text is: ${file} with ${name}`, () => {
        const language: LanguageId = languageOf(file) ?? 'javascript';
        const text = textOf(file, end);
        fc.assert(
          fc.property(typedEdits, (edits) => {
            let root: CodeRoot | undefined = parser.parse(language, text);
            for (const { after } of stepsOn(text, edits)) {
              root = parser.parse(language, after, root);
              const fresh = parser.parse(language, after);
              assert.ok(root && fresh);
              assert.deepEqual(drawn(root), drawn(fresh));
            }
            if (root) parser.release?.(root);
          }),
          { seed: SEED, numRuns: 40 },
        );
      });
    }
  }
});

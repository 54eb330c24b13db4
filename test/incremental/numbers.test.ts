import assert from 'node:assert/strict';
import fc from 'fast-check';
import { continueNumbers, numbersOf } from '../../server/core/facts/code/numbers.js';
import type { CodeNode, CodeParser, CodeRoot } from '../../server/core/syntax/code.js';
import { statementsOf } from '../../server/core/syntax/code-statements.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { languageOf } from '../../server/host/languages.js';
import { SAMPLES } from '../support/samples.js';
import { stepsOn, typedEdits } from '../support/typing.js';

describe('numbers of functions and registrations', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  const firstsOf = (root: CodeRoot) =>
    new Map<CodeNode, number>(
      statementsOf(root).map(({ node }) => [node, numbersOf(root).ofStatement(node)]),
    );

  for (const { edited } of SAMPLES) {
    const [name, text] = edited;
    it(`stay with their statement, in the order of the text and far enough apart: ${name}`, () => {
      const language = languageOf(name) ?? 'javascript';
      fc.assert(
        fc.property(typedEdits, (edits) => {
          let root = parser.parse(language, text);
          let kept = 0;
          for (const { after } of stepsOn(text, edits)) {
            const before = root;
            const old = before && firstsOf(before);
            root = parser.parse(language, after, before);
            assert.ok(root && before && old);
            continueNumbers(root, before);
            let last = 0;
            for (const [node, first] of firstsOf(root)) {
              assert.ok(first > last, `${first} behind ${last}`);
              last = first + (node.end - node.start);
              if (old.has(node)) {
                kept += 1;
                assert.equal(first, old.get(node));
              }
            }
          }
          assert.ok(kept > 0);
          if (root) parser.release?.(root);
        }),
        { seed: 3, numRuns: 20 },
      );
    });
  }
});

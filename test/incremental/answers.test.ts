import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AnswersOfFile } from '../../server/core/engine/code/answers-of-file.js';
import { continueUses, usesAnywhere } from '../../server/core/engine/code/file-uses.js';
import { Inquiry } from '../../server/core/engine/code/inquiry.js';
import { Scopes } from '../../server/core/engine/code/scopes.js';
import type { World } from '../../server/core/engine/code/world.js';
import { UNKNOWN } from '../../server/core/model/types.js';
import type { CodeNode, CodeParser, CodeRoot } from '../../server/core/syntax/code.js';
import { walk } from '../../server/core/syntax/code-read.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { languageOf } from '../../server/host/languages.js';
import { SAMPLES } from '../support/samples.js';
import { stepsOn, typedEdits } from '../support/typing.js';

describe('what the statements of a file ask in common', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  const read = (language: 'javascript' | 'java', text: string, before?: CodeRoot): CodeRoot => {
    const root = parser.parse(language, text, before);
    assert.ok(root);
    return root;
  };

  const worldOf = (root: CodeRoot, text: string): World => {
    const leaf = { uri: 'file:///a', text, lines: 1, path: [], key: undefined, head: false };
    const groups = { registrations: new Map(), functions: new Map() };
    const nothing = () => undefined;
    return {
      root,
      contents: {
        root,
        leaf: { ...leaf, syntax: 'code' },
        statements: [],
        whole: [],
        sites: new Map(),
        ...groups,
      },
      names: new Scopes(root, text),
      env: { route: nothing },
      asks: {
        regex: nothing,
        today: () => UNKNOWN,
        options: nothing,
        listed: () => () => false,
        speaks: () => false,
      },
    };
  };

  it('is asked once of a version, and stands until it is answered in another way', () => {
    const root = read('javascript', 'a;');
    const world = () => worldOf(root, 'a;');
    let [value, asked] = [1, 0];
    const ask = () => {
      asked += 1;
      return [value];
    };
    const answers = new AnswersOfFile(world());
    const inquiries = [new Inquiry(answers), new Inquiry(answers)];
    for (const one of inquiries) one.common('value', ask);
    assert.equal(asked, 1);

    const same = world();
    answers.goOn(same);
    assert.deepEqual(
      inquiries.map((one) => one.stands(same)),
      [true, true],
    );
    assert.equal(asked, 2);

    value = 2;
    const other = world();
    answers.goOn(other);
    const late = new Inquiry(answers);
    late.common('value', ask);
    assert.deepEqual(
      [...inquiries, late].map((one) => one.stands(other)),
      [false, false, true],
    );
  });

  it('does not stand of a node that is gone', () => {
    const text = 'class One { int a; }\n';
    const nameOf = (root: CodeRoot): CodeNode => {
      const found = [...walk(root)].find(({ field, parent }) => field === 'name' && parent?.parent === root);
      assert.ok(found);
      return found;
    };
    const first = read('java', text);
    const answers = new AnswersOfFile(worldOf(first, text));
    const inquiry = new Inquiry(answers);
    inquiry.commonOf(nameOf(first), 'a', () => ['here']);

    const second = read('java', `\n${text}`, first);
    const moved = worldOf(second, `\n${text}`);
    answers.goOn(moved);
    assert.ok(inquiry.stands(moved));

    const renamed = `\n${text}`.replace('One', 'Other');
    const third = read('java', renamed, second);
    const gone = worldOf(third, renamed);
    answers.goOn(gone);
    assert.ok(!inquiry.stands(gone));
  });

  for (const { edited } of SAMPLES) {
    const [name, text] = edited;
    it(`finds the uses of names that a new text has: ${name}`, () => {
      const language = languageOf(name) ?? 'javascript';
      const uses = (root: CodeRoot, of: string, names: ReadonlySet<string>) =>
        [...names].flatMap((one) =>
          (['assigned', 'appended', 'called'] as const).flatMap((use) =>
            usesAnywhere(root, of, use, one).map(({ start, end }) => `${use} ${one} ${start}-${end}`),
          ),
        );
      fc.assert(
        fc.property(typedEdits, (edits) => {
          let root = parser.parse(language, text);
          assert.ok(root);
          usesAnywhere(root, text, 'called', '');
          for (const { after } of stepsOn(text, edits)) {
            const before: CodeRoot = root;
            root = parser.parse(language, after, before);
            const fresh = parser.parse(language, after);
            assert.ok(root && fresh);
            continueUses(root, after, before);
            const names = new Set(`${text} ${after}`.match(/\w+/g));
            assert.deepEqual(uses(root, after, names), uses(fresh, after, names));
          }
          parser.release?.(root);
        }),
        { seed: 20, numRuns: 10 },
      );
    });
  }
});

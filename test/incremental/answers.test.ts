import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AnswersOfFile } from '../../server/core/engine/code/memory/answers-of-file.js';
import { Inquiry } from '../../server/core/engine/code/memory/inquiry.js';
import { placeOf } from '../../server/core/engine/code/memory/openings.js';
import { Touched } from '../../server/core/engine/code/memory/touched.js';
import { continueUses, usesAnywhere } from '../../server/core/engine/code/names/file-uses.js';
import { Scopes } from '../../server/core/engine/code/names/scopes.js';
import type { Evidence, World } from '../../server/core/engine/code/world.js';
import { UNKNOWN } from '../../server/core/model/types.js';
import type { CodeNode, CodeParser, CodeRoot } from '../../server/core/syntax/code.js';
import { walk } from '../../server/core/syntax/code-read.js';
import { statementsOf } from '../../server/core/syntax/code-statements.js';
import { sameMembers } from '../../server/core/text/members.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { languageOf } from '../../server/host/languages.js';
import { SAMPLES } from '../support/samples.js';
import { stepsOn, typedEdits, wordEdits } from '../support/typing.js';
import { wrapped } from '../support/wrapped.js';

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
    answers.goOn(same, false);
    assert.deepEqual(
      inquiries.map((one) => one.stands(same)),
      [true, true],
    );
    assert.equal(asked, 2);

    value = 2;
    const other = world();
    answers.goOn(other, false);
    const late = new Inquiry(answers);
    late.common('value', ask);
    assert.deepEqual(
      [...inquiries, late].map((one) => one.stands(other)),
      [false, false, true],
    );
  });

  it('is not asked again of what is joined while nothing of that may be another', () => {
    const root = read('javascript', 'a;');
    const world = () => worldOf(root, 'a;');
    let [value, asked] = [1, 0];
    const ask = () => {
      asked += 1;
      return value;
    };
    const answers = new AnswersOfFile(world());
    const [shared, own] = [new Inquiry(answers), new Inquiry(answers)];
    shared.common('value', ask, 'joined');
    own.plain('value', ask(), ask, 'joined');
    const standIn = (isStirred: boolean): readonly boolean[] => {
      const now = world();
      answers.goOn(now, isStirred);
      return [shared, own].map((one) => one.stands(now));
    };
    assert.deepEqual([standIn(false), asked], [[true, true], 2]);
    assert.deepEqual([standIn(true), asked], [[true, true], 4]);
    // What stirs a version in which nobody asks counts in the next one.
    value = 2;
    answers.goOn(world(), true);
    assert.deepEqual(standIn(false), [false, false]);
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
    answers.goOn(moved, false);
    assert.ok(inquiry.stands(moved));

    const renamed = `\n${text}`.replace('One', 'Other');
    const third = read('java', renamed, second);
    const gone = worldOf(third, renamed);
    answers.goOn(gone, false);
    assert.ok(!inquiry.stands(gone));
  });

  it('is asked again about a name only where a statement came or went that names it', () => {
    const first = "const one = 1;\nconst two = 2;\nlog('a');\n";
    let [root, text] = [read('javascript', first), first];
    const answers = new AnswersOfFile(worldOf(root, first));
    const inquiry = new Inquiry(answers);
    let asked = 0;
    const ask = ({ names, root }: World): Evidence => {
      asked += 1;
      return names.declaredFrom(root, 'one');
    };
    inquiry.commonNodes('find one', ask, 'one');
    const standsAfter = (from: string, to: string): boolean => {
      text = text.replace(from, to);
      root = read('javascript', text, root);
      const now = worldOf(root, text);
      answers.goOn(now, false);
      return inquiry.stands(now);
    };
    // Before the first edit nobody has looked for the names in the statement that goes.
    assert.deepEqual([standsAfter("'a'", "'ab'"), asked], [true, 2]);
    assert.deepEqual([standsAfter("'ab'", "'abc'"), asked], [true, 2]);
    assert.deepEqual([standsAfter('one =', 'ones ='), asked], [false, 3]);
  });

  /** Of every statement: to what each name refers from there, and what is done to it. */
  const evidenceIn = (root: CodeRoot, names: Scopes, words: ReadonlySet<string>) =>
    new Map(
      statementsOf(root).map(({ node }) => {
        const scope = placeOf(node, root).scope(root);
        const of = (word: string): Evidence =>
          (['called', 'assigned'] as const).flatMap((use) => names.usedAnywhere(use, word));
        return [
          node,
          new Map([...words].map((word) => [word, [...names.declaredFrom(scope, word), ...of(word)]])),
        ];
      }),
    );

  for (const { edited } of [...SAMPLES, ...SAMPLES.slice(0, 1).flatMap(wrapped)]) {
    const [name, text] = edited;
    it(`knows of which names nothing is another: ${name}`, () => {
      const language = languageOf(name) ?? 'javascript';
      let untouched = 0;
      fc.assert(
        fc.property(fc.oneof(typedEdits, wordEdits), (edits) => {
          let root = parser.parse(language, text);
          assert.ok(root);
          const touched = new Touched(statementsOf(root));
          let version = 0;
          let known = evidenceIn(root, new Scopes(root, text), new Set(text.match(/\w+/g)));
          for (const { after } of stepsOn(text, edits)) {
            const before: CodeRoot = root;
            root = parser.parse(language, after, before);
            assert.ok(root);
            continueUses(root, after, before);
            const names = new Scopes(root, after);
            version += 1;
            touched.goOn(version, statementsOf(root), (one) => names.namesIn(one));
            const now = evidenceIn(root, names, new Set(after.match(/\w+/g)));
            for (const [statement, found] of now) {
              const old = known.get(statement) ?? new Map<string, Evidence>();
              for (const [word, evidence] of found) {
                const said = old.get(word);
                if (said === undefined || touched.lastOf(word) === version) continue;
                assert.ok(sameMembers(evidence, said), word);
                untouched += 1;
              }
            }
            known = now;
          }
          parser.release?.(root);
        }),
        { seed: 21, numRuns: 10 },
      );
      assert.ok(untouched > 0);
    });
  }

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

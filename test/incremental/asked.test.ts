import assert from 'node:assert/strict';
import { type CodeState, readCode } from '../../server/core/engine/code/read.js';
import { FRAMEWORKS } from '../../server/core/facts/frameworks/index.js';
import type { CodeParser } from '../../server/core/syntax/code.js';
import { createDocument } from '../../server/core/text/open.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { settle } from '../support/engine.js';
import { opened, said } from '../support/renewed.js';
import { SAMPLES } from '../support/samples.js';

/** Edits of one statement that change what is said of another: what is replaced in the sample of the name, and by what. */
const EDITS: readonly (readonly [string, string, string])[] = [
  ['a/app.js', 'ORIGINS = true', "ORIGINS = 'https://a.example'"],
  ['a/app.js', 'httpOnly: false', 'httpOnly: true'],
  ['a/app.js', " || 'keyboard cat'", ''],
  ['a/app.js', 'const limit = 5', 'const requireAuth = 5'],
  ['a/app.js', 'app.use(requireAuth);', 'console.log(limit);app.use(requireAuth);'],
  ['a/app.js', 'register(app);', 'register(app); jwt.verify(SECRET);'],
  ['b/orders.ts', "allowed = '*'", "allowed = 'https://a.example'"],
  ['shop/main.py', '"https://a.example", "*"', '"https://a.example"'],
  ['shop/main.py', 'name: str\n', 'name: int\n'],
  ['shop/main.py', 'kind: Kind', 'kind: str'],
  ['shop/main.py', 'Kind(str, Enum)', 'Kind(Base)'],
  ['shop/main.py', 'total: int', 'total: str'],
  ['shop/main.py', 'SECRET = "hard to guess"', 'SECRET = settings.secret'],
  ['shop/main.py', 'stores import Stores, find', 'stores import Stores, found'],
  ['src/shop/web/Stores.java', 'String term;', 'int term;'],
  ['src/shop/web/Stores.java', 'Search search', 'Other search'],
  ['src/shop/service/SqlSearch.java', 'implements Search', 'implements Other'],
];

describe('an edit of one statement', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  for (const [name, from, to] of EDITS) {
    it(`has others checked again that asked of it: ${from} in ${name}`, () => {
      const sample = SAMPLES.find(({ edited }) => edited[0] === name);
      assert.ok(sample);
      const [, text] = sample.edited;
      const { engine, uris } = opened(parser, [sample.edited, ...sample.beside]);
      const [uri = ''] = uris;
      const edit = (start: number, end: number, by: string): void => {
        const document = engine.document(uri);
        assert.ok(document);
        engine.edit(document.edit(document.version + 1, [{ range: { start, end }, text: by }]));
        settle(engine);
      };
      // What is kept for the next edit is kept from the first one on. A question for fixes would have all looked at again.
      edit(text.length, text.length, '\n');
      const at = text.indexOf(from);
      assert.ok(at >= 0);
      edit(at, at + from.length, to);
      const after = engine.document(uri)?.text() ?? '';
      const fresh = opened(parser, [[name, after], ...sample.beside]);
      const now = said(fresh.engine, fresh.uris, true);
      const first = opened(parser, [sample.edited, ...sample.beside]);
      const before = said(first.engine, first.uris, true);
      assert.notDeepEqual(unplaced(before), unplaced(now));
      assert.deepEqual(said(engine, uris, false), said(fresh.engine, fresh.uris, false));
      assert.deepEqual(said(engine, uris, true), now);
    });
  }
});

describe('the facts of a function', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  const AROUND: readonly (readonly [string, string, string])[] = [
    [
      'const term = req.query.term;\n  function ask() { return run(term); }\n  router.get("/a", ask);',
      'req.query.term',
      '5',
    ],
    ['[5].map((id) => run(id));', '[5]', 'req.query.ids'],
  ];
  for (const [body, from, to] of AROUND) {
    it(`are read again when what is around it differs: ${from}`, () => {
      const text = `function register(router, req) {\n  ${body}\n}\nfunction run(x) { return x; }\n`;
      const read = (version: number, now: string, before?: CodeState) =>
        readCode(createDocument('file:///a.js', 'javascript', version, now), parser, FRAMEWORKS, before);
      const after = text.replace(from, to);
      const first = read(1, text);
      const edited = read(3, `${after}\n`, read(2, `${text}\n`, first));
      const fresh = read(3, `${after}\n`);
      const secondOf = (state?: CodeState) => [...(state?.facts.functions.values() ?? [])][1];
      assert.notDeepEqual(secondOf(first), secondOf(fresh));
      assert.deepEqual(edited?.facts, fresh?.facts);
    });
  }
});

/** Without the places in the text. */
function unplaced(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.replace(/^\d+-\d+ |"range":\{[^}]*\}/g, ''));
}

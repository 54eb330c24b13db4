import assert from 'node:assert/strict';
import type { Engine } from '../../server/core/engine/types.js';
import type { CodeParser } from '../../server/core/syntax/code.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { settle } from '../support/engine.js';
import { holdAgainstNew, opened, said } from '../support/renewed.js';
import { SAMPLES } from '../support/samples.js';
import { typedEdits, wordEdits } from '../support/typing.js';
import { wrapped } from '../support/wrapped.js';

const SEED = 5;

const [SAMPLE] = SAMPLES.slice(0, 1).flatMap(wrapped);
const [NAME, TEXT] = SAMPLE?.edited ?? ['', ''];
const BESIDE = SAMPLE?.beside ?? [];

/** What is replaced in the text, and by what, so that something else is said of another statement of the function. */
const EDITS: readonly (readonly [string, string])[] = [
  ['ORIGINS = true', "ORIGINS = 'https://a.example'"],
  ['httpOnly: false', 'httpOnly: true'],
  [" || 'keyboard cat'", ''],
  ['const limit = 5', 'const requireAuth = 5'],
  ['app.use(requireAuth);', 'console.log(limit);app.use(requireAuth);'],
  ['register(app);', 'register(app); jwt.verify(SECRET);'],
  ['OPTIONS = {', 'options = {'],
  ["{ requireAuth } = require('./auth')", "{ requireLogin } = require('./auth')"],
  ['const SECRET', 'let secret; const SECRETS'],
];

/** What stands directly in the function is decided by all of it: what its parameters hold, and what becomes of its names. */
const DIRECT = `const { Pool } = require('pg');
const jwt = require('jsonwebtoken');
const pool = new Pool();
module.exports = (x, y) => {
  const claims = jwt.decode(token);
  later(claims.exp);
  let sql = 'select * from t where a = ' + x.query.a;
  sql = 'select * from t';
  pool.query(sql);
  pool.query('select * from t where b = ' + x.query.b);
  y.json(1);
  const first = () => 1;
  const second = () => 2;
  function third() {}
};
`;

const DIRECT_EDITS: readonly (readonly [string, string])[] = [
  ['claims.exp', 'claims.sub'],
  ["  sql = 'select * from t'", "  other = 'select * from t'"],
  ['y.json', 'y.tell'],
  ['(x, y)', '(z, y)'],
];

describe('a function that holds most of a file', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  const edit = (engine: Engine, uri: string, from: string, to: string, at?: number): void => {
    const document = engine.document(uri);
    assert.ok(document);
    const start = at ?? document.text().indexOf(from);
    assert.ok(start >= 0, from);
    const range = { start, end: start + from.length };
    engine.edit(document.edit(document.version + 1, [{ range, text: to }]));
    settle(engine);
  };
  const fresh = (text: string, fixes = true) => {
    const { engine, uris } = opened(parser, [[NAME, text], ...BESIDE]);
    return said(engine, uris, fixes);
  };

  for (const [from, to] of EDITS) {
    it(`has statements checked again that asked of another: ${from}, ${to}`, () => {
      const { engine, uris } = opened(parser, [[NAME, TEXT], ...BESIDE]);
      const [uri = ''] = uris;
      edit(engine, uri, '', '\n', TEXT.length);
      edit(engine, uri, from, to);
      assert.deepEqual(said(engine, uris, true), fresh(`${TEXT.replace(from, to)}\n`));
      assert.notDeepEqual(unplaced(fresh(TEXT)), unplaced(said(engine, uris, true)));
      edit(engine, uri, to, from, TEXT.indexOf(from));
      assert.deepEqual(said(engine, uris, true), fresh(`${TEXT}\n`));
    });
  }

  for (const [from, to] of DIRECT_EDITS) {
    it(`has statements checked again that all of it decides: ${from}, ${to}`, () => {
      const { engine, uris } = opened(parser, [[NAME, DIRECT], ...BESIDE]);
      const [uri = ''] = uris;
      edit(engine, uri, '', '\n', DIRECT.length);
      edit(engine, uri, from, to);
      assert.deepEqual(said(engine, uris, false), fresh(`${DIRECT.replace(from, to)}\n`, false));
      assert.notDeepEqual(unplaced(fresh(DIRECT, false)), unplaced(said(engine, uris, false)));
      edit(engine, uri, to, from, DIRECT.indexOf(from));
      assert.deepEqual(said(engine, uris, false), fresh(`${DIRECT}\n`, false));
    });
  }

  it('is checked as before when it is one statement again', () => {
    const { engine, uris } = opened(parser, [[NAME, TEXT], ...BESIDE]);
    const [uri = ''] = uris;
    let text = TEXT;
    for (const [from, to] of [
      ['module.exports = (app) => {', 'module.exports = async(app) => {'],
      ['ORIGINS = true', "ORIGINS = 'https://a.example'"],
      ['module.exports = async(app) => {', 'module.exports = (app) => {'],
      ['function register', '}; module.exports = (app) => { function register'],
      ["ORIGINS = 'https://a.example'", 'ORIGINS = true'],
      ['}; module.exports = (app) => { function register', 'function register'],
    ] as const) {
      edit(engine, uri, from, to);
      text = text.replace(from, to);
      assert.deepEqual(said(engine, uris, true), fresh(text), to);
    }
  });

  for (const sample of SAMPLES.filter(({ edited: [name] }) => !name.endsWith('.java'))) {
    for (const one of wrapped(sample)) {
      it(`is checked as a new text is: ${sample.edited[0]} in ${one.front}`, () => {
        holdAgainstNew(one, parser, wordEdits, { seed: SEED, numRuns: 1 });
        holdAgainstNew(one, parser, typedEdits, { seed: SEED, numRuns: 1 });
      });
    }
  }

  for (const [name, head, route, tail] of [
    [
      'a.js',
      'module.exports = (app) => {\n',
      (at: number) => `app.get('/x${at}/:id', async (req, res) => res.json(await find(req.params.id)));\n`,
      '};\n',
    ],
    [
      'a.py',
      'def make(app):\n',
      (at: number) => `    @app.get("/x${at}/{id}")\n    def show${at}(id: int):\n        return find(id)\n`,
      '',
    ],
  ] as const) {
    it(`has only the statement checked again that a key stands in: ${name}`, () => {
      const text = head + Array.from({ length: 30 }, (_, at) => route(at)).join('') + tail;
      const { engine, uris } = opened(parser, [[name, text]]);
      const [uri = ''] = uris;
      const sum = () =>
        [...engine.counters()].reduce(
          (all, [key, count]) => (key.endsWith(` ${uri}#`) ? all + count : all),
          0,
        );
      const first = sum();
      for (const [from, to] of [
        ['/x20', '/xx20'],
        ['/xx20', '/x20'],
        ['/x7', '/xx7'],
      ] as const) {
        const before = sum();
        edit(engine, uri, from, to);
        // What is kept for the next edit is kept from the first one on.
        if (to !== '/xx20') assert.ok(sum() - before < first / 5, `${sum() - before} of ${first}`);
      }
    });
  }
});

/** Without the places in the text. */
function unplaced(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.replace(/^\d+-\d+ |"range":\{[^}]*\}/g, ''));
}

import assert from 'node:assert/strict';
import type { CodeParser } from '../../server/core/syntax/code.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { settle } from '../support/engine.js';
import { opened, said } from '../support/renewed.js';

const GUARD = 'app.use(signedIn);';
const ALLOWANCE = '// portcullis-allow auth/guard-order: anybody may send orders\n';
const FILES: readonly (readonly [string, string])[] = [
  [
    'app.js',
    `const app = require('express')();
const signedIn = (req, res, next) => (req.user ? next() : res.sendStatus(401));
app.use('/orders', require('./orders'));
${GUARD}
`,
  ],
  [
    'orders.js',
    `const router = require('express').Router();
router.post('/', (req, res) => res.end());
router.delete('/:id', (req, res) => res.end());
module.exports = router;
`,
  ],
];

describe('what is allowed at a guard that comes too late', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  it('is heard by the routes in front of it, in other files too', () => {
    const { engine, uris } = opened(parser, FILES);
    const [app = ''] = uris;
    const text = () => engine.document(app)?.text() ?? '';
    const edit = (start: number, end: number, by: string): void => {
      const document = engine.document(app);
      assert.ok(document);
      engine.edit(document.edit(document.version + 1, [{ range: { start, end }, text: by }]));
      settle(engine);
    };
    const missing = () =>
      said(engine, uris, false).filter((one) => JSON.stringify(one).includes('route-missing-guard')).length;
    edit(text().length, text().length, '\n');
    assert.equal(missing(), 0);
    edit(text().indexOf(GUARD), text().indexOf(GUARD), ALLOWANCE);
    assert.equal(missing(), 1);
    const fresh = opened(parser, [['app.js', text()], ...FILES.slice(1)]);
    assert.deepEqual(said(engine, uris, false), said(fresh.engine, fresh.uris, false));
    edit(text().indexOf(ALLOWANCE), text().indexOf(ALLOWANCE) + ALLOWANCE.length, '');
    assert.equal(missing(), 0);
  });
});

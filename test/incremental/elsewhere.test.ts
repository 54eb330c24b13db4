import assert from 'node:assert/strict';
import type { CodeParser } from '../../server/core/syntax/code.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { exchange, opened, said } from '../support/renewed.js';

const HEAD = `const app = require('express')();
const signedIn = (req, res, next) => (req.user ? next() : res.sendStatus(401));
`;

type Files = readonly (readonly [name: string, text: string])[];

const LATE: Files = [
  ['app.js', `${HEAD}app.use('/orders', require('./orders'));\napp.use(signedIn);\n`],
  [
    'orders.js',
    `const router = require('express').Router();
router.post('/', (req, res) => res.end());
router.delete('/:id', (req, res) => res.end());
module.exports = router;
`,
  ],
];
const ALLOWANCE = '// portcullis-allow auth/guard-order: anybody may send orders\n';

const LOANS: Files = [
  ['desk.js', "const Loan = require('./loan');\nexports.take = (id) => Loan.findByPk(id);\n"],
  [
    'app.js',
    `${HEAD}const desk = require('./desk');
app.get('/loans/:id', signedIn, async (req, res) => res.json(await desk.take(req.params.id)));
`,
  ],
];

/** What is put in the place of what in the first file, and how often the rule speaks then. */
type Exchange = readonly [from: string, to: string, rule: string, times: number];

const CASES: readonly (readonly [string, Files, readonly Exchange[]])[] = [
  [
    'what is allowed at a guard that comes too late',
    LATE,
    [
      ['app.use(signedIn)', `${ALLOWANCE}app.use(signedIn)`, 'auth/route-missing-guard', 1],
      [ALLOWANCE, '', 'auth/route-missing-guard', 0],
    ],
  ],
  [
    'what a function finds that is called',
    LOANS,
    [
      ['Loan.findByPk(id)', 'RATES[id]', 'auth/object-level-missing-owner', 0],
      ['RATES[id]', 'Loan.findByPk(id)', 'auth/object-level-missing-owner', 1],
    ],
  ],
];

describe('something that stands in another file', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  for (const [title, files, exchanges] of CASES) {
    it(`is heard when it differs: ${title}`, () => {
      const { engine, uris } = opened(parser, files);
      const [uri = ''] = uris;
      for (const [from, to, rule, times] of exchanges) {
        exchange(engine, uri, from, to);
        const now = said(engine, uris, false);
        assert.equal(now.filter((one) => JSON.stringify(one).includes(rule)).length, times, to);
        const [first, ...others] = files;
        const fresh = opened(parser, [[first?.[0] ?? '', engine.document(uri)?.text() ?? ''], ...others]);
        assert.deepEqual(now, said(fresh.engine, fresh.uris, false));
      }
    });
  }
});

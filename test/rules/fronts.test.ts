import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

describe('reads in front of the guard of their router', () => {
  before(prepare);

  const app = (...front: readonly string[]) => ({
    'app.js': [
      "const express = require('express'); const app = express();",
      'const known = (req, res, next) => (req.user ? next() : res.status(401).end());',
      'const r = express.Router();',
      ...front.map((path) => `r.get('${path}', async (req, res) => res.json(await load('${path}')));`),
      'r.use(known);',
      "r.get('/mine', async (req, res) => res.json(await Order.find({ owner: req.user.id }).limit(9)));",
      "app.use('/orders', r);",
    ].join('\n'),
  });
  const found = (...front: readonly string[]) => [
    ...linesOf(app(...front), 'auth/route-missing-guard'),
    ...linesOf(app(...front), 'auth/guard-order'),
  ];

  it('are for everybody', () => deepEqual(found('/public-stats', '/currencies', '/sizes/all-known'), []));

  it('are faults where they give one object, all of them, or those of the caller', () => {
    deepEqual(found('/:id'), ['app.js:5']);
    deepEqual(found('/'), ['app.js:5']);
    deepEqual(found('/all'), ['app.js:5']);
    deepEqual(found('/export.csv'), ['app.js:5']);
    deepEqual(found('/me'), ['app.js:5']);
  });
});

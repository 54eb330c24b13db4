import { deepStrictEqual } from 'node:assert/strict';
import { listed, ready } from './project.js';

const refuses = (text: string): readonly string[] =>
  listed({
    'app.js': `
      const express = require('express');
      const site = express();
      ${text}
      site.post('/things', (i, o) => o.send('made'));`,
  });

const GUARDED = (name: string): readonly string[] => [`POST /things [authentication ${name}]`];
const OPEN = ['POST /things []'];

describe('parameters whose names tell nothing', () => {
  before(ready);

  for (const [what, text, expected] of [
    ['middleware', 'site.use((a, b, c) => { c(); });', OPEN],
    ['middleware with a name', 'function log(a, b, go) { go(); } site.use(log);', OPEN],
    [
      'a guard',
      'site.use(function gate(a, b, c) { if (!a.user) return b.status(401).end(); c(); });',
      GUARDED('gate'),
    ],
    [
      'a guard with a name',
      'const gate = (a, b, c) => { if (!a.session.user) return b.sendStatus(401); c(); }; site.use(gate);',
      GUARDED('gate'),
    ],
    ['an error handler', 'site.use((a, b, c, d) => { c.status(401).end(); });', OPEN],
    ['an error handler with a name', 'function no(a, b, c, d) { c.status(403).end(); } site.use(no);', OPEN],
    ['an error handler of a list', 'const no = (a, b, c, d) => c.sendStatus(401); site.use([no]);', OPEN],
    [
      'a function of a path parameter',
      "site.param('id', (a, b, c, d) => { if (!a.user) return b.sendStatus(401); c(); });",
      OPEN,
    ],
    ['an error handler behind a handler', 'site.use((error, q, s, n) => { s.sendStatus(401); });', OPEN],
  ] as const) {
    it(`of ${what}`, () => deepStrictEqual(refuses(text), expected));
  }

  it('of a handler in another file', () => {
    deepStrictEqual(
      listed({
        'app.js': `
          const app = require('express')();
          const things = require('./things');
          app.post('/things', things.add);
          app.post('/more', things.more);`,
        'things.js': `
          exports.add = (a, b) => {
            if (!a.headers.authorization) return b.status(401).end();
            b.json(a.body);
          };
          exports.more = (a, b) => { b.json(a.body); };`,
      }),
      ['POST /more []', 'POST /things [authentication things.add]'],
    );
  });

  it('of what is no handler', () => {
    deepStrictEqual(
      listed({
        'app.js': `
          const app = require('express')();
          const store = require('./store');
          const addTo = (target, path) => target.get(path, (a, b) => b.end());
          store.get('/items', (a, b) => b.end());
          addTo(app, '/added');`,
        'store.js': 'exports.get = (key, done) => done(key);',
      }),
      ['GET /added []'],
    );
  });
});

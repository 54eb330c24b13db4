import { deepStrictEqual } from 'node:assert/strict';
import { listed, ready } from './project.js';

const served = (text: string): readonly string[] =>
  listed({
    'app.js': `
      const app = require('express')();
      const auth = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };
      const h = (req, res) => res.end();
      const routes = [
        { method: 'post', path: '/open', limit: 5, h },
        { method: 'post', path: '/closed', mw: [auth], h },
      ];
      ${text}`,
  });

const BOTH = ['POST /closed [authentication auth]', 'POST /open []'];

describe('a table of routes', () => {
  before(ready);

  for (const text of [
    'routes.forEach(({ method, path, mw = [], h }) => { app[method](path, ...mw, h); });',
    'routes.forEach(({ method, path, mw: before = [], h }) => app[method](path, ...before, h));',
    'const none = []; for (const { method, path, mw = none, h } of routes) app[method](path, ...mw, h);',
    'routes.forEach((r) => { app[r.method](r.path, ...(r.mw || []), r.h); });',
    'routes.map((r) => app[r.method](r.path, r.mw ?? [], r.h));',
    'for (let i = 0; i < routes.length; i++) app.post(routes[i].path, ...(routes[i].mw || []), routes[i].h);',
    'for (let i = 0; i < routes.length; i += 1) { const r = routes[i]; app.post(r.path, r.mw || [], r.h); }',
    'routes.forEach((_, i) => app.post(routes[i].path, ...(routes[i].mw || []), h));',
  ]) {
    it(`has what it says: ${text}`, () => deepStrictEqual(served(text), BOTH));
  }

  for (const text of [
    'rows.forEach(([method, path, ...handlers]) => app[method](path, ...handlers));',
    'for (const [method, path, ...handlers] of rows) app[method](path, ...handlers.slice(0, -1), wrap(handlers.at(-1)));',
    'for (const row of rows) app[row[0]](row[1], ...row.slice(2));',
  ])
    it(`has lists of handlers: ${text}`, () =>
      deepStrictEqual(
        served(`
          const wrap = (run) => (req, res, next) => Promise.resolve(run(req, res, next)).catch(next);
          const rows = [['post', '/open', h], ['post', '/closed', auth, h]];
          ${text}`),
        BOTH,
      ));

  it('stays unknown where it is not all in sight', () => {
    deepStrictEqual(
      served(`
        const shared = require('@example/shared');
        [{ path: '/some', ...shared }].forEach(({ path, mw = [] }) => app.post(path, ...mw, h));
        [shared.table].forEach(({ path, mw = [] }) => app.put(path, ...mw, h));
        for (let i = 1; i < routes.length; i++) app.patch(routes[i].path, h);`),
      ['POST /some [?]', '~ PATCH /… [?]', '~ PUT /… [?]'],
    );
  });
});

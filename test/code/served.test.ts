import { deepStrictEqual } from 'node:assert/strict';
import { listed, ready } from './project.js';

const PARTS = {
  'app.js': `
    const express = require('express');
    const { api } = require('./api');
    module.exports = function build({ log }) {
      const app = express();
      app.use('/api', api({ log }));
      return app;
    };`,
  'api.js': `
    const { Router } = require('express');
    const { signedIn } = require('./guard');
    exports.api = ({ log }) => {
      const router = Router();
      router.use('/lamps', signedIn, require('./lamps')());
      return router;
    };`,
  'lamps.js': `
    const { Router } = require('express');
    module.exports = () => {
      const r = Router();
      r.post('/', (req, res) => { lamps.add(req.body); res.end(); });
      return r;
    };`,
  'guard.js': `
    exports.signedIn = (req, res, next) => { if (req.isAuthenticated()) return next(); res.status(401).end(); };`,
};
const ROUTES = ['POST /api/lamps [authentication signedIn]'];

describe('an application that a function makes', () => {
  before(ready);

  const starts: Readonly<Record<string, string>> = {
    'where the file begins': 'build({ log }).listen(3000);',
    'in a function':
      'async function main() { await connect(); build({ log }).listen(3000); } main().catch(stop);',
    'in a function, from outside of it':
      'const server = build({ log }); const start = () => { server.listen(3000); }; start();',
    'behind a promise': 'connect().then(() => { const app = build({ log }); app.listen(3000); });',
    'for a server':
      '(async () => { const app = build({ log }); const server = http.createServer(app); server.listen(3000); })();',
    'where the file is the program': 'if (require.main === module) { build({ log }).listen(3000); }',
    'unless it is tested':
      "if (process.env.NODE_ENV !== 'test') { const app = build({ log }); app.listen(3000); }",
    'from another file':
      'exports.start = async () => { const app = await build({ log }); return app.listen(3000); };',
  };
  for (const [where, text] of Object.entries(starts))
    it(`is served ${where}`, () => {
      const index = `const http = require('http'); const build = require('./app'); ${text}`;
      deepStrictEqual(listed({ 'index.js': index, ...PARTS }), ROUTES);
      deepStrictEqual(listed({ ...PARTS, 'index.js': index }), ROUTES);
    });

  it('is made first where nobody in sight calls it', () => {
    deepStrictEqual(listed(PARTS), ROUTES);
    deepStrictEqual(listed(Object.fromEntries(Object.entries(PARTS).toReversed())), ROUTES);
  });

  const guarded = (rest: string) => ({
    'app.js': `
      const express = require('express');
      const { signedIn } = require('./guard');
      ${rest}`,
    'guard.js': PARTS['guard.js'],
  });
  const route = "app.post('/lamps', (req, res) => { lamps.add(req.body); res.end(); });";

  it('has its guards in the branch that it stands in', () => {
    const text = `if (cluster.isPrimary) cluster.fork(); else { const app = express(); app.use(signedIn); ${route} }`;
    deepStrictEqual(listed(guarded(text)), ['POST /lamps [authentication signedIn]']);
  });

  it('may lack a guard that stands under a condition', () => {
    for (const text of [
      `const app = express(); if (process.env.GUARDED) app.use(signedIn); ${route}`,
      `function build() { const app = express(); if (process.env.GUARDED) app.use(signedIn); ${route} } if (ready) build();`,
    ])
      deepStrictEqual(listed(guarded(text)), ['POST /lamps [?]']);
  });
});

import { deepStrictEqual, ok } from 'node:assert/strict';
import { isServedIn } from '../../server/core/model/code/routing/areas.js';
import { listed, project, ROOT, ready } from './project.js';

const APP = `
  const express = require('express');
  const http = require('http');
  const nunjucks = require('nunjucks');
  const app = express();
  app.get('/a', (req, res) => res.send('a'));`;

/** Whether something that cannot be seen may serve '/elsewhere'. */
function mayServe(text: string): boolean {
  const found = project({ 'app.js': APP + text }).packages.get(ROOT);
  ok(found !== undefined);
  return found.areas.some((area) => isServedIn('/elsewhere', area));
}

describe('an application that is handed on', () => {
  before(ready);

  for (const text of [
    "const { RegisterRoutes } = require('./build/routes'); RegisterRoutes(app);",
    "const consign = require('consign'); consign().include('routes').into(app);",
    "require('@example/lib')(app);",
    'new Server(app).start();',
    "const { createServer } = require('@example/server'); createServer({ app });",
    "const { Apollo } = require('@example/graph'); new Apollo().applyMiddleware({ app });",
    "const { Site } = require('@example/site'); new Site([app]);",
    "import('./out-of-sight.js').then((plugin) => plugin.default(app));",
  ]) {
    it(`may serve anything: ${text}`, () => ok(mayServe(text)));
  }

  for (const text of [
    'http.createServer(app).listen(80);',
    'new http.Server(app).listen(80);',
    "nunjucks.configure('views', { express: app });",
    'console.log(app);',
    'app.listen(80);',
  ]) {
    it(`serves what it did: ${text}`, () => ok(!mayServe(text)));
  }

  it('to a module that is loaded later', () => {
    deepStrictEqual(
      listed({
        'app.js': `${APP} import('./more.mjs').then((more) => more.default(app));`,
        'more.mjs': `export default (app) => { app.get('/b', (req, res) => res.send('b')); };`,
      }),
      ['GET /a []', 'GET /b []'],
    );
  });
});

describe('what stands first of several arguments', () => {
  before(ready);

  const mounted = (text: string): readonly string[] =>
    listed({
      'app.js': `
        const express = require('express');
        const cors = require('cors');
        const { config, prefix, ROUTES, getPrefix, env, V1, setup } = require('@example/settings');
        const log = (req, res, next) => next();
        const app = express();
        app.use(${text}, require('./router'));
        app.get('/after', (req, res) => res.send('after'));`,
      'router.js': `
        const router = require('express').Router();
        router.get('/in', (req, res) => res.send('in'));
        module.exports = router;`,
    });

  for (const path of ['config.apiBase', 'process.env.API', 'prefix', 'V1']) {
    it(`is a path: ${path}`, () => deepStrictEqual(mounted(path), ['GET /after []', '~ GET /in [?]']));
  }

  for (const unknown of ['ROUTES.users', "config.get('at')", 'getPrefix()', 'env.at', 'setup', '[setup]']) {
    it(`may be a path, or middleware: ${unknown}`, () =>
      deepStrictEqual(mounted(unknown), ['GET /after [?]', '~ GET /in [?]']));
  }

  for (const middleware of ['log', 'cors()', '[cors(), log]', '(req, res, next) => next()']) {
    it(`is middleware: ${middleware}`, () =>
      deepStrictEqual(mounted(middleware), ['GET /after []', 'GET /in []']));
  }
});

import { deepEqual } from 'node:assert/strict';
import { project, ready } from './project.js';

const APP = `
  const express = require('express');
  const app = express();
  app.get('/a', (req, res) => res.end());
  app.use('/b', require('./b'));`;
const ROUTER = `
  const router = require('express').Router();
  router.get('/', (req, res) => res.end());
  module.exports = router;`;

describe('limits of a package', () => {
  before(ready);

  it('are surveyed at its first route, in the file that lies highest', () => {
    deepEqual(surveys({ 'src/a/b.js': ROUTER, 'src/app.js': APP.replace('./b', './a/b') }), [
      'GET /a: 2 seen',
    ]);
    deepEqual(
      surveys({
        'app.js': APP.replace('app.get', 'app.use(require("@example/kit")()); app.get'),
        'b.js': ROUTER,
      }),
      ['GET /a: 2'],
    );
  });

  it('are told to routes that have none themselves', () => {
    deepEqual(told({ 'app.js': APP, 'b.js': ROUTER }), []);
    const limited = ROUTER.replace("'/', (", "'/', require('express-rate-limit')(), (");
    deepEqual(told({ 'app.js': APP, 'b.js': limited }), ['GET /a', 'GET /b']);
    // Nobody can see where a filter of this name stands.
    deepEqual(told({ 'app.js': APP, 'b.js': ROUTER, 'c.js': 'class RateLimitFilter {}' }), [
      'GET /a',
      'GET /b',
    ]);
    deepEqual(told({ 'app.js': APP, 'b.js': ROUTER, 'c.js': 'class Limit {}' }), []);
  });
});

function surveys(files: Readonly<Record<string, string>>): readonly string[] {
  return [...project(files).routes.values()].flatMap(({ survey, endpoints: [way] }) =>
    survey === undefined || way === undefined
      ? []
      : [`${way.endpoint.method} ${way.endpoint.path}: ${survey.routes}${survey.seen ? ' seen' : ''}`],
  );
}

function told(files: Readonly<Record<string, string>>): readonly string[] {
  return [...project(files).routes.values()]
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ endpoint }) => endpoint.limitsBeside)
    .map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`)
    .sort();
}

import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

describe('allowances in a chain of routes', () => {
  before(prepare);

  it('are each about one route', () => {
    const app = `
      const app = require('express')();
      const need = (req, res, next) => (req.user ? next() : res.sendStatus(401));
      app.get('/a', need, (req, res) => res.end());
      app
        // portcullis-allow auth/route-missing-guard: the gateway asks
        .put('/b/:id', (req, res) => res.end())
        // portcullis-allow auth/route-missing-guard: the gateway asks here as well
        .patch('/c/:id', (req, res) => res.end())
        .delete('/d/:id', (req, res) => res.end());`;
    deepEqual(linesOf({ 'app.js': app }, 'auth/route-missing-guard'), ['app.js:9']);
    deepEqual(linesOf({ 'app.js': app }, 'testing/suppression-unused'), []);
  });
});

import { deepEqual } from 'node:assert/strict';
import { type Files, foundIn, linesOf } from './across.js';
import { prepare } from './harness.js';

/** A project whose router a function makes; `route`: what stands in that function. */
const made = (route: string): Files => ({
  'app.js': `
    const app = require('express')();
    app.use('/cats', require('./routes')());`,
  'routes.js': `
    const { Router } = require('express');
    const passport = require('passport');
    const store = require('./store');
    const signedIn = passport.authenticate('jwt', { session: false });
    module.exports = function routes() {
      const router = Router();
      ${route}
      return router;
    };`,
  'store.js': `
    const Cat = require('./cat');
    exports.change = (id, data) => Cat.findByIdAndUpdate(id, data, { new: true });`,
  'cat.js': `
    const { Schema, model } = require('mongoose');
    module.exports = model('Cat', new Schema({ name: String, role: String }));`,
});

describe('handlers of a router that a function makes', () => {
  before(prepare);

  for (const route of [
    "router.put('/me', signedIn, async (req, res) => res.json(await store.change(req.user.id, req.body)));",
    "const save = (req, res) => store.change(req.user.id, req.body); router.put('/me', signedIn, save);",
    "router.route('/me').put(signedIn, (req, res, next) => store.change(req.user.id, req.body).catch(next));",
  ])
    it(`hand on what they were sent: ${route}`, () => {
      deepEqual(linesOf(made(route), 'design/mass-assignment'), ['store.js:2']);
    });

  it('hand on fields that were picked', () => {
    const route =
      "router.put('/me', signedIn, (req, res) => store.change(req.user.id, { name: String(req.body.name) }));";
    deepEqual(foundIn(made(route), 'design/mass-assignment'), []);
  });
});

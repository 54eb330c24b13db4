import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

describe('handlers that a wrapper hands everything in one object', () => {
  before(prepare);

  const wrapper = `
    const jwt = require('jsonwebtoken');
    function whoIs(req) {
      if (!req.headers.authorization) throw new HttpError(401);
      return jwt.verify(req.headers.authorization, process.env.KEY);
    }
    exports.inside = (fn, ...roles) => async (req, res, next) => {
      try {
        const person = whoIs(req);
        if (roles.length > 0 && !roles.includes(person.role)) throw new HttpError(403);
        await fn({ req, res, person, caller: person });
      } catch (fault) {
        next(fault);
      }
    };
    exports.beside = (fn) => async (req, res, next) => fn(req, res, whoIs(req)).catch(next);
    exports.within = (fn) => async (req, res, next) => {
      const ctx = { req, res, user: whoIs(req) };
      await fn(ctx).catch(next);
    };`;

  const files = (...routes: readonly string[]) => ({
    'wrap.js': wrapper,
    'app.js': [
      "const app = require('express')(); const { inside, beside, within } = require('./wrap.js');",
      ...routes,
    ].join('\n'),
  });

  it('follows what the caller sent', () => {
    const app = files(
      "app.get('/a', inside(async ({ req, res }) => res.json(await db.query('select * from t where n = ' + req.query.n))));",
      "app.get('/b', within(async (ctx) => ctx.res.json(await db.query('select * from t where n = ' + ctx.req.query.n))));",
      "app.get('/c', within(async (all) => { const { req, res } = all; res.json(await db.query('select * from t where n = ' + req.query.n)); }));",
      "app.get('/d', inside(async ({ req: { query }, res }) => res.json(await db.query('select * from t where n = ' + query.n))));",
      "app.get('/e', inside(async ({ caller, res }) => res.json(await db.query('select * from t where n = ' + caller.n))));",
      "app.get('/f', inside(async ({ request }) => db.query('select * from t where n = ' + request.query.n)));",
    );
    deepEqual(linesOf(app, 'input/sql-injection'), ['app.js:2', 'app.js:3', 'app.js:4', 'app.js:5']);
  });

  it('knows what stands in front of them, and whether they ask whose the object is', () => {
    const app = files(
      "app.get('/orders/:id', inside(async ({ req, res }) => res.json(await Order.findOne({ id: req.params.id }))));",
      "app.get('/orders/:id/lines', inside(async ({ req, res, caller }) => res.json(await Order.findOne({ id: req.params.id, owner: caller.id }))));",
      "app.get('/orders/:id/mails', within(async (ctx) => ctx.res.json(await Order.findOne({ id: ctx.req.params.id }))));",
      "app.get('/orders/:id/notes', within(async (ctx) => ctx.res.json(await Order.findOne({ id: ctx.req.params.id, owner: ctx.user.id }))));",
      "app.get('/orders/:id/bills', beside(async (req, res, user) => res.json(await Order.findOne({ id: req.params.id, owner: user.id }))));",
      "app.get('/orders/:id/slips', beside(async (req, res, user) => res.json(await Order.findOne({ id: req.params.id }))));",
    );
    deepEqual(linesOf(app, 'auth/object-level-missing-owner'), ['app.js:2', 'app.js:4', 'app.js:7']);
    deepEqual(linesOf(app, 'auth/route-missing-guard'), []);
  });
});

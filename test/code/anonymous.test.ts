import { deepStrictEqual } from 'node:assert/strict';
import { listed, ready } from './project.js';

const HEAD = `
  const express = require('express');
  const jwt = require('jsonwebtoken');
  const passport = require('passport');
  const { expressjwt } = require('express-jwt');
  const { verifySession } = require('supertokens-node/recipe/session/framework/express');
  const { jwtVerify } = require('jose');
  const bearer = (q) => (q.get('authorization') ?? '').split(' ')[1];
  const app = express();`;

/** The guards of a route behind middleware of this name and body. */
const behind = (body: string): readonly string[] =>
  listed({
    'app.js': `${HEAD}
      async function gate(req, res, next) { ${body} }
      app.post('/things', gate, (req, res) => { Thing.create({ a: 1 }); res.end(); });`,
  });

const within = (body: string): readonly string[] =>
  listed({ 'app.js': `${HEAD} app.post('/things', async (req, res) => { ${body} });` });

const at = (guard: string): readonly string[] =>
  listed({ 'app.js': `${HEAD} app.post('/things', ${guard}, (req, res) => res.end());` });

const OPEN = ['POST /things []'];
const UNKNOWN = ['POST /things [?]'];
const signedIn = (name: string): readonly string[] => [`POST /things [authentication ${name}]`];

describe('a caller without credentials', () => {
  before(ready);

  for (const body of [
    'const t = req.headers.authorization; if (t) { try { req.user = jwt.verify(t, S); } catch (e) { return res.sendStatus(401); } } next();',
    "const [, t] = (req.headers.authorization || '').split(' '); if (!t) return next(); jwt.verify(t, S, (e, u) => { if (e) return res.status(401).end(); req.user = u; next(); });",
    "const t = req.get('Authorization')?.split(' ')[1]; if (t == null) { return next(); } try { jwt.verify(t, S); next(); } catch { res.status(401).end(); }",
    'if (req.user && !req.user.active) return res.status(401).end(); next();',
    "passport.authenticate('jwt', (err, who) => { if (who) req.user = who; next(); })(req, res, next);",
    "passport.authenticate('jwt', { session: false }, function (err, who) { if (err) return next(err); req.user = who || null; return next(); })(req, res, next);",
    'jwt.verify(req.cookies.t, S, (e, u) => { if (!e) req.user = u; next(); });',
    'jwtVerify(req.cookies.t, S).then((u) => { req.user = u; }).catch(() => {}).finally(next);',
    'const u = await jwtVerify(bearer(req), S).catch(() => null); if (u) req.user = u; next();',
    'verifyLater(req.cookies.t).then((u) => { req.user = u; }, () => {}).then(() => next());',
  ]) {
    it(`passes: ${body}`, () => deepStrictEqual(behind(body), OPEN));
  }

  for (const body of [
    "const [, t] = (req.headers.authorization || '').split(' '); if (!t) return res.status(401).end(); next();",
    "try { const t = req.headers.authorization.split(' ')[1]; req.user = jwt.verify(t, S); next(); } catch { return res.status(401).end(); }",
    'jwt.verify(req.headers.authorization, S, (e, u) => { if (e) return res.status(401).end(); next(); });',
    'const { authorization } = req.headers; if (!authorization) return res.status(401).end(); next();',
    "if (!req.user) throw new Error('unauthorized'); next();",
    "if (!req.user) throw new Error('no'); next();",
    "if (!req.user) return next(new Error('Not authenticated')); next();",
    'if (req.user) next(); else res.status(401).end();',
    "passport.authenticate('jwt', (err, who) => { if (err || !who) return res.status(401).end(); req.user = who; next(); })(req, res, next);",
    "passport.authenticate('jwt', (err, who) => (who ? next() : next(new Error('unauthorized'))))(req, res, next);",
    'jwt.verify(req.cookies.t, S, (e, u) => { if (e) return res.status(401).end(); next(); });',
    'jwtVerify(req.cookies.t, S).then((u) => { req.user = u; next(); }).catch(() => res.status(401).end());',
    'jwtVerify(req.cookies.t, S).catch(() => res.status(401).end()).finally(() => log());',
    'req.user ? next() : res.status(401).end();',
    "if (req.isAuthenticated()) return next(); res.redirect('/login');",
    'const user = await load(req); if (!user) return res.status(401).end(); next();',
    'if (settings.off) return next(); if (!req.user) return res.status(401).end(); next();',
  ]) {
    it(`may be turned away: ${body}`, () => deepStrictEqual(behind(body), signedIn('gate')));
  }

  /** Middleware that finds out who is calling where it can, in front of a handler. */
  const found = (body: string, handler = 'Thing.create({ a: 1 }); res.end();') =>
    listed({
      'app.js': `${HEAD}
        app.use(async (req, res, next) => { ${body} });
        app.post('/things', (req, res) => { ${handler} });`,
    });

  for (const body of [
    'try { req.user = jwt.verify(req.cookies.token, S); } catch { req.user = null; } next();',
    "const t = req.get('authorization'); if (!t) return next(); try { req.user = jwt.verify(t.slice(7), S); return next(); } catch (e) { return next(); }",
    'jwt.verify(req.cookies.token, S, (e, u) => { if (!e) req.user = u; next(); });',
    'const t = bearer(req); if (t) { try { const c = jwt.verify(t, S); req.session = { userId: c.sub }; } catch { /* nobody */ } } next();',
    'try { const { payload } = await jwtVerify(bearer(req), S); res.locals.user = payload; } catch (e) { log.warn(e); } next();',
    'req.user = null; try { const { sub } = jwt.verify(req.cookies.sid, S); req.user = await User.findById(sub); } catch {} next();',
  ]) {
    it(`passes whoever they are: ${body}`, () => {
      deepStrictEqual(found(body), OPEN);
      for (const handler of [
        'if (req.user) Thing.create({ a: 1 }); res.end();',
        'Thing.create({ by: req.user?.id }); res.end();',
      ])
        deepStrictEqual(found(body, handler), UNKNOWN);
      deepStrictEqual(
        found(body, 'if (!req.user) return res.sendStatus(401); res.end();'),
        signedIn('inline'),
      );
    });
  }

  for (const body of [
    'req.user = jwt.verify(req.cookies.token, S); next();',
    'try { req.user = jwt.verify(req.cookies.token, S); } catch (e) { fail(e, res); } next();',
    'const u = await verifyToken(req); req.user = u; next();',
    'const t = bearer(req); if (t) { try { req.user = jwt.verify(t, S); } catch (e) { return deny(res); } } next();',
    'const t = bearer(req); if (t) { try { req.user = jwt.verify(t, S); } catch (e) { return next(e); } } next();',
    'const t = bearer(req); try { req.user = jwt.verify(t, S); } catch (e) {} await ensureActive(req); next();',
    'const t = bearer(req); if (t) req.user = jwt.verify(t, S); next();',
  ]) {
    it(`may be stopped out of sight: ${body}`, () => deepStrictEqual(found(body), UNKNOWN));
  }

  it('passes what asks others for a role', () => {
    deepStrictEqual(
      behind("if (req.user && req.user.role !== 'admin') return res.sendStatus(403); next();"),
      UNKNOWN,
    );
  });

  for (const body of [
    'db.insert({ a: 1 }); if (!req.user) return res.status(401).end(); res.end();',
    'const made = await Thing.create({ a: 1 }); if (!req.user) return res.sendStatus(401); res.json(made);',
  ]) {
    it(`is turned away too late: ${body}`, () => deepStrictEqual(within(body), OPEN));
  }

  for (const body of [
    'if (!req.user) return res.status(401).end(); await Thing.create({ a: 1 }); res.end();',
    "if (!req.user) throw new Error('unauthorized'); Thing.create({ a: 1 }); res.end();",
    'Thing.create({ by: req.user.id }); if (!req.user) return res.status(401).end(); res.end();',
    'if (!allowed(req)) return res.status(401).end(); Thing.create({}); if (!req.user) return res.sendStatus(401);',
    'if (dry) Thing.create({}); if (!req.user) return res.status(401).end(); res.end();',
  ]) {
    it(`may be turned away in time: ${body}`, () => deepStrictEqual(within(body), signedIn('inline')));
  }

  for (const [guard, expected] of [
    ['expressjwt({ secret, credentialsRequired: false })', OPEN],
    ['expressjwt({ secret, credentialsRequired: strict })', UNKNOWN],
    ['expressjwt({ secret, credentialsRequired: true })', signedIn('expressjwt')],
    ['expressjwt({ secret })', signedIn('expressjwt')],
    ['verifySession({ sessionRequired: false })', OPEN],
    ["passport.authenticate(['jwt', 'anonymous'])", OPEN],
    ["passport.authenticate(['jwt', 'basic'])", signedIn('passport.authenticate')],
  ] as const) {
    it(`at a guard of a package: ${guard}`, () => deepStrictEqual(at(guard), expected));
  }
});

import { deepStrictEqual } from 'node:assert/strict';
import { listed, ready } from './project.js';

const HEAD = `
  const express = require('express');
  const app = express();
  const g = (req, res, next) => (req.user ? next() : res.status(401).end());
  const h = (req, res) => res.json({});
`;

/** Routes of one file that has an application, a guard `g` and a handler `h`. */
function routes(text: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  return listed({ 'app.js': HEAD + text, ...files });
}

describe('guards of Express', () => {
  before(ready);

  it('are unknown behind what is out of sight', () => {
    const cases: readonly string[] = [
      `const { withAuth } = require('@corp/kit'); app.post('/a', withAuth(async (req, res) => res.end()));`,
      `app.post('/a', protect((req, res) => res.end()));`,
      `app.post('/a', ctl.create);`,
      `const { currentUser } = require('@corp/iam');
       app.post('/a', async (req, res) => { const u = await currentUser(req); res.json(u.id); });`,
      `const fail = require('./missing'); app.use((req, res, next) => { if (!req.ok) return fail(res, 'x'); next(); });
       app.post('/a', h);`,
      `const chain = (list) => (req, res, next) => { const run = (i) => list[i](req, res, () => run(i + 1)); run(0); };
       app.post('/a', chain([g]), h);`,
      `const { DENIED } = require('@corp/statuses');
       app.use((req, res, next) => { if (!req.ok) return res.status(DENIED).end(); next(); }); app.post('/a', h);`,
    ];
    for (const text of cases) deepStrictEqual(routes(text), ['POST /a [?]'], text);
  });

  it('are seen through constants, wrappers that only catch, and calls inside', () => {
    deepStrictEqual(
      routes(
        `const DENIED = 401; app.post('/a', (q, res, next) => (q.user ? next() : res.status(DENIED).end()), h);`,
      ),
      ['POST /a [authentication inline]'],
    );
    deepStrictEqual(
      routes(`const asyncHandler = require('express-async-handler'); const { catchAsync } = require('@corp/kit');
        app.post('/a', asyncHandler(async (req, res) => { if (!req.user) return res.sendStatus(401); res.end(); }));
        app.post('/b', catchAsync(async (req, res) => res.end()));`),
      ['POST /a [authentication asyncHandler]', 'POST /b []'],
    );
    deepStrictEqual(
      routes(`const wrap = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);
        app.post('/a', wrap(async (req, res) => res.end()));
        const passport = require('passport');
        app.post('/b', (req, res, next) => { passport.authenticate('jwt')(req, res, next); }, h);`),
      ['POST /a []', 'POST /b [authentication inline]'],
    );
    deepStrictEqual(
      routes(`const accept = (schema, run) => async (req, res, next) => {
          const { success, data } = schema.safeParse(req.body);
          if (!success) return res.status(400).end();
          try { await run(data, req, res); } catch (e) { next(e); }
        };
        app.post('/a', accept(z.object({}), async (input, req, res) => res.end()));
        app.post('/b', g, accept(z.object({}), async (input, _req, res) => res.end()));`),
      ['POST /a []', 'POST /b [authentication g]'],
    );
    deepStrictEqual(
      routes(`const first = (...fns) => (req, res, next) => { fns[0](req, res, next); };
        app.post('/a', first(g), h);`),
      ['POST /a [authentication first]'],
    );
  });

  it('are none where a sign-in starts a session or hands out a token', () => {
    deepStrictEqual(
      routes(`
        app.post('/login', async (req, res) => {
          const user = await find(req.body.name);
          if (!(await same(req.body.password, user.hash))) return res.status(401).end();
          req.session.userId = user.id;
          res.setHeader('x-access-token', issue(user)).end();
        });
        app.post('/password', async (req, res) => {
          if (!(await same(req.body.password, req.user.hash))) return res.status(401).end();
          res.end();
        });`),
      ['POST /login []', 'POST /password [authentication inline]'],
    );
  });

  it('that look at addresses and robots say nothing of who is calling', () => {
    deepStrictEqual(
      routes(`
        const ipFilter = (req, res, next) => (allowed(req.ip) ? next() : res.status(403).end());
        app.use(ipFilter); app.post('/a', h);`),
      ['POST /a []'],
    );
    deepStrictEqual(
      routes(`const recaptcha = require('./recaptcha'); app.post('/a', recaptcha, h);`, {
        'recaptcha.js':
          'module.exports = function (req, res, next) { if (!req.body.answer) return res.status(403).end(); next(); };',
      }),
      ['POST /a []'],
    );
  });

  it('are called as they are written in a list, and never as what stands behind them', () => {
    const before =
      'const guard = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };\nconst chain = [guard, guard];\n';
    const named = (list: string) => routes(`${before}app.post('/a', ${list});`);
    deepStrictEqual(named('[...chain, save]'), ['POST /a [authentication chain]']);
    deepStrictEqual(named('[...chain, ...chain, save]'), ['POST /a [authentication chain]']);
    deepStrictEqual(named('[guard, ...chain, save]'), [
      'POST /a [authentication guard, authentication chain]',
    ]);
    deepStrictEqual(named('[[guard, guard], save]'), ['POST /a [authentication guard]']);
  });

  it('are what they do, whatever words their names hold', () => {
    const cases: Readonly<Record<string, string>> = {
      csrfAndLogin: `if (!req.session.user) return res.status(401).end();
        if (req.get('x-csrf') !== req.session.csrf) return res.status(403).end(); next();`,
      maintenanceGate: `if (!req.user) return res.sendStatus(403); next();`,
      requireOriginator: `if (!req.signature) return res.status(401).end(); next();`,
    };
    for (const [name, body] of Object.entries(cases)) {
      const [found] = routes(`const ${name} = (req, res, next) => { ${body} }; app.post('/a', ${name}, h);`);
      deepStrictEqual(found?.replace('authorization', 'authentication'), `POST /a [authentication ${name}]`);
    }
    const words = [
      'checkPaymentMethodOwner',
      'originalAuthorOnly',
      'membershipBlock',
      'classMethodsOf',
      'urbanUser',
      'scorsGate',
    ];
    for (const name of words)
      deepStrictEqual(
        routes(`function ${name}(req, res, next) { if (!req.x) return res.status(403).end(); next(); }
          app.post('/a', ${name}, h);`),
        [`POST /a [authorization ${name}]`],
      );
  });

  it('are none where their names say why they refuse and nothing asks who is calling', () => {
    const words = [
      'csrfProtection',
      'verifyXsrf',
      'checkOrigin',
      'allowedOrigins',
      'corsGate',
      'httpsOnly',
      'requireSSL',
      'allowMethods',
      'methodNotAllowed',
      'ipFilter',
      'blockIps',
      'bannedUsers',
      'geoBlock',
      'hcaptcha',
    ];
    for (const name of words)
      deepStrictEqual(
        routes(`function ${name}(req, res, next) { if (!ok(req.session.x)) return res.status(403).end(); next(); }
          app.post('/a', ${name}, h);`),
        ['POST /a []'],
        name,
      );
  });

  it('are none where it is an answer of a robot that is verified', () => {
    deepStrictEqual(
      routes(`const robots = { verify: (answer, then) => then(answer === '') };
        const recaptcha = (req, res, next) => { robots.verify(req.body.answer, (error) => {
          if (error) return res.status(403).end(); next(); }); };
        app.post('/a', recaptcha, h);`),
      ['POST /a []'],
    );
  });

  it('that compare what was handed out against forged requests ask nobody whose something is', () => {
    deepStrictEqual(
      routes(`function csrf(req, res, next) {
          if (req.get('x-csrf') !== req.session.csrf) return res.status(403).end(); next(); }
        app.post('/a', csrf, h);`),
      ['POST /a []'],
    );
  });

  it('are unknown where a name says why they refuse, and what they do says something else', () => {
    deepStrictEqual(
      routes(`function csrfCheck(req, res, next) { if (bad(req.cookies)) return res.status(401).end(); next(); }
        app.post('/a', csrfCheck, h);`),
      ['POST /a [?]'],
    );
  });

  it('are known beside a limiter that only some surroundings switch on', () => {
    deepStrictEqual(
      routes(`
        const rateLimit = require('express-rate-limit');
        if (process.env.NODE_ENV === 'production') app.use(rateLimit({ max: 10 }));
        app.post('/a', h);`),
      ['POST /a [rate-limit rateLimit]'],
    );
  });

  it('cover paths segment by segment; a pattern that only the router can decode is unknown', () => {
    deepStrictEqual(
      routes(`
        app.use('/api*', g); app.post('/api/x', h); app.post('/other', h);`),
      ['POST /api/x [?]', 'POST /other [?]'],
    );
    deepStrictEqual(
      routes(`
        app.use('/(v1|v2)', g); app.post('/v1/x', h);`),
      ['POST /v1/x [?]'],
    );
    deepStrictEqual(
      routes(`
        app.use('/admin/*', g); app.use('/users/:id', g); app.use('/teams/:team?', g);
        app.post('/admin/x', h); app.post('/users/7/name', h); app.post('/teams', h); app.post('/public', h);`),
      [
        'POST /admin/x [authentication g]',
        'POST /public []',
        'POST /teams [authentication g]',
        'POST /users/7/name [authentication g]',
      ],
    );
  });

  it('that are registered as routes stand in front of later ones, and are none themselves', () => {
    deepStrictEqual(
      routes(`
        app.post('/x', g); app.post('/x', h); app.get('/x', h);
        app.post('/y/*', g); app.post('/y/1', h);
        app.all('/z', g); app.put('/z', h);
        const passport = require('passport');
        app.post('/login', passport.authenticate('local', { successRedirect: '/' }));
        app.all('/w', passport.authenticate('jwt')); app.put('/w', h);`),
      [
        'GET /x []',
        'POST /login [authentication passport.authenticate]',
        'POST /x [authentication g]',
        'POST /y/1 [authentication g]',
        'PUT /w [authentication passport.authenticate]',
        'PUT /z [authentication g]',
      ],
    );
  });

  it('that let some paths through cover the others, or are unknown', () => {
    deepStrictEqual(
      routes(`
        const { expressjwt } = require('express-jwt');
        app.use(expressjwt({ secret: process.env.S, algorithms: ['RS256'] }).unless({ path: ['/token', /^\\/open/] }));
        app.post('/token', h); app.post('/orders', h);`),
      ['POST /orders [?]', 'POST /token []'],
    );
    deepStrictEqual(
      routes(`
        const { expressjwt } = require('express-jwt');
        app.use(expressjwt({}).unless({ path: ['/token'] })); app.post('/token', h); app.post('/orders', h);`),
      ['POST /orders [authentication expressjwt]', 'POST /token []'],
    );
    deepStrictEqual(
      routes(`
        const OPEN = new Set(['/token']);
        app.use((req, res, next) => { if (OPEN.has(req.path)) return next(); if (!req.user) return res.sendStatus(401); next(); });
        app.post('/token', h); app.post('/orders', h);`),
      ['POST /orders [?]', 'POST /token [?]'],
    );
    deepStrictEqual(
      routes(`
        const isOpen = (req) => req.path.startsWith('/open');
        app.use((req, res, next) => { if (isOpen(req)) return next(); if (!req.user) return res.sendStatus(401); next(); });
        app.post('/a', h);`),
      ['POST /a [?]'],
    );
    deepStrictEqual(
      routes(`
        app.use((req, res, next) => {
          if (req.method === 'OPTIONS') return next();
          if (!req.user) { console.log('denied', req.path); return res.sendStatus(401); }
          next();
        });
        app.post('/a', h);`),
      ['POST /a [authentication inline]'],
    );
  });

  it('take a function of a path parameter for what it is', () => {
    deepStrictEqual(
      routes(`
        app.param('id', (req, res, next, id) => { req.thing = find(id); next(); });
        app.param('team', (req, res, next, team) => { if (!req.user) return res.sendStatus(401); next(); });
        app.post('/things/:id', h); app.post('/teams/:team', h); app.post('/teamsters/:teamster', h);`),
      ['POST /teams/:team [authentication inline]', 'POST /teamsters/:teamster []', 'POST /things/:id []'],
    );
  });

  it('are unknown where alternatives differ', () => {
    deepStrictEqual(
      routes(`
        app.post('/a', flag ? g : (req, res, next) => next(), h);
        app.post('/b', ...(flag ? [] : [g]), h);
        app.post('/c', flag ? [] : [g], h);
        if (flag) app.post('/d', g, h); else app.post('/d', h);
        app.post('/e', [g], h);`),
      [
        'POST /a [?]',
        'POST /b [?]',
        'POST /c [?]',
        'POST /d [?]',
        'POST /d [authentication g]',
        'POST /e [authentication g]',
      ],
    );
  });
});

import { deepStrictEqual } from 'node:assert/strict';
import { listed, ready } from './project.js';

const HEAD = `
  const express = require('express');
  const app = express();
  const g = (req, res, next) => (req.user ? next() : res.status(401).end());
  const h = (req, res) => res.json({});
`;

describe('routes of Express', () => {
  before(ready);

  it('have a path for each optional part, and … where it cannot be known', () => {
    deepStrictEqual(
      listed({
        'app.js': `${HEAD}
          app.get('/cats/:id?', h);
          app.get('/pets/:id{/:sub}', h);
          app.post(['/i', '/j'], h);
          app.post(cfg.path, g, h);
          app.put(/^\\/rx/, h);
          app.use(process.env.PREFIX + '/v1', express.Router().get('/in', h));`,
      }),
      [
        'GET /cats []',
        'GET /cats/:id []',
        'GET /pets/:id []',
        'GET /pets/:id/:sub []',
        'POST /i []',
        'POST /j []',
        '~ GET /in [?]',
        '~ POST /… [authentication g]',
        '~ PUT /… [?]',
      ],
    );
  });

  it('are read out of tables and loops', () => {
    deepStrictEqual(
      listed({
        'app.js': `${HEAD}
          const { routes } = require('./routes');
          routes.forEach((r) => app[r.method](r.path, r.handler));
          for (const { verb, url, guards } of require('./more')) app[verb.toLowerCase()](url, ...guards, h);
          Object.entries({ '/a': h, '/b': h }).forEach(([path, handler]) => app.get(path, handler));
          for (const [path, router] of Object.entries(require('./mounts'))) app.use(path, router);
          const table = { x: h, y: h };
          for (const name of ['posts', 'tags']) app.use(\`/\${name}\`, require('./routes/' + name));
          app.use('/late', require(require('path').join(__dirname, 'routes', 'late')));
          for (const name in table) app.delete('/' + name, table[name]);
          ['get', 'put'].forEach((method) => app[method]('/both', g, h));`,
        'routes.js': `
          const list = (req, res) => res.json([]);
          exports.routes = [
            { method: 'get', path: '/list', handler: list },
            { method: 'post', path: '/list', handler: (req, res) => res.end() },
          ];`,
        'more.js': `
          const g = (req, res, next) => (req.user ? next() : res.sendStatus(401));
          module.exports = [{ verb: 'PATCH', url: '/more', guards: [g] }];`,
        ...Object.fromEntries(
          ['posts', 'tags', 'late'].map((name) => [
            `routes/${name}.js`,
            "module.exports = require('express').Router().get('/all', (req, res) => res.end());",
          ]),
        ),
        'mounts.js': `
          const { Router } = require('express');
          module.exports = { '/teams': Router().get('/', (req, res) => res.json([])) };`,
      }),
      [
        'DELETE /x []',
        'DELETE /y []',
        'GET /a []',
        'GET /b []',
        'GET /both [authentication g]',
        'GET /late/all []',
        'GET /list []',
        'GET /posts/all []',
        'GET /tags/all []',
        'GET /teams []',
        'PATCH /more [authentication g]',
        'POST /list []',
        'PUT /both [authentication g]',
      ],
    );
  });

  it('hang on chained, anonymous and handed-in routers, in CommonJS, ESM and TypeScript', () => {
    deepStrictEqual(
      listed({
        'src/server.ts': `
          import express, { Router } from 'express';
          import api from './api';
          import { register } from './register';
          import { AdminRoutes } from './admin';
          const server = express();
          server.use(express.json()).use('/api', api);
          server.use('/open', Router().get('/a', (_req, res) => { res.end(); }).post('/a', (_req, res) => { res.end(); }));
          register(server, { prefix: '/reg' });
          new AdminRoutes(server).mount();
          server.route('/chain').all(guard).get(show).put(show);
          function guard(req, res, next) { if (!req.session.user) { res.redirect('/login'); return; } next(); }
          function show(req, res) { res.json({}); }
          export { server };`,
        'src/api.ts': `
          import { Router } from 'express';
          import users = require('./users');
          export default Router().use('/users', users).use((_req, res) => { res.status(404).end(); });`,
        'src/users.ts': `
          import { Router, type Request, type Response, type NextFunction } from 'express';
          const router: Router = Router({ mergeParams: true });
          const signedIn = (req: Request, res: Response, next: NextFunction): void => {
            if (!req.headers.authorization) { res.status(401).json({}); return; }
            next();
          };
          router.use(signedIn);
          router.get<{ id: string }>('/:id', (req, res) => { res.json(req.params.id); });
          export = router;`,
        'src/register.ts': `
          import type { Application } from 'express';
          export function register(app: Application, { prefix }: { prefix: string }): void {
            app.get(\`\${prefix}/x\`, (_req, res) => { res.end(); });
          }`,
        'src/admin.ts': `
          import type { Express, Request, Response } from 'express';
          export class AdminRoutes {
            constructor(private readonly app: Express) {}
            mount(): void { this.app.delete('/admin/:id', this.remove); }
            private remove = (req: Request, res: Response): void => { res.end(); };
          }`,
      }),
      [
        'DELETE /admin/:id []',
        'GET /api/users/:id [authentication signedIn]',
        'GET /chain [authentication guard]',
        'GET /open/a []',
        'GET /reg/x []',
        'POST /open/a []',
        'PUT /chain [authentication guard]',
      ],
    );
  });

  it('hang on a router however long the chain of calls is', () => {
    const many = Array.from({ length: 30 }, (_, index) => index + 10);
    deepStrictEqual(
      listed({
        'app.js': `${HEAD}
          app.use('/long', express.Router()${many.map((one) => `.get('/${one}', g, h)`).join('')});`,
      }),
      many.map((one) => `GET /long/${one} [authentication g]`),
    );
  });

  it('are told apart from settings, clients, tests, copies and snippets', () => {
    deepStrictEqual(
      listed({
        'app.js': `${HEAD}
          const axios = require('axios');
          const api = axios.create();
          app.get('port'); app.set('port', 1); app.enable('trust proxy');
          axios.get('/remote', { params: {} }); axios.post('/remote', body, options);
          api.post('/remote', body); api.get('/remote', callback);
          cache.get('/key', (error, value) => value);
          app.get('/real', h);
          module.exports = app;`,
        'client.js': `
          import { api } from './missing';
          export const load = async (body) => { await api.post('/remote', body); api.put('/remote', { a: 1 }); };
          export const later = (body) => api.post('/remote', body).then((found) => found.data);`,
        'app.test.js': `
          const app = require('./app'); const request = require('supertest');
          app.get('/in-test', (req, res) => res.end()); request(app).get('/real').expect(200);`,
        'test-int/bot.js': `${HEAD} app.post('/stub', h);`,
        'integration-tests/server.js': `${HEAD} app.post('/stub', h);`,
        'app.copy.js': `${HEAD} app.get('/copied', h);`,
        'app%20copy%202.js': `${HEAD} app.get('/copied', h);`,
        'app-old.js': `${HEAD} app.get('/copied', h);`,
        'old/app.js': `${HEAD} app.get('/copied', h);`,
        'fixtures/app.js': `${HEAD} app.get('/fixture', h);`,
        'src/test_utils.js': `${HEAD} app.get('/in-test', h);`,
        'data/fix_1.js': `
          app.get('/snippet', (req, res) => res.end());
          router.post('/snippet', (req, res) => res.end());`,
      }),
      ['GET /real []'],
    );
  });

  it('pass validators and limiters, by package and by what they do', () => {
    deepStrictEqual(
      listed({
        'app.ts': `
          import express from 'express';
          import rateLimit from 'express-rate-limit';
          import { body, validationResult } from 'express-validator';
          import { celebrate, Joi, Segments } from 'celebrate';
          import { z } from 'zod';
          import { validateBody } from './validate.js';
          const app = express();
          const limiter = rateLimit({ windowMs: 1000, limit: 5 });
          const User = z.object({ name: z.string() });
          const checkUser = (req, res, next) => {
            const result = User.safeParse(req.body);
            if (!result.success) return res.status(400).json(result.error);
            next();
          };
          const checked = (req, res, next) => (validationResult(req).isEmpty() ? next() : res.status(422).end());
          app.post('/a', limiter, checkUser, (req, res) => { res.end(); });
          app.post('/b', body('name').isString(), checked, (req, res) => { res.end(); });
          app.post('/c', celebrate({ [Segments.BODY]: Joi.object({}) }), (req, res) => { res.end(); });
          app.post('/d', validateBody(User), (req, res) => { res.end(); });
          const picked = (req, res, next) => {
            const { name, email } = req.body;
            const { error } = User.validate({ name, email });
            if (error) return res.status(400).end();
            next();
          };
          app.post('/e', picked, (req, res) => { res.end(); });`,
        'validate.ts': `
          export const validateBody = (schema) => async (req, res, next) => {
            try { req.body = await schema.validateAsync(req.body); next(); } catch (error) { next(error); }
          };`,
      }),
      [
        'POST /a [rate-limit limiter, validation checkUser]',
        'POST /b [validation body, validation checked]',
        'POST /c [validation celebrate]',
        'POST /d [validation validateBody]',
        'POST /e [validation picked]',
      ],
    );
  });
});

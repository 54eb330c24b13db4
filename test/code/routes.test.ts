import { deepStrictEqual } from 'node:assert/strict';
import { listed, ready } from './project.js';

const AUTH = `
function requireAuth(req, res, next) {
  if (!req.headers.authorization) return res.status(401).json({ error: 'no token' });
  next();
}
`;

describe('routes across files', () => {
  before(ready);

  it('CommonJS: mounts, inline require, index files and a router handed in', () => {
    deepStrictEqual(
      listed({
        'app.js': `
          const express = require('express');
          const auth = require('./middleware/auth');
          const app = express();
          app.use(express.json());
          app.use('/api/users', auth.required, require('./users'));
          app.use('/api', require('./routes'));
          require('./legacy')(app);
          app.get('env');
          module.exports = app;`,
        'middleware/auth.js': `
          exports.required = (req, res, next) => {
            if (!req.user) return res.sendStatus(401);
            next();
          };`,
        'users.js': `
          const { Router } = require('express');
          const router = Router();
          router.get('/', (req, res) => res.json([]));
          router.route('/:id').get(show).delete(remove);
          function show(req, res) { res.json({}); }
          function remove(req, res) { res.sendStatus(204); }
          module.exports = router;`,
        'routes/index.js': `
          const router = require('express').Router();
          router.use('/books', require('./books').router);
          module.exports = router;`,
        'routes/books.js': `
          const express = require('express');
          const router = express.Router();
          router.post('/', (req, res) => res.end());
          exports.router = router;`,
        'legacy.js': `
          module.exports = function (app) {
            app.put('/legacy/:key', (req, res) => res.end());
          };`,
      }),
      [
        'DELETE /api/users/:id [authentication auth.required]',
        'GET /api/users [authentication auth.required]',
        'GET /api/users/:id [authentication auth.required]',
        'POST /api/books []',
        'PUT /legacy/:key []',
      ],
    );
  });

  it('an application whose controllers import it', () => {
    deepStrictEqual(
      listed({
        'src/controllers.js': `
          import { db } from './server.js';
          export const list = async (req, res) => { res.json(await db.orders(db.token())); };`,
        'src/routes.js': `
          import { Router } from 'express';
          import { list } from './controllers.js';
          export default Router().get('/orders', list);`,
        'src/server.js': `
          import express from 'express';
          import { connect } from '@example/store';
          import routes from './routes.js';
          export const app = express();
          export const db = connect();
          app.use(routes);`,
      }),
      ['GET /orders []'],
    );
  });

  it('short names of folders, as tsconfig.json and package.json give them', () => {
    deepStrictEqual(
      listed({
        'src/server.ts': `
          import express from 'express';
          import orders from '@routes/orders.route';
          import items from '#routes/items.js';
          const app = express();
          app.use('/orders', orders);
          app.use('/items', items);`,
        'src/routes/orders.route.ts': `
          import { Router } from 'express';
          import { signedIn } from '@/guards/signed-in';
          export default Router().get('/:id', signedIn, (req, res) => { res.end(); });`,
        'src/routes/items.js': `
          import { Router } from 'express';
          import { signedIn } from '~/guards/signed-in.js';
          export default Router().get('/:id', signedIn, (req, res) => { res.end(); });`,
        'src/guards/signed-in.ts': `
          export const signedIn = (req, res, next) => (req.user ? next() : res.status(401).end());`,
      }),
      ['GET /items/:id [authentication signedIn]', 'GET /orders/:id [authentication signedIn]'],
    );
  });

  it('ESM and TypeScript: .js specifiers, default and named exports, re-exports, factories, classes', () => {
    deepStrictEqual(
      listed({
        'src/server.ts': `
          import express, { type Application } from 'express';
          import { orders, makeItems } from './routes/index.js';
          import Admin from './admin.js';
          const app: Application = express();
          const PREFIX = '/v1';
          app.use(\`\${PREFIX}/orders\`, orders);
          app.use(PREFIX + '/items', makeItems({ cache: true }));
          app.use('/admin', new Admin().router);
          export default app;`,
        'src/routes/index.ts': `
          export { default as orders } from './orders.js';
          export * from './items.js';`,
        'src/routes/orders.ts': `
          import { Router } from 'express';
          import type { Request, Response } from 'express';
          import { check } from '../guards/check.js';
          const router = Router();
          router.use(check('orders'));
          router.get('/:id', async (req: Request, res: Response): Promise<void> => { res.json(req.params.id as string); });
          export default router;`,
        'src/routes/items.ts': `
          import { Router } from 'express';
          export function makeItems(options: { cache: boolean }): Router {
            const router = Router();
            router.get('/', (_req, res) => { res.json([]); });
            return router;
          }`,
        'src/guards/check.ts': `
          import { RequestHandler } from 'express';
          import createError from 'http-errors';
          export const check = (scope: string): RequestHandler => (req, res, next) => {
            if (!req.auth?.scopes.includes(scope)) return next(createError(403));
            next();
          };`,
        'src/admin.ts': `
          import { Router } from 'express';
          export default class Admin {
            readonly router = Router();
            constructor() { this.routes(); }
            private routes(): void {
              this.router.get('/stats', this.stats);
            }
            private stats = (req, res) => { res.json({}); };
          }`,
      }),
      ['GET /admin/stats []', 'GET /v1/items []', 'GET /v1/orders/:id [authorization check]'],
    );
  });

  it('order decides: a guard covers what comes after it, under its path', () => {
    deepStrictEqual(
      listed({
        'app.js': `
          import express from 'express';
          ${AUTH}
          const app = express();
          app.get('/before', (req, res) => res.end());
          app.use('/private', requireAuth);
          app.get('/private/a', (req, res) => res.end());
          app.get('/privates', (req, res) => res.end());
          app.use(requireAuth);
          app.get('/after', (req, res) => res.end());`,
      }),
      [
        'GET /after [authentication requireAuth]',
        'GET /before []',
        'GET /private/a [authentication requireAuth]',
        'GET /privates []',
      ],
    );
  });
});

import type { Change } from '../../server/core/rule/change.js';
import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { CodeSpot, RouteView } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import { lineBreak } from '../code-text.js';
import { routeName } from './endpoints.js';
import { isBehindAnother, isChosen, othersBehind } from './late.js';
import { isOpenByNature } from './open-routes.js';
import { missesGuard } from './promised.js';

export default defineRule({
  id: 'auth/guard-order',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-access-control'],
  standards: ['API2:2023', 'CWE-696', 'CWE-306'],
  title: 'Guard registered behind the routes that it should cover',
  why: `
    Express runs what was registered, in that order, until something answers. A
    guard that comes behind a route never sees a request for it: the code reads
    as if the route were protected, and it is open to everybody. Of several routes
    one is named; to allow that here leaves the others, which are told of where
    they stand.`,
  messages: {
    behind: '{guard} comes behind {route}, so it never runs for that route.',
    route: 'This answers before {guard} is asked.',
  },
  fixes: { move: { title: 'Move {guard} in front of {route}', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        const express = require('express');
        const app = express();

        function signedIn(req, res, next) {
          if (!req.session.userId) return res.status(401).end();
          next();
        }

        app.get('/articles', (req, res) => res.json([]));
        app.post('/articles', (req, res) => res.status(201).end());
        app.use(signedIn);
        //      ^^^^^^^^ signedIn comes behind POST /articles, so it never runs for that route.
        app.delete('/articles/:id', (req, res) => res.status(204).end());`,
      fixed: `
        const express = require('express');
        const app = express();

        function signedIn(req, res, next) {
          if (!req.session.userId) return res.status(401).end();
          next();
        }

        app.get('/articles', (req, res) => res.json([]));
        app.use(signedIn);
        app.post('/articles', (req, res) => res.status(201).end());
        app.delete('/articles/:id', (req, res) => res.status(204).end());`,
      good: `
        const express = require('express');
        const app = express();

        function signedIn(req, res, next) {
          if (!req.session.userId) return res.status(401).end();
          next();
        }

        app.get('/articles', (req, res) => res.json([]));
        app.post('/login', (req, res) => res.json({}));
        app.use(signedIn);
        app.post('/articles', (req, res) => res.status(201).end());
        app.delete('/articles/:id', (req, res) => res.status(204).end());
        const shop = express();
        shop.put('/hooks/orders', (req, res) => res.end());
        shop.use('/:team/orders', signedIn);
        shop.put('/:team/orders/:id', (req, res) => res.end());`,
    },
    {
      language: 'javascript',
      good: `
        const { Router } = require('express');
        const router = Router();
        const entry = (req, res, next) => (req.user ? next() : res.status(401).end());
        const only = (role) => (req, res, next) => (req.user.role === role ? next() : res.status(403).end());

        router.post('/join', (req, res) => res.status(201).end());
        router.get('/me', entry, (req, res) => res.json({ id: req.user.id }));
        router.use(entry, only('admin'));
        router.delete('/:memberId', (req, res) => res.status(204).end());
        require('express')().use('/members', router);`,
    },
    {
      language: 'typescript',
      bad: `
        import express from 'express';
        import { auth } from 'express-oauth2-jwt-bearer';

        export function routes(app: express.Express) {
          app.get('/', (req, res) => res.end());

          // Orders come from partners.
          app.post('/orders', (req, res) => res.status(201).end());
          const limit = 10;
          app.delete('/orders/:id', (req, res) => res.status(204).end());

          // Who calls?
          app.use(auth()); // Every token counts.
          //      ^^^^^^ auth comes behind POST /orders, so it never runs for that route.

          app.get('/prices', (req, res) => res.json(limit));
        }
        routes(express());`,
      fixed: `
        import express from 'express';
        import { auth } from 'express-oauth2-jwt-bearer';

        export function routes(app: express.Express) {
          app.get('/', (req, res) => res.end());

          // Who calls?
          app.use(auth()); // Every token counts.
          // Orders come from partners.
          app.post('/orders', (req, res) => res.status(201).end());
          const limit = 10;
          app.delete('/orders/:id', (req, res) => res.status(204).end());

          app.get('/prices', (req, res) => res.json(limit));
        }
        routes(express());`,
      good: `
        import express from 'express';
        import { auth } from 'express-oauth2-jwt-bearer';

        const app = express();
        app.use(auth());
        app.post('/orders', (req, res) => res.status(201).end());`,
    },
    {
      language: 'typescript',
      bad: `
        import express from 'express';
        import { auth } from 'express-oauth2-jwt-bearer';
        import orders from './orders.js';

        const app = express();
        app.use('/orders', orders);
        app.use('/orders', auth());
        //                 ^^^^^^ auth comes behind POST /orders, so it never runs for that route.`,
      files: {
        'orders.ts': `
          import { Router } from 'express';

          const router = Router();
          router.post('/', (req, res) => res.status(201).end());
          export default router;`,
      },
    },
  ],

  check: {
    route(route, { report }) {
      const { endpoint } = route;
      const guard = endpoint.late?.[0];
      if (guard === undefined || !missesGuard(route) || isChosen(route, guard)) return;
      if (isBehindAnother(route, guard)) return;
      const data = { guard: shorten(guard.name, 30), route: routeName(endpoint) };
      report({
        at: guard.at,
        message: 'behind',
        data,
        fixes: moving(route, data),
        also: othersBehind(route, guard).map(({ at }) => at),
        related: [{ at: endpoint.at, message: 'route', data: { guard: shorten(guard.name, 40) } }],
      });
    },
  },
});

/** None where the guard would come to stand in front of what has to stay open: nobody could sign in any more. */
function moving({ lateGuard }: RouteView, data: FixOffer['data']): readonly FixOffer[] {
  if (lateGuard === undefined || lateGuard.reached.some(isOpenByNature)) return [];
  const { statement, slot } = lateGuard;
  const changes = (): readonly Change[] => [
    { text: slot, by: statement.text + lineBreak(slot) },
    { text: withGap(statement), by: '' },
  ];
  return [{ fix: 'move', ...(data === undefined ? {} : { data }), changes }];
}

/** With the empty line before it, where one stands behind it as well: two would be left. */
function withGap(statement: CodeSpot): CodeSpot {
  const { leaf, start, end } = statement;
  const gap = /\n([ \t]*\r?\n[ \t]*)$/.exec(leaf.text.slice(0, start))?.[1] ?? '';
  const isBehind = /^[ \t]*\r?\n[ \t]*\r?\n/.test(leaf.text.slice(end));
  return isBehind ? { ...statement, start: start - gap.length } : statement;
}

import { isOpen, requirements } from '../../server/core/rule/access.js';
import { type Loss, lostGuard, type Weakening, weakening } from '../../server/core/rule/baseline.js';
import type { Change } from '../../server/core/rule/change.js';
import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { OperationView, RouteView } from '../../server/core/rule/views.js';
import { shorten, shortenPath } from '../../server/core/words/text.js';
import { insertGuard } from '../auth/endpoints.js';

export default defineRule({
  id: 'testing/baseline-regression',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['testing-continuous', 'auth-access-control'],
  standards: ['API2:2023', 'API5:2023', 'CWE-862'],
  title: 'Endpoint that asks less of its callers than before',
  why: `
    When the baseline was taken, callers of this endpoint had to bring more: a
    credential, a scope, or any at all; or a guard stood in front of its route. Protection is rarely dropped on purpose,
    and a change of a few characters is easily overlooked in a review. If it is
    meant, take a new baseline, so that the decision is on record.`,
  messages: {
    open: 'Callers of {endpoint} had to sign in when the baseline was taken; now anyone may call.',
    anonymous: 'Callers of {endpoint} may leave their credentials out now; the baseline did not let them.',
    requirement:
      '{endpoint} asked for {scheme} when the baseline was taken; now a caller gets by without it.',
    unguarded: '{guard} checked callers of {endpoint} when the baseline was taken; now nothing does.',
    guard: '{guard} stood in front of {endpoint} when the baseline was taken; now it is gone.',
    handler: 'The handler of {endpoint} checked its callers when the baseline was taken; now it does not.',
    scope: '{endpoint} asked for scope {scope} when the baseline was taken; now a caller gets by without it.',
  },
  fixes: {
    restore: { title: 'Ask for what the baseline asks for', safety: 'review' },
    guard: { title: 'Put {guard} in front again, as routes beside it do', safety: 'review' },
  },
  examples: [
    {
      as: 'document',
      baseline: { 'GET /orders': [{ bearer: ['read', 'export'] }] },
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              security: [{ bearer: [read] }]
              #         ^^^^^^^^^^^^^^^^^^^^ GET /orders asked for scope export when the baseline was taken; now a caller gets by without it.
              responses: { '200': { description: OK } }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              security: [{ bearer: [read, export] }]
              responses: { '200': { description: OK } }`,
      good: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              security: [{ bearer: [read, export] }, { internal: [] }]
              responses: { '200': { description: OK } }`,
    },
    {
      as: 'document',
      baseline: { 'POST /orders': [{ bearer: [] }], 'GET /orders': [{ bearer: [], key: [] }] },
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders:
            get:
            # <- GET /orders asked for key when the baseline was taken; now a caller gets by without it.
              responses: { '200': { description: OK } }
            post:
              security: [{ bearer: [] }, {}]
              #         ^^^^^^^^^^^^^^^^^^^^ Callers of POST /orders may leave their credentials out now; the baseline did not let them.
              responses: { '200': { description: OK } }`,
    },
    {
      as: 'document',
      baseline: {
        'GET /orders': [{ oauth: ['read'], key: [] }],
        'PUT /orders': [{ oauth: ['write'] }],
        'POST /orders': [{ oauth: ['write'] }],
      },
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              security: [{ login: [read], key: [] }]
              responses: { '200': { description: OK } }
            put:
              security: [{ key: [] }]
              #         ^^^^^^^^^^^^^ PUT /orders asked for scope write when the baseline was taken; now a caller gets by without it.
              responses: { '200': { description: OK } }
            post:
              security: [{ login: [orders] }]
              responses: { '200': { description: OK } }`,
    },
    {
      as: 'document',
      baseline: { 'POST /orders': [{ bearer: [] }] },
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            post:
              security: []
              #         ^^ Callers of POST /orders had to sign in when the baseline was taken; now anyone may call.
              responses: { '200': { description: OK } }
            put:
              security: []
              responses: { '200': { description: OK } }`,
    },
    {
      language: 'javascript',
      baseline: {
        'GET /health': [],
        'POST /orders': [{ authentication: ['signedIn'] }],
        'PUT /orders/{}': [{ authentication: ['create'] }],
        'PATCH /orders/{}': [{ authentication: ['signedIn'], authorization: ['clerk'] }],
        'DELETE /orders/{}': [{ authentication: ['signedIn'], authorization: ['mayDelete'] }],
        'POST /imports': [{ authentication: ['signedIn'] }],
      },
      bad: `
        const app = require('express')();
        const partner = require('./partner');
        const signedIn = (req, res, next) => (req.user ? next() : res.sendStatus(401));
        const clerk = (req, res, next) => (req.user.role === 'clerk' ? next() : res.sendStatus(403));
        app.get('/health', (req, res) => res.json([]));
        app.get('/orders/:id', signedIn, (req, res) => res.json({}));
        app.post('/orders', (req, res) => res.status(201).end());
        //       ^^^^^^^^^ signedIn checked callers of POST /orders when the baseline was taken; now nothing does.
        app.put('/orders/:id', signedIn, (req, res) => res.json({}));
        app.patch('/orders/:id', signedIn, (req, res) => res.json({}));
        //        ^^^^^^^^^^^^^ clerk stood in front of PATCH /orders/:id when the baseline was taken; now it is gone.
        app.delete('/orders/:id', signedIn, clerk, (req, res) => res.end());
        app.post('/imports', partner, (req, res) => res.end());`,
      fixed: `
        const app = require('express')();
        const partner = require('./partner');
        const signedIn = (req, res, next) => (req.user ? next() : res.sendStatus(401));
        const clerk = (req, res, next) => (req.user.role === 'clerk' ? next() : res.sendStatus(403));
        app.get('/health', (req, res) => res.json([]));
        app.get('/orders/:id', signedIn, (req, res) => res.json({}));
        app.post('/orders', signedIn, (req, res) => res.status(201).end());
        app.put('/orders/:id', signedIn, (req, res) => res.json({}));
        app.patch('/orders/:id', signedIn, clerk, (req, res) => res.json({}));
        app.delete('/orders/:id', signedIn, clerk, (req, res) => res.end());
        app.post('/imports', partner, (req, res) => res.end());`,
    },
    {
      language: 'javascript',
      baseline: {
        'PUT /orders/{}': [{ authentication: ['signedIn'], authorization: ['clerk'] }],
        'PATCH /orders/{}': [{ authentication: ['staff'], authorization: ['clerk'] }],
      },
      good: `
        const app = require('express')();
        const requireUser = (req, res, next) => (req.user ? next() : res.sendStatus(401));
        const requireClerk = (req, res, next) => (req.user.role === 'clerk' ? next() : res.sendStatus(403));
        const staff = (req, res, next) => {
          if (!req.user) return res.sendStatus(401);
          if (req.user.role !== 'clerk') return res.sendStatus(403);
          next();
        };
        app.put('/orders/:id', requireUser, requireClerk, (req, res) => res.json({}));
        app.patch('/orders/:id', staff, (req, res) => res.json({}));`,
    },
    {
      language: 'python',
      baseline: { 'GET /orders': [{ authentication: ['inline'] }] },
      bad: `
        from fastapi import FastAPI
        app = FastAPI()
        @app.get("/orders")
        #        ^^^^^^^^^ The handler of GET /orders checked its callers when the baseline was taken; now it does not.
        def orders():
            return []`,
    },
  ],

  check: {
    operation(operation, { report, holds }) {
      const { asked, security, fact } = operation;
      if (asked === undefined || !security.known) return;
      const weaker = weakening(asked, security.value.anyOf);
      if (weaker === undefined) return holds(operation.keyNode);
      const endpoint = `${fact.method} ${shortenPath(fact.path, 30)}`;
      const { kind, ...what } = weaker;
      const data = Object.fromEntries(Object.entries(what).map(([name, text]) => [name, shorten(text, 20)]));
      report({
        at: operation.securityNode ?? operation.keyNode,
        message: MESSAGES[kind],
        data: { endpoint, ...data },
        fixes: [{ fix: 'restore', changes: () => restore(operation, asked) }],
      });
    },
    route(route, { report, holds }) {
      if (!route.guards.known || !route.mounted) return;
      const { guards, formerly } = route;
      for (const { endpoint, asked } of formerly) {
        const loss = lostGuard(asked, guards.value);
        if (loss === undefined) {
          if (!isOpen({ anyOf: asked })) holds(route.at);
          continue;
        }
        const data = {
          endpoint: `${endpoint.method} ${shortenPath(endpoint.path, 25)}`,
          guard: shorten(loss.guard, 20),
        };
        return report({ at: route.at, message: messageOf(loss, route), data, fixes: restored(loss, route) });
      }
    },
  },
});

/** What a check is called that stands in a handler without a name. */
const INLINE = 'inline';

function messageOf({ guard, only }: Loss, { endpoint }: RouteView): string {
  if (guard === INLINE || guard === endpoint.handler) return 'handler';
  return only ? 'unguarded' : 'guard';
}

/** The guard as the routes beside it write it. */
function restored({ guard, kind }: Loss, route: RouteView): readonly FixOffer[] {
  const written = route.siblingCheck(kind);
  const names: readonly string[] = written?.match(/[\w$]+/g) ?? [];
  return names.includes(guard) ? insertGuard(route, kind, 'guard') : [];
}

const MESSAGES: Readonly<Record<Weakening['kind'], string>> = {
  open: 'open',
  anonymous: 'anonymous',
  requirement: 'requirement',
  scope: 'scope',
};

function restore(operation: OperationView, asked: NonNullable<OperationView['asked']>): readonly Change[] {
  const to = requirements({ anyOf: asked });
  const { securityNode, node } = operation;
  return securityNode ? [{ replace: securityNode, by: to }] : [{ set: node, key: 'security', to }];
}

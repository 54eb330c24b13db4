import { defineRule } from '../../server/core/rule/rule.js';
import type { RouteView } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import { guardOf, insertGuard, routeName } from './endpoints.js';
import { isToldAtGuard } from './late.js';
import { guardedPeer, isChecking, isOpenByNature, restrictedPeer } from './open-routes.js';
import { isPromised, missesGuard } from './promised.js';
import { isToldAsUnguarded } from './regressions.js';

export default defineRule({
  id: 'auth/method-gap',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-access-control'],
  standards: ['API5:2023', 'CWE-862', 'CWE-650'],
  title: 'One method of a path asks for less than another',
  why: `
    A path is as safe as its weakest method. Where one method of it is guarded
    and another is not, callers change the verb and are in; mostly the guard was
    forgotten when the second method was added. Reads for everybody beside guarded
    changes are common and meant so; the reverse is not.`,
  messages: {
    open: 'Nothing checks who calls {route}, though {other} on the same path is guarded.',
    role: '{route} lets any signed-in caller in, though {other} on the same path asks for more.',
    peer: 'This asks for {guard}.',
  },
  fixes: { guard: { title: 'Put {guard} in front, as the other method does', safety: 'review' } },
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

        app.get('/files/:id', signedIn, (req, res) => res.json({}));
        app.put('/files/:id', (req, res) => res.json({}));
        //      ^^^^^^^^^^^^ Nothing checks who calls PUT /files/:id, though GET on the same path is guarded.`,
      fixed: `
        const express = require('express');
        const app = express();

        function signedIn(req, res, next) {
          if (!req.session.userId) return res.status(401).end();
          next();
        }

        app.get('/files/:id', signedIn, (req, res) => res.json({}));
        app.put('/files/:id', signedIn, (req, res) => res.json({}));`,
    },
    {
      language: 'typescript',
      bad: `
        import express from 'express';
        import { auth, requiredScopes } from 'express-oauth2-jwt-bearer';

        const app = express();
        app.use(auth());
        app
          .route('/coupons/:code')
          .put(requiredScopes('coupons'), (req, res) => res.end())
          .delete((req, res) => res.end());
        // ^^^^^^ DELETE /coupons/:code lets any signed-in caller in, though PUT on the same path asks for more.`,
    },
    {
      language: 'javascript',
      bad: `
        const app = require('express')();
        const signedIn = (req, res, next) => (req.user ? next() : res.status(401).end());
        const isAdmin = (req, res, next) => (req.user.role === 'admin' ? next() : res.status(403).end());

        app.get('/users', signedIn, isAdmin, (req, res) => res.json([]));
        app.post('/users', signedIn, (req, res) => res.status(201).end());
        //       ^^^^^^^^ POST /users lets any signed-in caller in, though GET on the same path asks for more.
        app.get('/regions/:id', signedIn, isAdmin, (req, res) => res.json({}));
        app.delete('/regions/:id', signedIn, (req, res) => res.status(204).end());
        //         ^^^^^^^^^^^^^^ DELETE /regions/:id lets any signed-in caller in, though GET on the same path asks for more.`,
      good: `
        const app = require('express')();
        const signedIn = (req, res, next) => (req.user ? next() : res.status(401).end());
        const isAdmin = (req, res, next) => (req.user.role === 'admin' ? next() : res.status(403).end());

        app.get('/orders', signedIn, isAdmin, (req, res) => res.json([]));
        app.post('/orders', signedIn, (req, res) => res.status(201).end());
        app.get('/regions/:id', signedIn, (req, res) => res.json({}));
        app.delete('/regions/:id', signedIn, isAdmin, (req, res) => res.status(204).end());
        app.get('/uploads/:id', signedIn, isAdmin, (req, res) => res.json({}));
        app.delete('/uploads/:id', signedIn, someCheck, (req, res) => res.status(204).end());`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import Depends, FastAPI
        from fastapi.security import HTTPBearer

        app = FastAPI()
        bearer = HTTPBearer()

        @app.get("/files/{file_id}")
        def show(file_id: int, sent=Depends(bearer)):
            return files.show(file_id, sent.credentials)

        @app.delete("/files/{file_id}")
        #           ^^^^^^^^^^^^^^^^^^ Nothing checks who calls DELETE /files/{file_id}, though GET on the same path is guarded.
        def remove(file_id: int):
            return {}`,
    },
    {
      language: 'javascript',
      good: `
        const express = require('express');
        const app = express();

        function signedIn(req, res, next) {
          if (!req.session.userId) return res.status(401).end();
          next();
        }

        app.get('/articles/:id', (req, res) => res.json({}));
        app.put('/articles/:id', signedIn, (req, res) => res.json({}));
        app.delete('/articles/:id', signedIn, (req, res) => res.json({}));
        app.route('/files').get(signedIn, (req, res) => res.json([])).all((req, res) => res.sendStatus(405));`,
    },
  ],

  check: {
    route(route, ctx) {
      const { report, unknown, speaks } = ctx;
      const { endpoint, guards, mounted, at } = route;
      if (isOpenByNature(endpoint)) return;
      const open = guards.known && !guards.value.some(isChecking);
      const peer = open ? guardedPeer(route) : missingRole(route);
      if (peer === undefined) return;
      if (!mounted || endpoint.obscured || endpoint.delegates) return unknown(at);
      // A guard that comes too late, and a document that promises one, are the nearer causes.
      if (open && missesGuard(route) && isToldAtGuard(route, ctx)) return;
      if (open && isToldAsUnguarded(route, ctx)) return;
      if (open && speaks('docs/auth-drift') && isPromised(route)) return;
      const kind = open ? 'authentication' : 'authorization';
      const guard = guardOf(peer, kind) ?? guardOf(peer, 'authorization');
      report({
        at,
        message: open ? 'open' : 'role',
        data: { route: routeName(endpoint), other: peer.method },
        related:
          guard === undefined
            ? []
            : [{ at: peer.at, message: 'peer', data: { guard: shorten(guard.name, 40) } }],
        fixes: insertGuard(route, kind, 'guard'),
      });
    },
  },
});

/** What another method of the path asks of callers who have signed in; the handler may look at the caller by itself. */
function missingRole(route: RouteView) {
  const { endpoint, writes } = route;
  const asks = guardOf(endpoint, 'authentication') !== undefined;
  if (!asks || !writes || endpoint.personal || guardOf(endpoint, 'authorization') !== undefined)
    return undefined;
  return restrictedPeer(route);
}

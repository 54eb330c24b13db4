import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';
import { guardOf, insertGuard, isWriting } from './endpoints.js';
import { givenPower } from './given-power.js';
import { isPower, isUnsettled, roleFault } from './role-faults.js';

export default defineRule({
  id: 'auth/function-level-missing-role',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-access-control'],
  standards: ['API5:2023', 'CWE-285', 'CWE-862'],
  title: 'Administration open to every signed-in caller',
  why: `
    A caller who has signed in is only known, not entitled. Where nothing asks
    for a role or a permission, every customer may do what is meant for those
    who run the service: paths are guessed, and clients show them.`,
  messages: {
    admin: '{route} asks callers to sign in and for no role: any of them may administer.',
    power: '{route} asks for no role: any signed-in caller may decide what users are allowed.',
    sibling: '{route} asks for no role, though {other} beside it does.',
    field: 'Any signed-in caller may set {field} by what they send.',
    guard: 'This asks for {guard}.',
  },
  fixes: { guard: { title: 'Put {guard} in front, as routes beside it do', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        const express = require('express');
        const app = express();

        function signedIn(req, res, next) {
          if (!req.user) return res.status(401).end();
          next();
        }
        function isAdmin(req, res, next) {
          if (req.user.role !== 'admin') return res.status(403).end();
          next();
        }

        app.get('/admin/users', signedIn, isAdmin, (req, res) => res.json([]));
        app.delete('/admin/users/:id', signedIn, (req, res) => res.status(204).end());
        //         ^^^^^^^^^^^^^^^^^^ DELETE /admin/users/:id asks callers to sign in and for no role: any of them may administer.`,
      fixed: `
        const express = require('express');
        const app = express();

        function signedIn(req, res, next) {
          if (!req.user) return res.status(401).end();
          next();
        }
        function isAdmin(req, res, next) {
          if (req.user.role !== 'admin') return res.status(403).end();
          next();
        }

        app.get('/admin/users', signedIn, isAdmin, (req, res) => res.json([]));
        app.delete('/admin/users/:id', signedIn, isAdmin, (req, res) => res.status(204).end());`,
    },
    {
      language: 'typescript',
      bad: `
        import express from 'express';
        import { auth, requiredScopes } from 'express-oauth2-jwt-bearer';

        const app = express();
        app.use(auth());
        app.post('/products', requiredScopes('catalog'), (req, res) => res.end());
        app.delete('/products/:id', (req, res) => res.end());
        //         ^^^^^^^^^^^^^^^ DELETE /products/:id asks for no role, though POST /products beside it does.
        app.put('/users/:id/role', (req, res) => res.end());
        //      ^^^^^^^^^^^^^^^^^ PUT /users/:id/role asks for no role: any signed-in caller may decide what users are allowed.`,
    },
    {
      language: 'javascript',
      bad: `
        const express = require('express');
        const { auth } = require('express-oauth2-jwt-bearer');
        const app = express();

        app.use(auth());
        app.patch('/users/:id', async (req, res) => {
          const { name, isAdmin } = req.body;
          //            ^^^^^^^ Any signed-in caller may set isAdmin by what they send.
          await User.update({ name, isAdmin }, { where: { id: req.params.id } });
          res.end();
        });`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import Depends, FastAPI, HTTPException
        from fastapi.security import HTTPBearer

        def known(sent=Depends(HTTPBearer())):
            if sent.credentials not in KEYS: raise HTTPException(status_code=401)

        app = FastAPI(dependencies=[Depends(known)])

        @app.post("/admin/reindex")
        #         ^^^^^^^^^^^^^^^^ POST /admin/reindex asks callers to sign in and for no role: any of them may administer.
        def reindex():
            return {}`,
      good: `
        from fastapi import Depends, FastAPI, HTTPException
        from fastapi.security import HTTPBearer

        def known(sent=Depends(HTTPBearer())):
            if sent.credentials not in KEYS: raise HTTPException(status_code=401)

        app = FastAPI(dependencies=[Depends(known)])

        def admin(current_user=Depends(find_caller)):
            if not current_user.is_admin:
                raise HTTPException(status_code=403)

        @app.post("/admin/reindex", dependencies=[Depends(admin)])
        def reindex():
            return {}

        @app.post("/admin/rebuild")
        def rebuild():
            raise HTTPException(status_code=410)

        def author(article_id: int, current_user=Depends(find_caller)):
            if articles.find(article_id).author_id != current_user.id:
                raise HTTPException(status_code=403)

        @app.post("/articles")
        def write(article: dict):
            return articles.add(article)

        @app.put("/articles/{article_id}", dependencies=[Depends(author)])
        def rewrite(article_id: int, article: dict):
            return articles.put(article_id, article)`,
    },
    {
      language: 'javascript',
      good: `
        const express = require('express');
        const jwt = require('jsonwebtoken');
        const { tenancy } = require('@example/tenancy');
        const app = express();

        function adminOnly(req, res, next) {
          const claims = jwt.verify(req.headers.authorization, process.env.KEY);
          if (!claims) return res.status(401).end();
          if (claims.role !== 'admin') return res.status(403).end();
          next();
        }
        function signedIn(req, res, next) {
          if (!req.user) return res.status(401).end();
          next();
        }

        app.get('/admin/users', adminOnly, (req, res) => res.json([]));
        app.get('/admin/reports', signedIn, tenancy.members(), (req, res) => res.json([]));
        app.get('/admin/me', signedIn, (req, res) => {
          if (!req.user.permissions.includes('admin')) return res.status(403).end();
          res.json({});
        });
        app.get('/admin/shares', signedIn, (req, res) => {
          if (!isAdmin(req.user.id)) return res.status(400).json({ reason: 'denied' });
          res.json([]);
        });
        app.post('/products', signedIn, (req, res) => res.end());`,
    },
  ],

  check: {
    route(route, { report, holds, unknown }) {
      const { endpoint, at } = route;
      if (guardOf(endpoint, 'authentication') === undefined) return;
      const fault = roleFault(route);
      if (fault === undefined) return;
      if (guardOf(endpoint, 'authorization') !== undefined) return holds(at);
      if (isUnsettled(route)) return unknown(at);
      report({ at, ...fault, fixes: insertGuard(route, 'authorization', 'guard') });
    },
    handling(handling, { report }) {
      const { endpoints, decisions, passesOn } = handling;
      const open = endpoints.filter(
        (one) =>
          isWriting(one) && !one.obscured && !one.delegates && guardOf(one, 'authentication') !== undefined,
      );
      if (open.length === 0 || open.length < endpoints.length || passesOn || decisions.length > 0) return;
      if (open.some((one) => guardOf(one, 'authorization') !== undefined || isPower(one))) return;
      const given = givenPower(handling);
      if (given === undefined) return;
      report({ at: given.at, message: 'field', data: { field: shorten(given.field, 40) } });
    },
  },
});

import { defineRule } from '../../server/core/rule/rule.js';
import { shorten, shortenPath } from '../../server/core/words/text.js';
import { insertGuard } from '../auth/endpoints.js';
import { isToldAtGuard } from '../auth/late.js';
import { isBehindGuard, promisesGuard } from '../auth/promised.js';
import { checkOf, compareGuards } from './unannounced-guards.js';

export default defineRule({
  id: 'docs/auth-drift',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['docs-inventory', 'auth-access-control'],
  standards: ['API9:2023', 'API2:2023', 'CWE-1059'],
  title: 'Document and code disagree on who may call',
  why: `
    One of the two is wrong. Either the document promises a protection that the
    code does not enforce, and everybody who trusts the document is mistaken, or
    the code asks for credentials that no client can know about.`,
  absence: true,
  messages: {
    open: 'The document says that {route} asks for {scheme}, but nothing here checks the caller.',
    closed: '{guard} turns callers of {route} away, but the document asks them for nothing.',
    refused: 'The handler turns callers of {route} away, but the document asks them for nothing.',
    documented: 'The document asks for {scheme}.',
    guarded: 'The guard in the code.',
  },
  fixes: {
    require: { title: 'Ask for {scheme} in the document', safety: 'review' },
    guard: { title: 'Put {guard} in front, as the routes beside it do', safety: 'review' },
  },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        security: [{ bearerAuth: [] }]
        paths:
          /books:
            get:
              security: []
              #         ^^ signedIn turns callers of GET /books away, but the document asks them for nothing.
              responses: { '200': { description: OK } }
            post:
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            bearerAuth: { type: http, scheme: bearer }`,
      files: {
        'app.js': `
          const app = require('express')();
          const signedIn = (req, res, next) => (req.user ? next() : res.sendStatus(401));
          app.get('/books', signedIn, (req, res) => res.json([]));
          app.post('/books', (req, res) => res.end());
          //       ^^^^^^^^ The document says that POST /books asks for bearerAuth, but nothing here checks the caller.`,
      },
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        paths:
          /books:
            get:
              security: []
              #         ^^
              responses: { '200': { description: OK } }
            post:
              security: [{ bearerAuth: [] }]
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            bearerAuth: { type: http, scheme: bearer }`,
      files: {
        'app.js': `
          const app = require('express')();
          app.use((req, res, next) => (req.user ? next() : res.sendStatus(401)));
          app.get('/books', (req, res) => res.json([]));
          app.post('/books', (req, res) => res.end());`,
      },
      fixed: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        paths:
          /books:
            get:
              security:
                - bearerAuth: []
              responses: { '200': { description: OK } }
            post:
              security: [{ bearerAuth: [] }]
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            bearerAuth: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        security: [{ bearerAuth: [] }]
        paths:
          /books:
            get:
              security: []
              #         ^^ caller_of turns callers of GET /books away, but the document asks them for nothing.
              responses: { '200': { description: OK } }
            post:
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            bearerAuth: { type: http, scheme: bearer }`,
      files: {
        'main.py': `
          from fastapi import Depends, FastAPI, HTTPException, Request
          app = FastAPI()

          def caller_of(request: Request):
              if "authorization" not in request.headers:
                  raise HTTPException(401)

          @app.get("/books", dependencies=[Depends(caller_of)])
          def books(): return []

          @app.post("/books")
          #         ^^^^^^^^ The document says that POST /books asks for bearerAuth, but nothing here checks the caller.
          def add(book: Book): return book`,
      },
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        security: [{ bearerAuth: [] }]
        paths:
          /books:
            get:
              responses: { '200': { description: OK } }
            post:
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            bearerAuth: { type: http, scheme: bearer }`,
      files: {
        'Books.java': `
          import org.springframework.web.bind.annotation.*;
          @RestController
          @RequestMapping("/books")
          class Books {
            @GetMapping
             // <- The document says that GET /books asks for bearerAuth, but nothing here checks the caller.
            List<Book> all() { return books; }
            @PostMapping
            Book add(@RequestBody Book book) { return book; }
          }`,
        'Security.java': `
          class Security {
            @Bean
            SecurityFilterChain chain(HttpSecurity http) throws Exception {
              http.authorizeHttpRequests(rules -> rules
                  .requestMatchers(HttpMethod.GET, "/books/**").permitAll()
                  .anyRequest().authenticated());
              return http.build();
            }
          }`,
      },
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        paths:
          /books:
            get:
              security: [{ bearerAuth: [] }]
              responses: { '200': { description: OK } }
        components:
          securitySchemes:
            bearerAuth: { type: http, scheme: bearer }`,
      files: {
        'app.js': `
          import express from 'express';
          import { secure } from '@example/gateway';
          const app = express();
          app.use(secure());
          app.get('/books', (req, res) => res.json([]));`,
      },
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        security: [{ bearerAuth: [] }]
        paths:
          /books: { get: { responses: { '200': { description: OK } } } }
          /prices: { get: { security: [], responses: { '200': { description: OK } } } }
          /opening-hours: { get: { security: [], responses: { '200': { description: OK } } } }
        components: { securitySchemes: { bearerAuth: { type: http, scheme: bearer } } }`,
      files: {
        'app.js': `
          const { expressjwt } = require('express-jwt');
          const app = require('express')();
          const open = ['/opening-hours'];
          app.use('/books', expressjwt({ secret: key, algorithms: ['RS256'] }));
          app.use('/prices', expressjwt({ secret: key, algorithms: ['RS256'] }).unless({ path: ['/prices'] }));
          app.use((req, res, next) => {
            if (open.includes(req.path) || req.user) return next();
            res.status(401).end();
          });
          app.get('/books', (req, res) => res.json([]));
          app.get('/prices', (req, res) => res.json([]));
          app.get('/opening-hours', (req, res) => res.json({}));`,
      },
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        paths:
          /login: { post: { security: [], responses: { '200': { description: A token } } } }
          /books:
            post:
              security: []
              #         ^^ The handler turns callers of POST /books away, but the document asks them for nothing.
              responses: { '201': { description: Created } }
        components: { securitySchemes: { bearerAuth: { type: http, scheme: bearer } } }`,
      files: {
        'app.js': `
          const app = require('express')();
          app.post('/login', (req, res) => (right(req.body) ? res.json(sign(req.body)) : res.status(401).end()));
          app.post('/books', (req, res) => (req.user ? res.status(201).end() : res.status(401).end()));`,
      },
    },
    {
      language: 'javascript',
      files: {
        'openapi.yaml': `
          openapi: 3.0.3
          info: { title: Books, version: '1' }
          security: [{ bearerAuth: [] }]
          paths:
            /books:
              get: { responses: { '200': { description: OK } } }
              post: { responses: { '201': { description: Created } } }
          components: { securitySchemes: { bearerAuth: { type: http, scheme: bearer } } }`,
      },
      bad: `
        const app = require('express')();
        const signedIn = (req, res, next) => (req.user ? next() : res.sendStatus(401));
        app.get('/books', signedIn, (req, res) => res.json([]));
        app.post('/books', (req, res) => res.end());
        //       ^^^^^^^^`,
      fix: 'guard',
      fixed: `
        const app = require('express')();
        const signedIn = (req, res, next) => (req.user ? next() : res.sendStatus(401));
        app.get('/books', signedIn, (req, res) => res.json([]));
        app.post('/books', signedIn, (req, res) => res.end());`,
    },
  ],

  check: {
    route(route, ctx) {
      const { endpoint, at } = route;
      if (!endpoint.guards.known || checkOf(endpoint) !== undefined) return;
      const described = route.documented().find(({ operation }) => promisesGuard(operation));
      if (described === undefined) return;
      const { operation, compared } = described;
      if (!operation.security.known) return;
      // A guard that is registered too late is the nearer cause: its finding names the line to move.
      if (isBehindGuard(endpoint) && isToldAtGuard(route, ctx)) return;
      const security = operation.security.value;
      const scheme = shorten(security.anyOf[0]?.all[0]?.scheme ?? '', 20);
      const name = `${operation.method} ${shortenPath(operation.path, 40)}`;
      ctx.report({
        at,
        message: 'open',
        data: { route: name, scheme },
        related: [{ at: security.at, message: 'documented', data: { scheme } }],
        fixes: insertGuard(route, 'authentication', 'guard'),
        // What an operation says by itself stands, whatever is broken elsewhere in the document.
        stated: security.from === 'operation',
        compared,
      });
    },
    endpoint(endpoint, ctx) {
      for (const described of endpoint.documented) {
        for (const route of endpoint.implemented) compareGuards(described, route, endpoint, ctx);
      }
    },
  },
});

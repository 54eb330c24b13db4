import { isMap } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import { shortenPath } from '../../server/core/words/text.js';

export default defineRule({
  id: 'docs/ghost-endpoint',
  severity: 'warning',
  profile: 'recommended',
  weight: 'hygiene',
  practices: ['docs-inventory', 'docs-versioning'],
  standards: ['API9:2023', 'CWE-1059'],
  title: 'Documented operation that no route serves',
  why: `
    Every mount of this package is known, and none leads to a route for this
    operation. Clients are promised something that is not there, and whoever
    checks the API against the document checks a thing that nobody runs.`,
  absence: true,
  messages: { ghost: 'No route of this package serves {operation}.' },
  fixes: {
    deprecate: { title: 'Mark the operation as deprecated', safety: 'review' },
    remove: { title: 'Remove the operation', safety: 'review' },
  },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        paths:
          /books:
            get:
              responses: { '200': { description: OK } }
          /books/{id}/loans:
            get:
            # <- No route of this package serves GET /books/{id}/loans.
              responses: { '200': { description: OK } }`,
      files: {
        'app.js': `
          const app = require('express')();
          app.get('/books', (req, res) => res.json([]));`,
      },
      fixed: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        paths:
          /books:
            get:
              responses: { '200': { description: OK } }
          /books/{id}/loans:
            get:
              responses: { '200': { description: OK } }
              deprecated: true`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        paths:
          /books:
            get:
              responses: { '200': { description: OK } }
          /books/{id}:
            delete:
            # <- No route of this package serves DELETE /books/{id}.
              responses: { '204': { description: Gone } }`,
      files: {
        'main.py': `
          from fastapi import APIRouter, FastAPI

          app = FastAPI()
          router = APIRouter(prefix="/books")

          @router.get("")
          def books():
              return []

          app.include_router(router)`,
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
              responses: { '200': { description: OK } }
          /books/{id}:
            delete:
            # <- No route of this package serves DELETE /books/{id}.
              responses: { '204': { description: Gone } }`,
      files: {
        'Books.java': `
          import org.springframework.web.bind.annotation.*;

          @RestController
          @RequestMapping("/books")
          class Books {
            @GetMapping
            List<Book> list() { return List.of(); }
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
              responses: { '200': { description: OK } }
          /books/{id}/loans:
            get:
              responses: { '200': { description: OK } }`,
      files: {
        'app.js': `
          const app = require('express')();
          app.get('/books', (req, res) => res.json([]));
          app.use('/books', require('@example/loans'));`,
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
              responses: { '200': { description: OK } }
            post:
              responses: { '201': { description: Created } }
          /books/{id}:
            delete:
            # <- No route of this package serves DELETE /books/{id}.
              responses: { '204': { description: Gone } }
          /covers/{name}:
            get:
              responses: { '200': { description: OK } }
          /reports/daily:
            get:
              responses: { '200': { description: OK } }
          /files/{folder}/{name}:
            get:
              responses: { '200': { description: OK } }`,
      files: {
        'app.js': `
          const express = require('express');
          const app = express();
          const answer = (req, res) => res.json([]);
          const table = ['get', 'post'].map((method) => ({ method, path: '/books', handler: answer }));
          table.forEach((route) => app[route.method](route.path, route.handler));
          app.use('/covers', express.static('covers'));
          app.use('/reports', (req, res) => res.json({}));
          app.get('/files/*', (req, res) => res.sendFile(req.path));
          app.use(express.static('public'));
          app.use((req, res) => res.status(404).end());`,
      },
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        paths:
          /books:
            get: { responses: { '200': { description: OK } } }
            head: { responses: { '200': { description: OK } } }
            options: { responses: { '204': { description: OK } } }
            post: { responses: { '201': { description: OK } } }
            patch: { responses: { '200': { description: OK } } }
          # ^^^^^ No route of this package serves PATCH /books.`,
      files: {
        'app.js': `
          const app = require('express')();
          app.get('/books', (req, res) => res.json([]));
          app.post('/books', (req, res) => res.status(201).end());`,
      },
    },
  ],

  check: {
    endpoint({ documented, implemented, mountsKnown, method, path }, { report, node }) {
      if (implemented.length > 0 || !mountsKnown || ANSWERED_BY_ITSELF.has(method)) return;
      for (const { at, deprecated } of documented) {
        if (deprecated) continue;
        const target = () => node({ uri: at.uri, path: at.path });
        const mark = () => {
          const operation = target();
          return operation !== undefined && isMap(operation)
            ? [{ set: operation, key: 'deprecated', to: true }]
            : [];
        };
        const remove = () => {
          const operation = target();
          return operation === undefined ? [] : [{ remove: operation }];
        };
        report({
          at,
          message: 'ghost',
          data: { operation: `${method} ${shortenPath(path, 60)}` },
          fixes: [
            { fix: 'deprecate', changes: mark },
            { fix: 'remove', changes: remove },
          ],
        });
      }
    },
  },
});

/** What frameworks answer for every route of the path. */
const ANSWERED_BY_ITSELF: ReadonlySet<string> = new Set(['HEAD', 'OPTIONS']);

import type { Change } from '../../server/core/rule/change.js';
import type { EndpointView } from '../../server/core/rule/endpoint-view.js';
import { isMap } from '../../server/core/rule/nodes.js';
import { defineRule, type Plain, type RuleContext } from '../../server/core/rule/rule.js';
import { isPublicByNature } from '../../server/core/words/public-paths.js';
import { shorten, shortenPath } from '../../server/core/words/text.js';

export default defineRule({
  id: 'docs/shadow-endpoint',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['docs-inventory'],
  standards: ['API9:2023', 'CWE-1059'],
  title: 'Route that the document does not describe',
  why: `
    Reviews, tests, gateways and scanners work from the document. A route that
    is not in it is reviewed by nobody, and it is the one that keeps answering
    after everything else was secured.`,
  absence: true,
  messages: { shadow: '{route} is served, but {document} does not describe it.' },
  fixes: { describe: { title: 'Describe {route} in {document}', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        paths:
          /books:
            get:
              responses: { '200': { description: OK } }`,
      files: {
        'app.js': `
          const app = require('express')();
          app.get('/books', (req, res) => res.json([]));
          app.delete('/books/:id', (req, res) => res.end());
          //         ^^^^^^^^^^^^ DELETE /books/:id is served, but example.yaml does not describe it.
          app.get('/health', (req, res) => res.end());`,
      },
      fixed: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        paths:
          /books:
            get:
              responses: { '200': { description: OK } }
          /books/{id}:
            delete:
              parameters:
                - name: id
                  in: path
                  required: true
                  schema:
                    type: string
              responses:
                default:
                  description: To be described`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        paths:
          /books:
            get:
              responses: { '200': { description: OK } }`,
      files: {
        'main.py': `
          from fastapi import FastAPI
          app = FastAPI()

          @app.get("/books")
          def books(): return []

          @app.delete("/books/{book_id:path}")
          #           ^^^^^^^^^^^^^^^^^^^^^^^ DELETE /books/{book_id:path} is served, but example.yaml does not describe it.
          def remove(book_id: str): return {}`,
      },
      fixed: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        paths:
          /books:
            get:
              responses: { '200': { description: OK } }
          /books/{book_id}:
            delete:
              parameters:
                - name: book_id
                  in: path
                  required: true
                  schema:
                    type: string
              responses:
                default:
                  description: To be described`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        paths:
          /books:
            get:
              responses: { '200': { description: OK } }`,
      files: {
        'Books.java': `
          import org.springframework.web.bind.annotation.*;

          @RestController
          @RequestMapping("/books")
          class Books {
            @GetMapping
            List<Book> list() { return List.of(); }

            @DeleteMapping("/{id}")
            //             ^^^^^^^ DELETE /books/{id} is served, but example.yaml does not describe it.
            void remove(@PathVariable long id) { }
          }`,
      },
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        servers: [{ url: 'https://api.example.com/v1' }]
        paths:
          /books:
            get:
              responses: { '200': { description: OK } }`,
      files: {
        'app.js': `
          const app = require('express')();
          app.get('/v1/books', (req, res) => res.json([]));
          app.post('/internal/reindex', (req, res) => res.end());`,
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
              responses: { '200': { description: OK } }`,
      files: {
        'orders.yaml': `
          openapi: 3.0.3
          info: { title: Orders, version: '1' }
          paths:
            /orders:
              get:
                responses: { '200': { description: OK } }`,
        'app.js': `
          const app = require('express')();
          app.get('/books', (req, res) => res.json([]));
          app.get('/orders', (req, res) => res.json([]));
          app.delete('/carts', (req, res) => res.end());
          //         ^^^^^^^^ DELETE /carts is served, but example.yaml does not describe it.
          app.post('/carts', (req, res) => res.sendStatus(405));`,
      },
    },
  ],

  check: {
    endpoint(endpoint, ctx) {
      const { documented, implemented, method, path } = endpoint;
      const [route] = implemented;
      const { operationsKnown, operationsRead } = endpoint.document;
      if (documented.length > 0 || route === undefined || !operationsKnown || !operationsRead) return;
      if (/^(?:ANY|HEAD|OPTIONS|TRACE)$/.test(method) || /[*()]/.test(path)) return;
      // What is refused to everybody is not served.
      if (route.purpose === 'refuses') return;
      if (method === 'GET' && isPublicByNature({ path: route.shape, method })) return;
      const named = (at: string) => ({
        route: `${method} ${shortenPath(at, 50)}`,
        document: fileOf(endpoint),
      });
      const changes = () => describe(endpoint, ctx);
      ctx.report({
        at: route.at,
        message: 'shadow',
        data: named(route.path),
        fixes: [{ fix: 'describe', data: named(path), changes }],
      });
    },
  },
});

function fileOf({ document }: EndpointView): string {
  return shorten(document.uri.slice(document.uri.lastIndexOf('/') + 1), 40);
}

/** A stub, for its author to fill in. */
function describe({ document, method, path }: EndpointView, ctx: RuleContext<unknown>): readonly Change[] {
  const paths = ctx.node({ uri: document.uri, path: ['paths'] });
  if (paths === undefined || !isMap(paths)) return [];
  const template = path.replace(/\{(\w+):[^{}]*\}|:([A-Za-z_$][\w$]*)\??/g, '{$1$2}');
  const stub = operation(template, document.version === '2.0');
  const item = paths.get(template);
  const key = method.toLowerCase();
  return item !== undefined && isMap(item)
    ? [{ set: item, key, to: stub }]
    : [{ set: paths, key: template, to: { [key]: stub } }];
}

function operation(template: string, isOld: boolean): Plain {
  const names = [...template.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name]) => name ?? []);
  const type: Plain = isOld ? { type: 'string' } : { schema: { type: 'string' } };
  const parameters = names.map((name) => ({ name, in: 'path', required: true, ...type }));
  return {
    ...(names.length > 0 ? { parameters } : {}),
    responses: { default: { description: 'To be described' } },
  };
}

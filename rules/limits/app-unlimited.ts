import type { Change } from '../../server/core/rule/change.js';
import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { RouteView } from '../../server/core/rule/views.js';
import { lineBreak, quoted } from '../code-text.js';

export default defineRule({
  id: 'limits/app-unlimited',
  severity: 'info',
  profile: 'strict',
  weight: 'exposure',
  practices: ['limits-everywhere'],
  standards: ['API4:2023', 'CWE-770', 'CWE-799'],
  title: 'Nothing in the application limits its callers',
  why: `
    One script with a loop takes the whole service for itself: it copies every
    record, tries every password, and leaves nothing for honest callers. A limit
    for all routes, counted by caller, is a few lines, and lets single routes be
    stricter later. Where a gateway in front counts already, allow this finding
    and name it.`,
  messages: {
    none: 'Nothing in this application limits how often its {count} routes are called.',
  },
  fixes: { all: { title: 'Limit all routes from here on, with express-rate-limit', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        import express from 'express';

        const app = express();
        app.get('/orders', (req, res) => res.json([]));
        //      ^^^^^^^^^ Nothing in this application limits how often its 2 routes are called.
        app.post('/orders', (req, res) => res.status(201).end());`,
      fixed: `
        import express from 'express';
        import { rateLimit } from 'express-rate-limit';

        const app = express();
        app.use(rateLimit({ windowMs: 60 * 1000, limit: 100, standardHeaders: 'draft-8', legacyHeaders: false }));
        app.get('/orders', (req, res) => res.json([]));
        app.post('/orders', (req, res) => res.status(201).end());`,
      good: `
        import express from 'express';
        import { rateLimit } from 'express-rate-limit';

        const app = express();
        app.get('/orders', (req, res) => res.json([]));
        app.post('/orders', rateLimit({ windowMs: 60000, limit: 5 }), (req, res) => res.status(201).end());`,
    },
    {
      language: 'javascript',
      good: `
        import express from 'express';
        import { protect } from '@example/gateway';

        const app = express();
        app.use(protect());
        app.get('/orders', (req, res) => res.json([]));
        app.post('/orders', (req, res) => res.status(201).end());`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import FastAPI

        app = FastAPI()

        @app.get("/orders")
        #        ^^^^^^^^^ Nothing in this application limits how often its 3 routes are called.
        def orders():
            return []

        @app.post("/orders")
        def place():
            return {}

        @app.delete("/orders")
        def clear():
            return {}`,
      good: `
        from fastapi import FastAPI, Request
        from slowapi import Limiter

        app = FastAPI()
        limiter = Limiter(key_func=address_of)

        @app.get("/orders")
        @limiter.limit("100/minute")
        def orders(request: Request):
            return []

        @app.post("/orders")
        def place():
            return {}`,
    },
    {
      language: 'java',
      bad: `
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Orders {
          @GetMapping("/orders")
          //          ^^^^^^^^^ Nothing in this application limits how often its 2 routes are called.
          List<Order> all() { return List.of(); }

          @PostMapping("/orders")
          Order place() { return null; }
        }`,
      good: `
        import io.github.bucket4j.Bucket;
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Orders {
          @GetMapping("/orders")
          List<Order> all() { return List.of(); }

          @PostMapping("/orders")
          Order place() { return null; }
        }

        class Buckets implements Filter {
          private final Bucket bucket = Bucket.builder().build();
        }`,
    },
  ],

  check: {
    route(route, { report, holds, unknown }) {
      const { endpoint, at, survey } = route;
      if (endpoint.limited) return holds(at);
      if (survey === undefined || endpoint.limitsBeside) return;
      // Of a single route the rules speak that look at what it does.
      if (survey.routes < 2) return;
      if (!survey.seen) return unknown(at);
      report({ at, message: 'none', data: { count: survey.routes }, fixes: limitAll(route) });
    },
  },
});

/** In front of the first route of an application; a router that it mounts may not be the first to be asked. */
function limitAll({ framework, node }: RouteView): readonly FixOffer[] {
  const name = /^(app|server)\s*\.\s*\w+\s*\(/.exec(node.text)?.[1];
  if (framework !== 'express' || name === undefined) return [];
  const draft = quoted('draft-8', node, 'javascript');
  const limiter = `rateLimit({ windowMs: 60 * 1000, limit: 100, standardHeaders: ${draft}, legacyHeaders: false })`;
  const changes = (): readonly Change[] => [
    {
      text: { ...node, end: node.start, endLeaf: node.leaf },
      by: `${name}.use(${limiter});${lineBreak(node)}`,
    },
    { importName: 'rateLimit', from: 'express-rate-limit', inFile: node },
  ];
  return [{ fix: 'all', changes }];
}

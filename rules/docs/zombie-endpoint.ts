import type { EndpointView } from '../../server/core/rule/endpoint-view.js';
import { defineRule } from '../../server/core/rule/rule.js';
import { shortenPath } from '../../server/core/words/text.js';

export default defineRule({
  id: 'docs/zombie-endpoint',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['docs-versioning', 'docs-inventory'],
  standards: ['API9:2023', 'CWE-477'],
  title: 'Retired endpoint that still answers',
  why: `
    An endpoint that was to be gone is one that nobody looks after: it misses the
    checks that its successor has, its dependencies are not updated, and no alert
    is watched. Attackers try old versions first for that reason. What has ended
    must stop answering.`,
  messages: {
    served: '{operation} was to end on {day} and is still served here.',
    deprecated: '{operation} is deprecated, has no day on which it ends, and is still served here.',
    documented: '{operation} was to end on {day} and is still documented.',
    promise: 'The document says so here.',
  },
  fixes: { remove: { title: 'Remove it from the document', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        paths:
          /v1/books:
            get:
          # ^^^ GET /v1/books was to end on 2025-06-30 and is still documented.
              deprecated: true
              x-sunset: '2025-06-30'
              responses: { '200': { description: Books } }
          /v2/books:
            get:
              responses: { '200': { description: Books } }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        paths:
          /v1/books: {}
          /v2/books:
            get:
              responses: { '200': { description: Books } }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Books, version: '1' }
        paths:
          /v1/books:
            get:
              deprecated: true
              x-sunset: Mon, 30 Jun 2025 23:59:59 GMT
              responses: { '200': { description: Books } }
          /v1/loans:
            get:
              deprecated: true
              responses: { '200': { description: Loans } }`,
      files: {
        'app.js': `
          const app = require('express')();
          app.get('/v1/books', (req, res) => res.json([]));
          //      ^^^^^^^^^^^ GET /v1/books was to end on 2025-06-30 and is still served here.
          app.get('/v1/loans', (req, res) => res.json([]));
          //      ^^^^^^^^^^^ GET /v1/loans is deprecated, has no day on which it ends, and is still served here.`,
      },
    },
    {
      as: 'document',
      oas: '2.0',
      good: `
        swagger: '2.0'
        info: { title: Books, version: '1' }
        paths:
          /v1/books:
            get:
              deprecated: true
              x-sunset: '2030-01-31'
              responses: { '200': { description: Books } }
          /v2/books:
            get:
              responses: { '200': { description: Books } }`,
      files: {
        'app.js': `
          const app = require('express')();
          app.get('/v1/books', (req, res) => res.json([]));
          app.get('/v2/books', (req, res) => res.json([]));`,
      },
    },
    {
      as: 'document',
      good: `
        openapi: 3.2.0
        info: { title: Books, version: '1' }
        paths:
          /v1/books:
            get:
              deprecated: true
              responses: { '200': { description: Books } }`,
    },
  ],

  check: {
    operation(operation, { report, holds, unknown, today }) {
      const { node, fact, method, path, keyNode, outbound } = operation;
      if (outbound || fact.sunset === undefined) return;
      const now = today();
      if (!now.known) return unknown(keyNode);
      if (now.value <= fact.sunset) return holds(keyNode);
      // Where the code is known, it is the code that has to go first.
      const { served } = operation;
      if (served.known && served.value) return;
      report({
        at: keyNode,
        message: 'documented',
        data: { operation: `${method} ${shortenPath(path, 50)}`, day: fact.sunset },
        fixes: [{ fix: 'remove', changes: () => [{ remove: node }] }],
      });
    },

    endpoint({ documented, implemented, method, path }, { report, today }) {
      const now = today();
      const [described] = documented;
      if (!now.known || described === undefined || !documented.every(isRetired)) return;
      const { sunset } = described;
      if (sunset !== undefined && now.value <= sunset) return;
      for (const { at } of implemented) {
        report({
          at,
          message: sunset === undefined ? 'deprecated' : 'served',
          data: { operation: `${method} ${shortenPath(path, 40)}`, day: sunset ?? '' },
          related: [{ at: described.at, message: 'promise' }],
          ...(sunset === undefined ? { severity: 'info' } : {}),
        });
      }
    },
  },
});

function isRetired({ deprecated, sunset }: EndpointView['documented'][number]): boolean {
  return deprecated || sunset !== undefined;
}

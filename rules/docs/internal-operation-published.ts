import { isOpen } from '../../server/core/rule/access.js';
import type { Change } from '../../server/core/rule/change.js';
import { type Anchor, isMap } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { DocumentView, OperationFact, OperationView } from '../../server/core/rule/views.js';
import { isDiagnosticPath, isHealthPath, isInternalPath } from '../../server/core/words/diagnostics.js';
import { shortenPath } from '../../server/core/words/text.js';
import { isLoopback, isPrivateHost, urlParts } from '../../server/core/words/urls.js';
import { reportGathered } from '../gathered.js';

export default defineRule({
  id: 'docs/internal-operation-published',
  severity: 'warning',
  profile: 'recommended',
  weight: 'hygiene',
  practices: ['docs-access', 'docs-minimal'],
  standards: ['API9:2023', 'CWE-1059', 'CWE-200'],
  title: 'Internal operation in the document for callers',
  why: `
    Callers of the API are shown an operation that is not meant for them: where it
    is, what it takes and what it answers. That spares an attacker the search, and
    internal operations are rarely protected as well as those that everybody sees.
    Keep them in a document of their own.`,
  messages: {
    path: '{method} {path} is internal by its name, and stands beside what callers are to use.',
    marked: '{method} {path} is marked as internal, and stands beside what callers are to use.',
    several: '{method} {path} and {more} more are marked as internal, beside what callers are to use.',
  },
  fixes: {
    mark: {
      title: 'Mark it as x-internal, where publishing leaves that out',
      safety: 'review',
    },
    remove: { title: 'Remove the operation', safety: 'review' },
  },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders:
            get:
              responses: { '200': { description: Orders } }
          /users:
            get:
              responses: { '200': { description: Users } }
          /internal/jobs:
            get:
          # ^^^ GET /internal/jobs is internal by its name, and stands beside what callers are to use.
              responses: { '200': { description: All jobs } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
      fix: 'remove',
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders:
            get:
              responses: { '200': { description: Orders } }
          /users:
            get:
              responses: { '200': { description: Users } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders:
            get:
              responses: { '200': { description: Orders } }
          /prices:
            put:
              x-internal: true
              #           ^^^^ PUT /prices and 1 more are marked as internal, beside what callers are to use.
              responses: { '200': { description: Done } }
          /jobs:
            get:
              x-internal: true
              responses: { '200': { description: Jobs } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Stock, version: '1' }
        servers: [{ url: 'https://stock.svc.cluster.local' }]
        paths:
          /stock:
            get:
              responses: { '200': { description: Stock } }
          /prices:
            get:
              responses: { '200': { description: Prices } }
          /internal/counts:
            get:
              responses: { '200': { description: Counts } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Stock, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /stock:
            get:
              responses: { '200': { description: Stock } }
          /prices:
            get:
              responses: { '200': { description: Prices } }
          /actuator/health:
            get:
              security: []
              responses: { '200': { description: Well } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      good: `
        swagger: '2.0'
        info: { title: Stock, version: '1' }
        paths:
          /internal/counts:
            get:
              responses: { '200': { description: The whole document is internal } }
          /internalization:
            get:
              x-internal: false
              responses: { '200': { description: Words } }`,
    },
  ],

  check: {
    operation(operation, { report }) {
      const { method, path, keyNode, document, outbound, node } = operation;
      if (outbound) return;
      // What tells about the inside of the server has a rule of its own.
      if (!isInternalPath(path) || isDiagnosticPath(path) || operation.fact.claims.includes('internal'))
        return;
      if (isForMonitors(operation) || isForInside(document)) return;
      report({
        at: keyNode,
        message: 'path',
        data: { method, path: shortenPath(path, 40) },
        fixes: [
          // Whether publishing leaves out what is marked is a question that stays; nobody loses what they wrote.
          { fix: 'mark', changes: () => [{ set: node, key: 'x-internal', to: true }] },
          { fix: 'remove', changes: () => removal(operation) },
        ],
      });
    },

    // What publishes the document may leave marked operations out, all of them or none: that is one question, and no fix.
    document(document, { report, node }) {
      const marked = document.operations.filter(
        ({ outbound, claims }) => !outbound && claims.includes('internal'),
      );
      if (marked.length === 0 || isForInside(document)) return;
      reportGathered(report, marked, markOf, (first, rest) => ({
        at: node(markOf(first)) ?? first.at,
        message: rest.length === 0 ? 'marked' : 'several',
        data: { method: first.method, path: shortenPath(first.path, 40), more: rest.length },
        severity: 'info',
      }));
    },
  },
});

/** A health check that its author lets everybody call; what it tells detect/health-leaks judges. */
function isForMonitors({ path, securityNode, security }: OperationView): boolean {
  return isHealthPath(path) && securityNode !== undefined && security.known && isOpen(security.value);
}

/** Where an operation is marked, unless other words say so. */
function markOf({ at: { uri, path } }: OperationFact): Anchor {
  return { uri, path: [...path, 'x-internal'] };
}

/** A path without operations says no more than its name, which goes as well; what all of them share stays with others. */
function removal({ node }: OperationView): readonly Change[] {
  const item = node.parent;
  const others = isMap(item) ? item.entries.filter(({ value }) => value !== node) : [];
  return [{ remove: item !== undefined && others.length === 0 ? item : node }];
}

/** All of its servers are on a private network, or what it describes is mostly internal. */
function isForInside({ servers, operations }: DocumentView): boolean {
  const hosts = servers
    .map(({ url }) => urlParts(url).host)
    .filter((host) => host !== '' && !isLoopback(host));
  if (hosts.length > 0 && hosts.every(isPrivateHost)) return true;
  const served = operations.filter(({ outbound }) => !outbound);
  return served.filter(({ path }) => isInternalPath(path)).length * 2 >= served.length;
}

import type { Change } from '../../server/core/rule/change.js';
import { isMap, isNode } from '../../server/core/rule/nodes.js';
import type { ProblemView } from '../../server/core/rule/problem-view.js';
import { defineRule } from '../../server/core/rule/rule.js';

export default defineRule({
  id: 'design/contradicted-claim',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['design-threat-model', 'testing-continuous'],
  standards: ['CWE-1053', 'CWE-693'],
  title: 'Threat said to be dealt with, and it is not',
  why: `
    Whoever reads the threat model believes that this is taken care of, and looks
    elsewhere. Either the control was lost since the answer was given, or it never
    covered this place. Repair the place, or change the answer.`,
  messages: {
    contradicted: 'This is said to be dealt with, but {rule} shows the opposite.',
    found: 'This speaks against it: {rule}.',
  },
  fixes: { reopen: { title: 'Open the threat again', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders:
            post:
              security: []
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
      files: {
        'example.threats.yaml': `
          version: 1
          decisions:
            08930c89871f:
            # <- This is said to be dealt with, but auth/write-operation-unprotected shows the opposite.
              kind: s.no-auth-sensitive
              scope: orders
              status: mitigated
              where: src/auth.js
              by: Ana
              at: 2026-01-10`,
      },
      fixedFiles: {
        'example.threats.yaml': `
          version: 1
          decisions:
            08930c89871f:
              kind: s.no-auth-sensitive
              scope: orders
              status: open
              where: src/auth.js
              by: Ana
              at: 2026-01-10`,
      },
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders:
            post:
              security: []
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
      files: {
        'example.threats.yaml': `
          version: 1
          decisions:
            08930c89871f:
              kind: s.no-auth-sensitive
              scope: orders
              status: not-applicable
              reason: Anybody may leave an order.
              by: Ana
              at: 2026-01-10`,
      },
    },
  ],

  check: {
    problem({ kind, at, node, data, related = [] }, { report }) {
      if (kind !== 'contradicted-claim') return;
      report({
        at,
        message: 'contradicted',
        data,
        related: related.map((one) => ({ at: one.at, message: 'found', data: one.data })),
        fixes: [{ fix: 'reopen', changes: () => reopen(node) }],
      });
    },
  },
});

/** What was answered stays, for whoever decides anew. */
function reopen(key: ProblemView['node']): readonly Change[] {
  const entries = key !== undefined && isNode(key) && isMap(key.parent) ? key.parent.entries : [];
  const decision = entries.find((entry) => entry.key === key)?.value;
  return isMap(decision) ? [{ set: decision, key: 'status', to: 'open' }] : [];
}

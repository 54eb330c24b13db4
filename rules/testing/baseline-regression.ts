import { requirements } from '../../server/core/rule/access.js';
import { type Weakening, weakening } from '../../server/core/rule/baseline.js';
import type { Change } from '../../server/core/rule/change.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { OperationView } from '../../server/core/rule/views.js';
import { shorten, shortenPath } from '../../server/core/words/text.js';

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
    credential, a scope, or any at all. Protection is rarely dropped on purpose,
    and a change of a few characters is easily overlooked in a review. If it is
    meant, take a new baseline, so that the decision is on record.`,
  messages: {
    open: 'Callers of {endpoint} had to sign in when the baseline was taken; now anyone may call.',
    anonymous: 'Callers of {endpoint} may leave their credentials out now; the baseline did not let them.',
    requirement:
      '{endpoint} asked for {scheme} when the baseline was taken; now a caller gets by without it.',
    scope: '{endpoint} asked for scope {scope} when the baseline was taken; now a caller gets by without it.',
  },
  fixes: { restore: { title: 'Ask for what the baseline asks for', safety: 'review' } },
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
  },
});

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

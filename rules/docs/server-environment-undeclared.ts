import { isMap } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { ServerFact } from '../../server/core/rule/views.js';
import { environmentIn } from '../../server/core/words/environments.js';
import { shorten } from '../../server/core/words/text.js';
import { isLoopback, urlParts, withDefaults } from '../../server/core/words/urls.js';

export default defineRule({
  id: 'docs/server-environment-undeclared',
  severity: 'hint',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['docs-inventory'],
  standards: ['API9:2023', 'CWE-1059'],
  title: 'Server of an unknown environment',
  why: `
    An inventory has to tell what serves customers from what serves tests: test
    servers are patched later, watched less and often hold copies of real data.
    A reader, and a scanner that must not touch production, cannot know which one
    this is.`,
  absence: true,
  messages: { undeclared: 'Nothing says whether {host} serves customers or tests.' },
  fixes: { declare: { title: 'Describe it as the production server', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        servers:
          - url: https://api.example.com
          #      ^^^^^^^^^^^^^^^^^^^^^^^ Nothing says whether api.example.com serves customers or tests.
            description: Latest context
        paths: {}`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        servers:
          - url: https://api.example.com
            description: Production
        paths: {}`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.2.0
        info: { title: Orders, version: '1' }
        servers:
          - url: https://staging.example.com
          - { url: 'https://api.example.com', name: production }
          - { url: 'https://api.example.org', description: For customers (live) }
          - { url: 'https://{environment}.example.net', variables: { environment: { default: eu, enum: [eu, sandbox] } } }
          - url: http://localhost:3000
          - url: /v1
        paths: {}`,
    },
  ],

  check: {
    document(document, { report, holds, node }) {
      // 2.0 has one host and no words about it.
      if (document.version === '2.0') return;
      for (const server of document.servers) {
        const { host } = urlParts(withDefaults(server.url, server.variables));
        if (host === '' || isLoopback(host)) continue;
        if (saysEnvironment(server)) {
          holds(server.at);
          continue;
        }
        const declare = () => {
          const holder = node(server.at)?.parent;
          return isMap(holder) ? [{ set: holder, key: 'description', to: 'Production' }] : [];
        };
        report({
          at: server.at,
          message: 'undeclared',
          data: { host: shorten(host, 50) },
          fixes: [{ fix: 'declare', changes: declare }],
        });
      }
    },
  },
});

/** Its host, its words, or the values and the name of a variable do. */
function saysEnvironment({ url, environment, variables }: ServerFact): boolean {
  if (environment !== undefined) return true;
  const texts = [urlParts(url).host, ...variables.flatMap(({ name, values }) => [name, ...values])];
  return texts.some((text) => environmentIn(text) !== undefined);
}

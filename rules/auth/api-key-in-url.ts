import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';
import { isRequired } from './asked-schemes.js';

export default defineRule({
  id: 'auth/api-key-in-url',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-standards', 'auth-credentials'],
  standards: ['API2:2023', 'CWE-598', 'RFC 9110 section 4.2.4'],
  title: 'API key travels in the URL of every call',
  why: `
    A key that authenticates by standing in the query is written down with every
    call: in the logs of servers and proxies, in monitoring, in browser history
    and in every link that somebody copies. Whoever reads one of those can call
    as the owner of the key until it is replaced. A header is not recorded by
    default.`,
  messages: { query: 'The key "{name}" is part of each URL, so logs, proxies and histories keep it.' },
  fixes: { header: { title: 'Send the key in the header X-API-Key', safety: 'review' } },
  examples: [
    {
      as: 'scheme',
      bad: `
        type: apiKey
        in: query
        #   ^^^^^ The key "api_key" is part of each URL, so logs, proxies and histories keep it.
        name: api_key`,
      fixed: `
        type: apiKey
        in: header
        name: X-API-Key`,
    },
    {
      as: 'scheme',
      oas: '2.0',
      bad: `
        type: apiKey
        name: token
        in: query
        #   ^^^^^ The key "token" is part of each URL, so logs, proxies and histories keep it.`,
      fixed: `
        type: apiKey
        name: X-API-Key
        in: header`,
    },
    {
      as: 'document',
      language: 'json',
      bad: `
        {
          "openapi": "3.1.0",
          "info": { "title": "Orders", "version": "1" },
          "paths": {},
          "components": {
            "securitySchemes": {
              "key": { "type": "apiKey", "name": "key", "in": "query" }
              //                                              ^^^^^^^ The key "key" is part of each URL, so logs, proxies and histories keep it.
            }
          }
        }`,
    },
    { as: 'scheme', good: `{ type: apiKey, in: header, name: X-API-Key }` },
    { as: 'scheme', oas: '3.2', good: `{ type: apiKey, in: cookie, name: query }` },
  ],

  check: {
    scheme(subject, { report, holds }) {
      const { node, scheme } = subject;
      if (scheme.type !== 'apiKey' || scheme.in === undefined) return;
      if (scheme.in !== 'query') return holds(node);
      report({
        at: subject.get('in') ?? node,
        message: 'query',
        data: { name: shorten(scheme.parameter ?? subject.name, 40) },
        // What no operation asks for is left over, and does harm only once somebody uses it.
        ...(isRequired(subject) ? {} : { severity: 'warning' }),
        fixes: [
          {
            fix: 'header',
            // Some proxies drop headers with underscores in their names, as keys of a query mostly have.
            changes: () => [
              { set: node, key: 'in', to: 'header' },
              { set: node, key: 'name', to: 'X-API-Key' },
            ],
          },
        ],
      });
    },
  },
});

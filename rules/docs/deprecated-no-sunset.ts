import { booleanOf, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { OperationView } from '../../server/core/rule/views.js';
import { daysAfter, saysWhatFollows } from '../../server/core/words/lifecycle.js';
import { shortenPath } from '../../server/core/words/text.js';
import { tokensOf, vocabulary } from '../../server/core/words/tokens.js';

export default defineRule({
  id: 'docs/deprecated-no-sunset',
  severity: 'info',
  profile: 'recommended',
  weight: 'hygiene',
  practices: ['docs-versioning'],
  standards: ['API9:2023', 'CWE-477', 'RFC 8594'],
  title: 'Deprecated without an end',
  why: `
    What is deprecated gets no care: new checks go into its successor, and nobody
    tests it any more. Without a date callers have no reason to leave, so it stays
    for years, reachable and forgotten. Say when it ends, or what to use instead.`,
  absence: true,
  messages: {
    endless: '{method} {path} is deprecated, and nothing says when it ends or what replaces it.',
  },
  fixes: { sunset: { title: 'Say that it ends on {day}', safety: 'review' } },
  options: {
    days: { type: 'integer', default: 180, minimum: 1, title: 'Days until the end that the fix proposes' },
  },
  examples: [
    {
      as: 'operation',
      bad: `
        deprecated: true
        #           ^^^^ POST /items is deprecated, and nothing says when it ends or what replaces it.
        responses: { '200': { description: Done } }`,
      fixed: `
        deprecated: true
        x-sunset: '2026-07-14'
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'operation',
      oas: '2.0',
      bad: `
        deprecated: true
        #           ^^^^ POST /items is deprecated, and nothing says when it ends or what replaces it.
        description: Creates an item.
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'operation',
      oas: '3.1',
      good: `
        deprecated: true
        x-sunset: '2030-01-31'
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'operation',
      good: `
        deprecated: true
        description: Please use POST /v2/items instead.
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'operation',
      oas: '3.2',
      good: `
        deprecated: true
        responses:
          '200': { description: Done, headers: { sunset: { schema: { type: string } } } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Transfers, version: '1' }
        paths:
          /frauds:
            get:
              deprecated: true
              responses:
                '200':
                  description: Frauds
                  content:
                    application/json:
                      schema: { properties: { data: { items: { $ref: '#/components/schemas/Fraud' } } } }
          /recipients:
            get:
              deprecated: true
              responses:
                '200':
                  description: Recipients
                  content:
                    application/json:
                      schema: { type: array, items: { $ref: '#/components/schemas/Recipient' } }
        components:
          schemas:
            Fraud:
              type: object
              description: This has been renamed to warnings.
            Recipient:
              type: object
              description: Recipients are deprecated in favor of accounts.`,
    },
  ],

  check: {
    operation(operation, { report, holds, unknown, today, options }) {
      const { node, fact, method, path, outbound } = operation;
      const mark = operation.get('deprecated');
      if (outbound || booleanOf(mark) !== true || mark === undefined) return;
      if (fact.sunset !== undefined) return holds(mark);
      if (!fact.responses.known) return unknown(mark);
      if (saysMore(operation) || operation.superseded) return holds(mark);
      const now = today();
      const day = now.known ? daysAfter(now.value, options.days) : undefined;
      report({
        at: mark,
        message: 'endless',
        data: { method, path: shortenPath(path, 40) },
        fixes:
          day === undefined
            ? []
            : [
                {
                  fix: 'sunset',
                  data: { day },
                  changes: () => [{ set: node, key: 'x-sunset', to: day, after: 'deprecated' }],
                },
              ],
      });
    },
  },
});

/** Its prose, a header of an answer, or an extension that says more than that it is deprecated. */
function saysMore({ node, fact, get }: OperationView): boolean {
  const prose = ['summary', 'description'].map((key) => stringOf(get(key)) ?? '').join('\n');
  if (saysWhatFollows(prose)) return true;
  const headers = fact.responses.known ? fact.responses.value.flatMap((response) => response.headers) : [];
  if (headers.some((name) => /^(?:sunset|deprecation)$/i.test(name))) return true;
  return node.entries.some(({ key, value }) => {
    const name = String(key.value);
    return name.startsWith('x-') && booleanOf(value) === undefined && END.find(tokensOf(name)) !== undefined;
  });
}

const END = vocabulary(
  'sunset, deprecation, deprecated, removal, removed, replaced, replacement, successor, eol, end of life',
);

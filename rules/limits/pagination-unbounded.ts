import type { Change } from '../../server/core/rule/change.js';
import { type Anchor, numberOf, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { ParameterView, SchemaView } from '../../server/core/rule/views.js';
import { saysLargest } from '../../server/core/words/paging.js';
import { shorten } from '../../server/core/words/text.js';
import { reportGathered } from '../gathered.js';
import { askedSizes } from './asked-sizes.js';
import { endlessIn, isInPage, limited, sizesPage } from './page-sizes.js';
import { SIZE_EXAMPLES } from './size-examples.js';
import { keptTo } from './size-fixes.js';

export default defineRule({
  id: 'limits/pagination-unbounded',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['limits-everywhere', 'detect-alerting', 'input-validate'],
  standards: ['API4:2023', 'CWE-770'],
  title: 'Callers choose how much a page holds',
  why: `
    Pages exist so that one request cannot ask for everything. Without a largest
    size a caller asks for a million items at once: the database reads them all,
    the server holds them in memory, and whoever copies the data is done after one
    request that no alert counts.`,
  absence: true,
  messages: {
    unbounded: 'Nothing limits "{name}", so one request may ask for everything.',
    several: 'Nothing limits "{name}" here and in {more} other places: one request may ask for everything.',
    same: 'Nothing limits it here either.',
    unlike: '"{name}" has a limit elsewhere in this API, and none here: one request may ask for everything.',
    used: 'This gives as many as the caller says.',
    high: '"{name}" may be as high as {maximum}: one request may ask for nearly everything.',
  },
  fixes: { limit: { title: 'Allow at most {limit}', safety: 'review' } },
  options: {
    limit: { type: 'integer', default: 100, minimum: 1, title: 'Largest page that the fix proposes' },
    accepted: { type: 'integer', default: 1000, minimum: 1, title: 'Largest page that is no finding' },
  },
  schemas: 'of a property',
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              parameters:
                - name: limit
                  #     ^^^^^ Nothing limits "limit", so one request may ask for everything.
                  in: query
                  schema:
                    type: integer
              responses: { '200': { description: Orders } }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              parameters:
                - name: limit
                  in: query
                  schema:
                    type: integer
                    maximum: 100
              responses: { '200': { description: Orders } }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              parameters: [{ name: per_page, in: query, schema: { type: integer } }]
              #                    ^^^^^^^^ Nothing limits "per_page" here and in 1 other places: one request may ask for everything.
              responses: { '200': { description: Orders } }
          /refunds:
            get:
              parameters: [{ $ref: '#/components/parameters/perPage' }]
              responses: { '200': { description: Refunds } }
        components:
          parameters:
            perPage: { name: per_page, in: query, schema: { type: integer } }`,
      fixed: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              parameters: [{ name: per_page, in: query, schema: { type: integer, maximum: 100 } }]
              responses: { '200': { description: Orders } }
          /refunds:
            get:
              parameters: [{ $ref: '#/components/parameters/perPage' }]
              responses: { '200': { description: Refunds } }
        components:
          parameters:
            perPage: { name: per_page, in: query, schema: { type: integer, maximum: 100 } }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              parameters: [{ name: per_page, in: query, schema: { type: integer, maximum: 200 } }]
              responses: { '200': { description: Orders } }
          /refunds:
            get:
              parameters: [{ name: per_page, in: query, schema: { type: integer } }]
              #                    ^^^^^^^^ "per_page" has a limit elsewhere in this API, and none here: one request may ask for everything.
              responses: { '200': { description: Refunds } }`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        parameters:
          size:
            name: size
            #     ^^^^ "size" may be as high as 50000: one request may ask for nearly everything.
            in: query
            type: integer
            maximum: 50000
        paths:
          /orders:
            parameters: [{ $ref: '#/parameters/size' }, { name: page, in: query, type: integer }]
            get:
              responses: { '200': { description: Orders } }`,
      fixed: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        parameters:
          size:
            name: size
            in: query
            type: integer
            maximum: 100
        paths:
          /orders:
            parameters: [{ $ref: '#/parameters/size' }, { name: page, in: query, type: integer }]
            get:
              responses: { '200': { description: Orders } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              parameters:
                - { name: limit, in: query, schema: { type: integer, maximum: 50 } }
                - { name: per_page, in: query, description: From 1 to 50., schema: { type: integer } }
                - { name: pageSize, in: query, schema: { enum: [10, 20] } }
                - { name: size, in: query, schema: { type: string } }
                - { name: page, in: query, schema: { type: integer } }
              responses: { '200': { description: Orders } }
            post:
              parameters:
                - { name: limit, in: query, schema: { type: integer } }
              responses: { '201': { description: Created } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.2.0
        info: { title: Shoes, version: '1' }
        paths:
          /shoes:
            get:
              parameters: [{ name: size, in: query, schema: { type: integer } }]
              responses: { '200': { description: Shoes of one size } }`,
    },
    ...SIZE_EXAMPLES,
  ],

  check: {
    handling(handling, { report, holds, unknown, options: { limit } }) {
      for (const size of askedSizes(handling)) {
        const at = size.declared?.name ?? size.value;
        if (size.is === 'limited') holds(at);
        if (size.is === 'hidden') unknown(at);
        if (size.is !== 'open') continue;
        const changes = keptTo(limit, size, handling);
        report({
          at,
          message: 'unbounded',
          stated: true,
          data: { name: shorten(size.name, 30) },
          related: [{ at: size.query, message: 'used' }],
          fixes: changes === undefined ? [] : [{ fix: 'limit', data: { limit }, changes: () => changes }],
        });
      }
    },

    parameter(parameter, { report, holds, unknown, options }) {
      const { name, nameNode, schema } = parameter;
      if (parameter.in !== 'query' || !schema || !sizesPage(parameter)) return;
      if (schema.isReference) return unknown(nameNode);
      if (schema.has('enum', 'const') || !isCount(schema)) return;
      const maximum = numberOf(schema.get('maximum')) ?? numberOf(schema.get('exclusiveMaximum'));
      if (maximum === undefined) {
        // What only prose says keeps readers to it, and perhaps the server.
        if (schema.has('maximum') || saysLargest(wordsOf(parameter))) unknown(nameNode);
        return;
      }
      if (maximum <= options.accepted) return holds(nameNode);
      const { limit } = options;
      const changes = (): readonly Change[] => [{ set: schema.node, key: 'maximum', to: limit }];
      report({
        at: nameNode,
        message: 'high',
        data: { name: shorten(name, 30), maximum },
        severity: 'info',
        fixes: [{ fix: 'limit', data: { limit }, changes }],
      });
    },

    /** Whoever leaves a name without a limit once does so all over the API: that is one fault. */
    document(document, { report, node, options }) {
      for (const [name, { places, limits }] of endlessIn(document)) {
        const { limit } = options;
        reportGathered(report, places, nameOf, (first, rest) => ({
          at: nameOf(first),
          also: rest.map(nameOf),
          related: rest.slice(0, MOST_RELATED).map((place) => ({ at: nameOf(place), message: 'same' })),
          message: limits ? 'unlike' : rest.length === 0 ? 'unbounded' : 'several',
          ...(limits ? { severity: 'info' } : {}),
          data: { name: shorten(name, 30), more: rest.length },
          fixes: [
            {
              fix: 'limit',
              data: { limit },
              changes: () => [first, ...rest].flatMap((at) => limited(node(at), limit)),
            },
          ],
        }));
      }
    },

    /** Of an object that is spread over the query: `Pageable` with a page and a size. */
    schema(schema, { report, holds, options }) {
      const { property, keyNode } = schema;
      if (property === undefined || keyNode === undefined || !isInPage(schema, property)) return;
      if (schema.isReference || schema.has('enum', 'const') || !isCount(schema)) return;
      const maximum = numberOf(schema.get('maximum')) ?? numberOf(schema.get('exclusiveMaximum'));
      if (maximum !== undefined && maximum <= options.accepted) return holds(keyNode);
      if (schema.has('maximum') || saysLargest(stringOf(schema.get('description')) ?? '')) return;
      const { limit } = options;
      const changes = (): readonly Change[] => [{ set: schema.node, key: 'maximum', to: limit }];
      report({
        at: keyNode,
        message: 'unbounded',
        data: { name: shorten(property, 30) },
        fixes: [{ fix: 'limit', data: { limit }, changes }],
      });
    },
  },
});

/** Places that an editor lists beside a finding; their number is in the message. */
const MOST_RELATED = 20;

/** The name of a Parameter Object. */
function nameOf({ uri, path }: Anchor): Anchor {
  return { uri, path: [...path, 'name'] };
}

/** A text may be a number that its author left without a type, but not where another type is given. */
function isCount({ types }: SchemaView): boolean {
  return types.length === 0 || types.includes('integer') || types.includes('number');
}

function wordsOf({ get, schema }: ParameterView): string {
  return [get('description'), schema?.get('description')].map((node) => stringOf(node) ?? '').join(' ');
}

import { entryOf, isMap, isSequence, type Node } from '../../server/core/rule/nodes.js';
import { defineRule, type FixOffer, type Plain, type RuleContext } from '../../server/core/rule/rule.js';
import type { DocumentView } from '../../server/core/rule/views.js';
import { nearest, shorten } from '../../server/core/words/text.js';
import { mayBeUri } from '../../server/core/words/urls.js';

export default defineRule({
  id: 'auth/undefined-scheme-reference',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-access-control', 'auth-standards'],
  standards: ['API2:2023', 'CWE-284'],
  title: 'Security names a scheme that is not declared',
  why: `
    A requirement points to a scheme by name. When no scheme has that name, tools
    cannot enforce it: some skip the requirement and leave the operation open,
    others refuse the document. Mostly it is a typing error, or a scheme that was
    renamed in one place.`,
  absence: true,
  messages: { undefined: 'No security scheme is called "{name}", so this requirement protects nothing.' },
  fixes: {
    rename: { title: 'Change to "{name}"', safety: 'review' },
    declare: { title: 'Declare "{name}" as a bearer token', safety: 'review' },
  },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            post:
              security:
                - bearerAuht: []
              #   ^^^^^^^^^^ No security scheme is called "bearerAuht", so this requirement protects nothing.
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            bearerAuth: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            post:
              security:
                - bearerAuth: []
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            bearerAuth: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      fix: 'declare',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            post:
              security: [{ session: [] }]
              #            ^^^^^^^
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            partner: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            post:
              security: [{ session: [] }]
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            partner: { type: http, scheme: bearer }
            session:
              type: http
              scheme: bearer`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        security: [{ token: [] }]
        #            ^^^^^
        paths: {}`,
      fixed: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        security: [{ token: [] }]
        paths: {}
        securityDefinitions:
          token:
            type: apiKey
            name: Authorization
            in: header`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ partner: [], partners: [] }]
        #                         ^^^^^^^^
        paths: {}
        components:
          securitySchemes:
            partner: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ partner: [], partners: [] }]
        paths: {}
        components:
          securitySchemes:
            partner: { type: http, scheme: bearer }
            partners:
              type: http
              scheme: bearer`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.2.0
        info: { title: Orders, version: '1' }
        security: [{ './schemes.yaml#/oauth': [] }]
        paths: {}`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }, { partnr: [] }]
        #                            ^^^^^^
        paths: {}
        components:
          securitySchemes: { $ref: ./schemes.yaml }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }, { partner: [] }]
        paths: {}
        components:
          securitySchemes: { $ref: ./schemes.yaml }`,
      files: {
        'schemes.yaml': `
          bearer: { type: http, scheme: bearer }
          partner: { type: http, scheme: bearer }`,
      },
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths: {}
        components: { $ref: ./elsewhere.yaml }`,
    },
  ],

  check: {
    operation(operation, { report, node }) {
      const own = operation.securityNode;
      if (own === undefined) return;
      for (const { key, value } of undeclared(own, operation.document)) {
        report({
          at: key,
          message: 'undefined',
          data: { name: shorten(String(key.value), 40) },
          fixes: fixesFor(String(key.value), value, operation.document, node),
        });
      }
    },

    document(document, { report, node }) {
      const root = document.security && node({ uri: document.uri, path: ['security'] });
      if (root === undefined) return;
      for (const { key, value } of undeclared(root, document)) {
        report({
          at: key,
          message: 'undefined',
          data: { name: shorten(String(key.value), 40) },
          fixes: fixesFor(String(key.value), value, document, node),
        });
      }
    },
  },
});

/** Entries of a requirement list whose key names no scheme. From 3.2 on a key may also be the URI of one. */
function undeclared(list: Node, { schemes, schemesKnown, version }: DocumentView) {
  if (!schemesKnown) return [];
  const items = isSequence(list) ? list.items : [list];
  return items
    .flatMap((item) => (isMap(item) ? item.entries : []))
    .filter(({ key }) => !schemes.has(String(key.value)))
    .filter(({ key }) => version !== '3.2' || !mayBeUri(String(key.value)));
}

function fixesFor(
  name: string,
  value: Node,
  document: DocumentView,
  lookup: RuleContext<unknown>['node'],
): readonly FixOffer[] {
  const names = [...document.schemes.keys()];
  const meant = nearest(name, names) ?? (names.length === 1 ? names[0] : undefined);
  const offers: FixOffer[] = [];
  // What the requirement names beside it is not what was meant.
  const isBeside = meant !== undefined && value.parent && isMap(value.parent) && value.parent.get(meant);
  if (meant !== undefined && !isBeside) {
    offers.push({
      fix: 'rename',
      data: { name: shorten(meant, 40) },
      changes: () => (entryOf(value) ? [{ rename: value, to: meant }] : []),
    });
  }
  if (/^[\w.-]+$/.test(name)) {
    const to: Plain =
      document.version === '2.0'
        ? { type: 'apiKey', name: 'Authorization', in: 'header' }
        : { type: 'http', scheme: 'bearer' };
    offers.push({
      fix: 'declare',
      data: { name: shorten(name, 40) },
      changes: () => {
        const root = lookup({ uri: document.uri, path: [] });
        return root ? [{ component: { section: 'securitySchemes', name, to }, inFile: root }] : [];
      },
    });
  }
  return offers;
}

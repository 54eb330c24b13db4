import { isOptional, isProtected } from '../../server/core/rule/access.js';
import {
  type Anchor,
  isMap,
  isSequence,
  type MapNode,
  type Node,
  stringOf,
} from '../../server/core/rule/nodes.js';
import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { DocumentView, OperationView } from '../../server/core/rule/views.js';
import { isCapabilityPath } from '../../server/core/words/capability-paths.js';
import { isPublicByNature } from '../../server/core/words/public-paths.js';
import { secretField } from '../../server/core/words/sensitive.js';
import { shortenPath } from '../../server/core/words/text.js';

export default defineRule({
  id: 'auth/anonymous-alternative',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-access-control', 'design-defaults'],
  standards: ['API2:2023', 'CWE-287'],
  title: 'Credentials are asked for and not needed',
  why: `
    The items of a security list are alternatives, and an empty item is the
    alternative of sending nothing. Whoever leaves the token out is let in, and
    so is, in many servers, whoever sends a wrong one. It often stays behind
    after a test, and reads as if the operation were protected.`,
  messages: {
    operation: 'This empty item lets callers of {method} {path} leave their credentials out.',
    document: 'This empty item lets callers of the whole API leave their credentials out.',
  },
  fixes: { drop: { title: 'Always ask for credentials', safety: 'review' } },
  examples: [
    {
      as: 'operation',
      bad: `
        security:
          - {}
          # ^^ This empty item lets callers of POST /items leave their credentials out.
          - bearer: []
        responses: { '200': { description: Done } }`,
      fixed: `
        security:
          - bearer: []
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }, {}]
        #                          ^^ This empty item lets callers of the whole API leave their credentials out.
        paths: {}
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths: {}
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'operation',
      good: `
        security:
          - bearer: []
          - key: []
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Hooks, version: '1' }
        paths:
          /hooks/{hook_id}/{hook_token}/messages:
            post:
              security: [{}, { bot: [] }]
              responses: { '204': { description: Sent } }
          /partners/merge:
            post:
              security: [{}, { bot: [] }]
              requestBody:
                content: { application/json: { schema: { properties: { client_secret: { type: string } } } } }
              responses: { '204': { description: Merged } }
          /articles:
            get:
              security: [{}, { bot: [] }]
              responses: { '200': { description: 'Articles, with those that the caller likes marked' } }
        components:
          securitySchemes:
            bot: { type: http, scheme: bearer }`,
    },
  ],

  check: {
    operation(operation, { report, holds, unknown }) {
      const { security, method, path, keyNode, securityNode } = operation;
      if (operation.outbound) return;
      if (!security.known) return unknown(keyNode);
      if (isProtected(security.value)) return holds(keyNode);
      if (!isOptional(security.value) || isPublicByNature({ ...operation.fact, method, path })) return;
      // Whoever knows such a path may use it and needs nothing else; a read may say more to those who are known.
      if (isCapabilityPath(path) || !operation.writes || asksInBody(operation)) return unknown(keyNode);
      if (securityNode === undefined) return;
      report({
        at: emptyItem(securityNode) ?? securityNode,
        message: 'operation',
        data: { method, path: shortenPath(path, 40) },
        fixes: [drop(() => emptyItem(securityNode))],
      });
    },

    document(document, { report, node }) {
      const { security } = document;
      if (security === undefined || !isOptional(security)) return;
      const at = itemOf(document);
      report({ at, message: 'document', fixes: [drop(() => emptyMap(node(at)))] });
    },
  },
});

/** The body holds the secret of the calling program: `client_secret`. */
function asksInBody({ get }: OperationView): boolean {
  const content = mapIn(get('requestBody'), 'content');
  return (content?.entries ?? []).some(({ value }) => {
    const properties = mapIn(mapIn(value, 'schema'), 'properties');
    return properties?.entries.some(({ key }) => secretField(stringOf(key) ?? '') === 'secret') === true;
  });
}

function mapIn(node: Node | undefined, key: string): MapNode | undefined {
  const value = isMap(node) ? node.get(key) : undefined;
  return isMap(value) ? value : undefined;
}

function emptyItem(list: Node): Node | undefined {
  return isSequence(list) ? list.items.find((item) => emptyMap(item) !== undefined) : undefined;
}

function emptyMap(node: Node | undefined): Node | undefined {
  return node?.kind === 'map' && node.entries.length === 0 ? node : undefined;
}

function itemOf({ uri, security }: DocumentView): Anchor {
  const index = security?.anyOf.findIndex(({ all }) => all.length === 0) ?? 0;
  return { uri: security?.at.uri ?? uri, path: ['security', index] };
}

function drop(find: () => Node | undefined): FixOffer {
  return {
    fix: 'drop',
    changes: () => {
      const item = find();
      return item === undefined ? [] : [{ remove: item }];
    },
  };
}

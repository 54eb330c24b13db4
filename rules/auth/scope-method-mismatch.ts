import { isMap, isSequence, type Node, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule, type FixOffer, type Report } from '../../server/core/rule/rule.js';
import type { OperationFact } from '../../server/core/rule/views.js';
import { shorten, shortenPath } from '../../server/core/words/text.js';
import { reportGathered } from '../gathered.js';
import {
  asksToReadOnly,
  asksToWrite,
  inheritsReading,
  isInherited,
  type Narrowed,
  narrowed,
  unlikeOthers,
} from './reading-scopes.js';

export default defineRule({
  id: 'auth/scope-method-mismatch',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-access-control', 'auth-standards'],
  standards: ['API5:2023', 'CWE-285', 'RFC 6749 section 3.3'],
  title: 'A token for reading is enough to change something',
  why: `
    Scopes let people give an application a token that can look and not touch.
    This operation changes data and asks for a scope that only reads, although the
    scheme has one for changes. Whoever was given, or has stolen, a token that was
    thought harmless can change or delete with it.`,
  messages: {
    own: 'A token for reading ("{scope}") is enough for this {method}; nothing asks for "{wanted}".',
    inherited: '{method} {path} inherits "{scope}", which only reads; nothing asks for "{wanted}".',
    several: '{method} {path} and {more} more inherit "{scope}", which only reads, and not "{wanted}".',
  },
  fixes: { ask: { title: 'Ask for "{wanted}"', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Boats, version: '1' }
        security: [{ login: ['boats:read'] }]
        paths:
          /boats:
            get:
              responses: { '200': { description: Boats } }
            post:
          # ^^^^ POST /boats inherits "boats:read", which only reads; nothing asks for "boats:write".
              operationId: addBoat
              responses: { '201': { description: Added } }
          /boats/{boatId}:
            delete:
              security:
                - login: ['boats:read']
                #         ^^^^^^^^^^^^ A token for reading ("boats:read") is enough for this DELETE; nothing asks for "boats:write".
              responses: { '204': { description: Gone } }
            put:
              security: [{ login: ['boats:write'] }]
              responses: { '204': { description: Changed } }
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://id.example.com/token
                  scopes: { 'boats:read': See boats, 'boats:write': Change boats }`,
      fixed: `
        openapi: 3.1.0
        info: { title: Boats, version: '1' }
        security: [{ login: ['boats:read'] }]
        paths:
          /boats:
            get:
              responses: { '200': { description: Boats } }
            post:
              operationId: addBoat
              responses: { '201': { description: Added } }
              security:
                - login: [boats:write]
          /boats/{boatId}:
            delete:
              security:
                - login: ['boats:write']
              responses: { '204': { description: Gone } }
            put:
              security: [{ login: ['boats:write'] }]
              responses: { '204': { description: Changed } }
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://id.example.com/token
                  scopes: { 'boats:read': See boats, 'boats:write': Change boats }`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Pets, version: '1' }
        paths:
          /pets/{id}:
            patch:
              security: [{ login: [read] }, { login: [openid, read] }]
              #                    ^^^^ A token for reading ("read") is enough for this PATCH; nothing asks for "write".
              responses: { '204': { description: Changed } }
        securityDefinitions:
          login:
            type: oauth2
            flow: application
            tokenUrl: https://id.example.com/token
            scopes: { read: See, write: Change, admin: Everything, openid: Who }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Boats, version: '1' }
        security: [{ login: [view_boats] }]
        paths:
          /boats/{boatId}:
            delete:
          # ^^^^^^ DELETE /boats/{boatId} and 1 more inherit "view_boats", which only reads, and not "manage_boats".
              responses: { '204': { description: Gone } }
            put:
              responses: { '204': { description: Changed } }
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://id.example.com/token
                  scopes: { view_boats: See boats, manage_boats: Change boats }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Stays, version: '1' }
        paths:
          /rooms:
            post:
              security: [{ login: [stays.read] }]
              #                    ^^^^^^^^^^ A token for reading ("stays.read") is enough for this POST; nothing asks for "stays.write".
              responses: { '201': { description: Added } }
          /rooms/{id}:
            put:
              security: [{ login: [stays.write] }]
              responses: { '204': { description: Changed } }
          /rooms/compare:
            post:
              security: [{ login: [stays.read] }]
              responses: { '200': { description: What differs } }
          /tours:
            post:
              security: [{ login: [stays.read] }]
              responses: { '201': { description: Asked for } }
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://id.example.com/token
                  scopes: { stays.read: See stays, stays.write: Change stays }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Boats, version: '1' }
        security: [{ login: [boats.read] }]
        paths:
          /boats/search:
            post:
              responses: { '200': { description: Boats } }
          /boats/export:
            post:
              operationId: exportBoats
              responses: { '200': { description: A table }, '202': { description: Later } }
          /boats/{boatId}/read:
            put:
              responses: { '204': { description: It is noted that somebody saw it } }
          /boats/{boatId}/follow:
            put:
              responses: { '204': { description: Followed } }
          /charts/{id}:
            delete:
              responses: { '204': { description: Gone } }
          /boats:
            post:
              security: [{ login: [boats.read, boats.write] }, { key: [] }]
              responses: { '201': { description: Added } }
          /boats/{boatId}:
            get:
              security: [{ login: [boats.write] }]
              responses: { '200': { description: A boat } }
            delete:
              security: [{ login: [boats.read] }, { key: [] }]
              responses: { '204': { description: Gone } }
          /harbors/{id}:
            delete:
              security: [{ login: [harbors.read] }]
              responses: { '204': { description: Gone } }
        components:
          securitySchemes:
            key: { type: apiKey, in: header, name: X-Key }
            login:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://id.example.com/token
                  scopes: { boats.read: See boats, boats.write: Change boats, harbors.read: See harbors }`,
    },
  ],

  check: {
    operation({ fact, securityNode, keyNode, document }, { report, holds }) {
      if (securityNode === undefined) return;
      const asked = asksToReadOnly(fact);
      if (asked === undefined) {
        if (asksToWrite(fact)) holds(keyNode);
        return;
      }
      const found = narrowed(asked, document.schemes);
      if (found === undefined) return;
      report(ownFault(securityNode, fact, found));
    },

    /** What is said once for the whole document is one fault of all operations that inherit it. */
    document(document, { report, node }) {
      const unlike = unlikeOthers(document);
      for (const { found, fact } of unlike) {
        const list = isInherited(fact) || !fact.security.known ? undefined : node(fact.security.value.at);
        if (list !== undefined) report(ownFault(list, fact, found));
      }
      const named = document.each(inheritsReading).flatMap(([asked, fact]) => {
        const found = asked && narrowed(asked, document.schemes);
        return found ? [{ found, fact }] : [];
      });
      reportGathered(
        report,
        [...named, ...unlike.filter(({ fact }) => isInherited(fact))],
        ({ fact }) => fact.at,
        (first, rest) => ({
          at: first.fact.at,
          message: rest.length === 0 ? 'inherited' : 'several',
          data: {
            method: first.fact.method,
            path: shortenPath(first.fact.path, 30),
            more: rest.length,
            scope: shorten(first.found.scope, 18),
            wanted: shorten(first.found.wanted, 18),
          },
          fixes: askFor(first.found, () =>
            [first, ...rest].flatMap(({ found, fact }) => {
              const operation = node({ uri: fact.at.uri, path: fact.at.path });
              const by = found.only;
              return isMap(operation) && by !== undefined
                ? [{ set: operation, key: 'security', to: [{ [found.scheme]: [by] }] }]
                : [];
            }),
          ),
        }),
      );
    },
  },
});

function ownFault(list: Node, { method }: OperationFact, found: Narrowed): Report {
  const nodes = scopeNodes(list, found);
  return {
    at: nodes[0] ?? list,
    message: 'own',
    data: { method, scope: shorten(found.scope, 22), wanted: shorten(found.wanted, 22) },
    fixes: askFor(found, (by) => nodes.map((node) => ({ replace: node, by }))),
  };
}

/** Only where one scope is meant: of several, somebody has to choose. */
function askFor(
  { only }: Narrowed,
  changes: (scope: string) => ReturnType<FixOffer['changes']>,
): readonly FixOffer[] {
  return only === undefined
    ? []
    : [{ fix: 'ask', data: { wanted: shorten(only, 40) }, changes: () => changes(only) }];
}

/** Where the list names the scope. */
function scopeNodes(list: Node, { scheme, scope }: Narrowed): readonly Node[] {
  const items = isSequence(list) ? list.items : [list];
  return items
    .flatMap((item) => (isMap(item) ? [item.get(scheme)] : []))
    .flatMap((scopes) => (isSequence(scopes) ? scopes.items : []))
    .filter((item) => stringOf(item) === scope);
}

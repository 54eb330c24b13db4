import { isProtected, isWeaker, requirements } from '../../server/core/rule/access.js';
import { type Anchor, isMap } from '../../server/core/rule/nodes.js';
import { defineRule, type FixOffer, type RuleContext } from '../../server/core/rule/rule.js';
import type { DocumentView, OperationFact, Security } from '../../server/core/rule/views.js';
import { shortenPath } from '../../server/core/words/text.js';
import { hasWord, terms, tokensOf } from '../../server/core/words/tokens.js';
import { reportGathered } from '../gathered.js';

export default defineRule({
  id: 'auth/inconsistent-sibling-security',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-access-control', 'gateway-consistency'],
  standards: ['API5:2023', 'CWE-862', 'CWE-285'],
  title: 'Changing asks for less than its neighbor',
  why: `
    Operations on the same thing mostly need the same right or, to change it, a
    greater one. Here an operation that changes or deletes is open to callers whom
    its neighbor turns away. That is hardly ever meant: a scope was added in one
    place and forgotten in the other, and whoever looks finds the gap.`,
  messages: {
    one: '{method} {path} asks for less than {other}: who is refused there may still change it.',
    several: '{method} {path} and {more} more ask for less than {other}: who is refused there may change it.',
    stricter: 'This one asks for more.',
  },
  fixes: { same: { title: 'Ask for what {other} asks for', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ login: [] }]
        paths:
          /orders/{id}:
            get:
              security: [{ login: [orders] }]
              responses: { '200': { description: One order } }
            delete:
          # ^^^^^^ DELETE /orders/{id} asks for less than GET: who is refused there may still change it.
              responses: { '204': { description: Gone } }
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                clientCredentials: { tokenUrl: https://id.example.com/token, scopes: { orders: Orders } }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ login: [] }]
        paths:
          /orders/{id}:
            get:
              security: [{ login: [orders] }]
              responses: { '200': { description: One order } }
            delete:
              responses: { '204': { description: Gone } }
              security:
                - login: [orders]
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                clientCredentials: { tokenUrl: https://id.example.com/token, scopes: { orders: Orders } }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders/{id}:
            get:
              security: [{ login: ['orders:read'] }]
              responses: { '200': { description: One order } }
            delete:
              security: [{ login: [] }]
            # ^^^^^^^^ DELETE /orders/{id} asks for less than GET: who is refused there may still change it.
              responses: { '204': { description: Gone } }
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                clientCredentials: { tokenUrl: https://id.example.com/token, scopes: { 'orders:read': Orders } }`,
    },
    {
      as: 'document',
      language: 'json',
      bad: `
        {
          "swagger": "2.0",
          "info": { "title": "Orders", "version": "1" },
          "paths": {
            "/orders": {
              "get": { "security": [{ "key": [], "user": [] }], "responses": { "200": { "description": "Orders" } } }
            },
            "/orders/{id}": {
              "put": {
                "security": [{ "key": [] }],
              //^^^^^^^^^^ PUT /orders/{id} asks for less than GET /orders: who is refused there may still change it.
                "responses": { "200": { "description": "Changed" } }
              }
            }
          },
          "securityDefinitions": {
            "key": { "type": "apiKey", "in": "header", "name": "X-Key" },
            "user": { "type": "apiKey", "in": "header", "name": "Authorization" }
          }
        }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        paths:
          /orders/{id}:
            put:
              security: [{ user: [write] }, { partner: [] }]
              responses: { '200': { description: Changed } }
            patch:
              security: [{ user: [] }, { partner: [] }]
            # ^^^^^^^^ PATCH /orders/{id} and 1 more ask for less than PUT: who is refused there may change it.
              responses: { '200': { description: Changed } }
            delete:
              security: [{ partner: [] }, { user: [] }]
              responses: { '204': { description: Gone } }
        components:
          securitySchemes:
            user: { type: http, scheme: bearer }
            partner: { type: apiKey, in: header, name: X-Partner-Key }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.2.0
        info: { title: Orders, version: '1' }
        security: [{ user: [] }]
        paths:
          /orders:
            get:
              security: [{ user: [staff] }]
              responses: { '200': { description: The orders of everybody } }
            post:
              responses: { '201': { description: A customer ordered } }
          /orders/{id}:
            get:
              security: []
              responses: { '200': { description: One order } }
            put:
              security: [{ user: [staff] }]
              responses: { '200': { description: Changed } }
            delete:
              security: [{ admin: [] }]
              responses: { '204': { description: Another scheme is not a weaker one } }
          /bills/{id}:
            get:
              security: [{ user: ['bills:write', 'bills:read'] }]
              responses: { '200': { description: One bill } }
            put:
              security: [{ user: ['bills:write'] }]
              responses: { '200': { description: Changed } }
            delete:
              security: [{ user: ['bills:write', 'bills:delete'] }, { user: [staff] }]
              responses: { '204': { description: Gone } }
        components:
          securitySchemes:
            user: { type: http, scheme: bearer }
            admin: { type: http, scheme: bearer }`,
    },
  ],

  check: {
    document(document, { report, holds, unknown, node }) {
      for (const siblings of siblingsIn(document)) {
        const weaker = new Map<OperationFact, OperationFact>();
        for (const fact of siblings.filter(changes)) {
          if (!fact.security.known) unknown(fact.at);
          const stricter = siblings.find((other) => asksForMore(other, fact));
          if (stricter) weaker.set(fact, stricter);
          else if (siblings.length > 1 && isGuarded(fact)) holds(fact.at);
        }
        reportGathered(report, [...weaker], placeOf, (first, rest) => {
          const [fact, stricter] = first;
          const other = otherOf(first);
          return {
            at: placeOf(first),
            message: rest.length === 0 ? 'one' : 'several',
            data: { method: fact.method, path: shortenPath(fact.path, 22), other, more: rest.length },
            related: [{ at: stricter.at, message: 'stricter' }],
            fixes: [askForSame([first, ...rest], other, node)],
          };
        });
      }
    },
  },
});

/** An operation, and one beside it that asks for more. */
type Weaker = readonly [OperationFact, OperationFact];

function placeOf([{ security, at }]: Weaker): Anchor {
  return security.known && security.value.from === 'operation' ? security.value.at : at;
}

/** Names the one that asks for more, as far as that tells it from the other. */
function otherOf([{ path }, stricter]: Weaker): string {
  return stricter.path === path ? stricter.method : `${stricter.method} ${shortenPath(stricter.path, 22)}`;
}

/** Served operations of a path and of the items below it: `/orders` and `/orders/{id}`. */
function siblingsIn({ operations }: DocumentView): readonly (readonly OperationFact[])[] {
  const groups = new Map<string, OperationFact[]>();
  for (const fact of operations) {
    if (fact.outbound) continue;
    const key = fact.path.replace(/\/\{[^/{}]*\}$/, '');
    groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  return [...groups.values()];
}

/** To add something needs less than to see what everybody added, so that creating is not compared. */
function changes({ method, path }: OperationFact): boolean {
  return CHANGES.has(method) || (method === 'POST' && path.endsWith('}'));
}

const CHANGES: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);

/** What asks for nothing is the fault of another rule. */
function isGuarded({ security }: OperationFact): boolean {
  return security.known && isProtected(security.value);
}

/** On the same path, or of the collection that the item is in; to delete may need more than to change. */
function asksForMore(other: OperationFact, fact: OperationFact): boolean {
  if (!COMPARED.has(other.method) || (other.path !== fact.path && other.path.endsWith('}'))) return false;
  if (!isGuarded(other) || !isGuarded(fact) || !fact.security.known || !other.security.known) return false;
  // A change that asks for no scope at all is open to more callers than a read that asks for one.
  const asked = asksForScopes(fact.security.value)
    ? withoutReading(other.security.value)
    : other.security.value;
  return isWeaker(fact.security.value, asked);
}

function asksForScopes({ anyOf }: Security): boolean {
  return anyOf.some(({ all }) => all.some(({ scopes }) => scopes.length > 0));
}

const COMPARED: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'PATCH']);

/** A write does without the scopes that only let somebody read. */
function withoutReading(security: Security): Security {
  const anyOf = security.anyOf.map(({ all }) => ({
    all: all.map(({ scheme, scopes }) => ({
      scheme,
      scopes: scopes.filter((scope) => !hasWord(tokensOf(scope), READING)),
    })),
  }));
  return { ...security, anyOf };
}

const READING: ReadonlySet<string> = new Set(
  terms('read, readonly, reader, view, viewer, list, get, query, search, fetch'),
);

function askForSame(weaker: readonly Weaker[], other: string, node: RuleContext<unknown>['node']): FixOffer {
  return {
    fix: 'same',
    data: { other },
    changes: () =>
      weaker.flatMap(([{ at }, { security }]) => {
        const operation = node({ uri: at.uri, path: at.path });
        if (!isMap(operation) || !security.known) return [];
        return [{ set: operation, key: 'security', to: requirements(security.value) }];
      }),
  };
}

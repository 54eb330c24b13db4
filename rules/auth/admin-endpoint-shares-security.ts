import { isOpen, isProtected, requirementKey, requirements } from '../../server/core/rule/access.js';
import type { Change } from '../../server/core/rule/change.js';
import { isMap, type Node } from '../../server/core/rule/nodes.js';
import { defineRule, type FixOffer, type Report, type RuleContext } from '../../server/core/rule/rule.js';
import type { DocumentView, OperationFact } from '../../server/core/rule/views.js';
import { isAdminPath, isPublicByNature } from '../../server/core/words/public-paths.js';
import { shortenPath } from '../../server/core/words/text.js';
import { hasWord, terms, tokensOf } from '../../server/core/words/tokens.js';
import { reportGathered } from '../gathered.js';
import { type Endpoint, guardOf } from './endpoints.js';
import { isPower } from './role-faults.js';

export default defineRule({
  id: 'auth/admin-endpoint-shares-security',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-access-control'],
  standards: ['API5:2023', 'CWE-285', 'CWE-862'],
  title: 'Administration asks for no more than everyday use',
  why: `
    The same credentials open both the operations that everybody uses and those
    for the people who run the service. Then only code inside each handler stands
    between a normal user and administration, where one forgotten check is
    enough. A scope or scheme of its own lets the gateway keep them apart.`,
  messages: {
    shared: '{method} {path} asks for no more than {other}: nothing here keeps other users out.',
    several: '{method} {path} and {more} more ask for no more than {other}: nothing here keeps others out.',
    same: 'The same requirement for everyday use.',
  },
  fixes: { scope: { title: 'Require the scope "admin" too', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Shop, version: '1' }
        security:
          - login: [shop]
        paths:
          /admin/users:
            get:
          # ^^^ GET /admin/users asks for no more than GET /orders: nothing here keeps other users out.
              responses: { '200': { description: Users } }
          /orders:
            get:
              responses: { '200': { description: Orders } }
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://id.example.com/token
                  scopes:
                    shop: Use the shop`,
      fixed: `
        openapi: 3.0.3
        info: { title: Shop, version: '1' }
        security:
          - login: [shop]
        paths:
          /admin/users:
            get:
              responses: { '200': { description: Users } }
              security:
                - login: [shop, admin]
          /orders:
            get:
              responses: { '200': { description: Orders } }
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://id.example.com/token
                  scopes:
                    shop: Use the shop
                    admin: Administration`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Shop, version: '1' }
        security: [{ user: [] }]
        paths:
          /logout:
            post:
              responses: { '204': { description: Gone } }
          /admin/prices:
            get:
          # ^^^ GET /admin/prices and 1 more ask for no more than GET /orders: nothing here keeps others out.
              responses: { '200': { description: Prices } }
            post:
              responses: { '201': { description: Set } }
          /orders:
            get:
              responses: { '200': { description: Orders } }
        components:
          securitySchemes:
            user: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Shop, version: '1' }
        security: [{ user: [] }]
        paths:
          /admin/users:
            get:
              security: [{ staff: [] }]
              responses: { '200': { description: Users } }
          /guides/administrators-guide:
            get:
              responses: { '200': { description: A guide } }
          /admin/prices:
            put:
              security: [{ login: ['shop:admin'] }]
              responses: { '204': { description: Changed } }
          /products:
            post:
              security: [{ login: ['shop:admin'] }]
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            login: { type: openIdConnect, openIdConnectUrl: 'https://id.example.com/.well-known/openid-configuration' }
            user: { type: http, scheme: bearer }
            staff: { type: http, scheme: bearer, description: For those who run the shop }`,
    },
  ],

  check: {
    document(document, { report, holds, unknown, node, speaks }) {
      const standings = document.each(standingOf);
      const everyday = new Map<string, (typeof standings)[number]>();
      for (const each of standings) {
        const [{ key, use }] = each;
        if (key === undefined || use !== 'everyday') continue;
        const known = everyday.get(key);
        // Who signs out is no example of what the credentials are for.
        if (known === undefined || known[0].byNature) everyday.set(key, each);
      }
      const shared = new Map<OperationFact, OperationFact[]>();
      for (const [{ key, use }, fact] of standings) {
        if (use === 'unseen') unknown(fact.at);
        else if (use === 'guarded') holds(fact.at);
        if (key === undefined || use !== 'administration') continue;
        const other = everyday.get(key)?.[1];
        const inCode = other && roleIn(document.served(fact));
        if (inCode === 'asked' || (other === undefined && everyday.size > 0)) holds(fact.at);
        // The route that asks for no role is the nearer cause.
        if (inCode === 'asked' || (inCode === 'missing' && speaks(IN_CODE))) continue;
        if (other !== undefined) shared.set(other, [...(shared.get(other) ?? []), fact]);
      }
      for (const [other, facts] of shared) {
        const tell = (fact: OperationFact, rest: readonly OperationFact[]): Report => ({
          at: fact.at,
          message: rest.length === 0 ? 'shared' : 'several',
          data: {
            method: fact.method,
            path: shortenPath(fact.path, 25),
            more: rest.length,
            other: `${other.method} ${shortenPath(other.path, 25)}`,
          },
          related: [{ at: other.at, message: 'same' }],
          fixes: fixesFor([fact, ...rest], document, node),
        });
        reportGathered(report, facts, ({ at }) => at, tell);
      }
    },
  },
});

const IN_CODE = 'auth/function-level-missing-role';

/** Whether the routes that serve an operation ask for a role or a permission; undefined where that is not told of them. */
function roleIn(served: readonly Endpoint[]): 'asked' | 'missing' | undefined {
  if (served.length === 0) return undefined;
  if (served.every((one) => guardOf(one, 'authorization') !== undefined)) return 'asked';
  const isMissing = (one: Endpoint) =>
    isPower(one) &&
    guardOf(one, 'authentication') !== undefined &&
    guardOf(one, 'authorization') === undefined &&
    !(one.obscured || one.delegates);
  return served.some(isMissing) ? 'missing' : undefined;
}

/** What an operation is for, as far as its credentials tell who may call it. */
interface Standing {
  readonly key: string | undefined;
  /** Of one for administrators: 'guarded' where only they get what it asks for, 'unseen' where that cannot be told. */
  readonly use: 'everyday' | 'administration' | 'guarded' | 'unseen' | undefined;
  readonly byNature: boolean;
}

function standingOf(fact: OperationFact): Standing {
  const key = keyOf(fact);
  return { key, use: useOf(fact, key), byNature: isPublicByNature(fact) };
}

function useOf(fact: OperationFact, key: string | undefined): Standing['use'] {
  if (!isAdminPath(fact.path)) return isAlwaysAsked(fact) ? 'everyday' : undefined;
  if (fact.outbound) return undefined;
  if (!fact.security.known) return 'unseen';
  if (key === undefined) return undefined;
  return asksForAdministrators(fact) ? 'guarded' : 'administration';
}

function isAlwaysAsked({ security }: OperationFact): boolean {
  return security.known && isProtected(security.value);
}

/** Every alternative has a scope that only those who run the service are given. */
function asksForAdministrators({ security }: OperationFact): boolean {
  return (
    security.known &&
    isProtected(security.value) &&
    security.value.anyOf.every(({ all }) =>
      all.some(({ scopes }) => scopes.some((scope) => hasWord(tokensOf(scope), ADMINISTRATION))),
    )
  );
}

const ADMINISTRATION: ReadonlySet<string> = new Set(
  terms('admin, admins, administrator, administration, superuser, superadmin, root, staff, operator'),
);

/** What the operation asks for; undefined when it asks for nothing, or is not served, or cannot be seen. */
function keyOf({ outbound, security }: OperationFact): string | undefined {
  if (outbound || !security.known || isOpen(security.value)) return undefined;
  // Whether the credentials may be left out is another rule's matter.
  const anyOf = security.value.anyOf.filter(({ all }) => all.length > 0);
  return requirementKey({ ...security.value, anyOf });
}

/** Only OAuth 2.0 has scopes that can tell the two apart without a new scheme. */
function fixesFor(
  facts: readonly OperationFact[],
  document: DocumentView,
  node: RuleContext<unknown>['node'],
): readonly FixOffer[] {
  const security = facts[0]?.security;
  if (security?.known !== true) return [];
  const { anyOf } = security.value;
  const scheme = document.schemes.get(anyOf[0]?.all[0]?.scheme ?? '');
  if (anyOf.length !== 1 || !scheme?.known || scheme.value.type !== 'oauth2') return [];
  const { name, at } = scheme.value;
  const to = requirements(security.value).map((item) => ({
    ...item,
    [name]: [...(item[name] ?? []), 'admin'],
  }));
  const changes = () => {
    const operations = facts.map((fact) => node({ uri: fact.at.uri, path: fact.at.path })).filter(isMap);
    if (operations.length === 0) return [];
    return [
      ...operations.map((operation) => ({ set: operation, key: 'security', to })),
      ...declareScope(node(at)),
    ];
  };
  return [{ fix: 'scope', changes }];
}

function declareScope(scheme: Node | undefined): readonly Change[] {
  if (!isMap(scheme)) return [];
  const flows = scheme.get('flows');
  const holders = isMap(flows) ? flows.entries.map(({ value }) => value).filter(isMap) : [scheme];
  return holders.flatMap((holder) => {
    const scopes = holder.get('scopes');
    return isMap(scopes) && scopes.get('admin') === undefined
      ? [{ set: scopes, key: 'admin', to: 'Administration' }]
      : [];
  });
}

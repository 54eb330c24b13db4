import type { Change } from '../../server/core/rule/change.js';
import { isMap, isSequence, type MapNode, type Node, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule, type FixOffer, type RuleContext } from '../../server/core/rule/rule.js';
import type { DocumentView } from '../../server/core/rule/views.js';
import { nearest, shorten } from '../../server/core/words/text.js';

export default defineRule({
  id: 'auth/undefined-scope',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-access-control', 'auth-standards'],
  standards: ['API5:2023', 'CWE-285'],
  title: 'Operation asks for a scope that nobody can get',
  why: `
    The scopes of an OAuth 2.0 scheme are the list from which clients choose. A
    scope that is required and not in that list cannot be asked for, so either
    the operation is unusable, or the server never compares the scope at all and
    any token will do.`,
  absence: true,
  messages: { undefined: 'Scheme "{scheme}" offers no scope "{scope}": no token can hold it.' },
  fixes: {
    rename: { title: 'Change to "{scope}"', safety: 'review' },
    declare: { title: 'Add "{scope}" to the scopes of the scheme', safety: 'review' },
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
                - login: ['orders:wirte']
                #         ^^^^^^^^^^^^^^ Scheme "login" offers no scope "orders:wirte": no token can hold it.
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://id.example.com/authorize
                  tokenUrl: https://id.example.com/token
                  scopes:
                    orders:read: See orders
                    orders:write: Place orders`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            post:
              security:
                - login: ['orders:write']
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://id.example.com/authorize
                  tokenUrl: https://id.example.com/token
                  scopes:
                    orders:read: See orders
                    orders:write: Place orders`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        security:
          - login: [admin]
          #         ^^^^^ Scheme "login" offers no scope "admin": no token can hold it.
        paths: {}
        securityDefinitions:
          login:
            type: oauth2
            flow: accessCode
            authorizationUrl: https://id.example.com/authorize
            tokenUrl: https://id.example.com/token
            scopes: { read: See orders }`,
      fixed: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        security:
          - login: [admin]
        paths: {}
        securityDefinitions:
          login:
            type: oauth2
            flow: accessCode
            authorizationUrl: https://id.example.com/authorize
            tokenUrl: https://id.example.com/token
            scopes: { read: See orders, admin: admin }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        security:
          - oidc: [openid]
          - bearer: [admin]
        paths: {}
        components:
          securitySchemes:
            oidc: { type: openIdConnect, openIdConnectUrl: 'https://id.example.com/.well-known/openid-configuration' }
            bearer: { type: http, scheme: bearer }`,
    },
  ],

  check: {
    operation(operation, ctx) {
      if (operation.securityNode !== undefined) checkList(operation.securityNode, operation.document, ctx);
    },

    document(document, ctx) {
      const root = document.security && ctx.node({ uri: document.uri, path: ['security'] });
      if (root !== undefined) checkList(root, document, ctx);
    },
  },
});

type Context = RuleContext<Record<string, never>>;

function checkList(list: Node, document: DocumentView, { report, node }: Context): void {
  const items = isSequence(list) ? list.items : [list];
  for (const { key, value } of items.flatMap((item) => (isMap(item) ? item.entries : []))) {
    const name = String(key.value);
    const scheme = document.schemes.get(name);
    // Scopes of OpenID Connect are the provider's, and 3.1 lets other schemes list roles.
    if (!scheme?.known || scheme.value.type !== 'oauth2' || !scheme.value.flows?.length) continue;
    const offered = scheme.value.flows.flatMap(({ scopes }) => scopes);
    for (const item of isSequence(value) ? value.items : []) {
      const scope = stringOf(item);
      if (scope === undefined || offered.includes(scope)) continue;
      report({
        at: item,
        message: 'undefined',
        data: { scheme: shorten(name, 25), scope: shorten(scope, 40) },
        fixes: fixesFor(item, scope, offered, () => declare(node(scheme.value.at), scope)),
      });
    }
  }
}

function fixesFor(
  item: Node,
  scope: string,
  offered: readonly string[],
  changes: () => readonly Change[],
): readonly FixOffer[] {
  const meant = nearest(scope, offered);
  const add: FixOffer = { fix: 'declare', data: { scope: shorten(scope, 40) }, changes };
  if (meant === undefined) return [add];
  const rename: FixOffer = {
    fix: 'rename',
    data: { scope: shorten(meant, 40) },
    changes: () => [{ replace: item, by: meant }],
  };
  return [rename, add];
}

/** Adds the scope to each flow of the scheme; 2.0 has one flow, in the scheme itself. */
function declare(scheme: Node | undefined, scope: string): readonly Change[] {
  if (!isMap(scheme)) return [];
  const flows = scheme.get('flows');
  const holders = isMap(flows) ? flows.entries.map(({ value }) => value).filter(isMap) : [scheme];
  return holders.map((holder) => addScope(holder, scope));
}

function addScope(holder: MapNode, scope: string): Change {
  const scopes = holder.get('scopes');
  return isMap(scopes)
    ? { set: scopes, key: scope, to: scope }
    : { set: holder, key: 'scopes', to: { [scope]: scope } };
}

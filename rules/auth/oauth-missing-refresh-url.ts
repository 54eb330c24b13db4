import { isMap, type MapNode, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { SchemeView } from '../../server/core/rule/views.js';

export default defineRule({
  id: 'auth/oauth-missing-refresh-url',
  severity: 'hint',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['auth-standards', 'auth-credentials'],
  standards: ['API2:2023', 'CWE-613', 'RFC 6749 section 6'],
  title: 'Nothing says where a token is renewed',
  why: `
    Where clients can renew a token, it may expire within minutes, and a stolen
    one is soon worth nothing. Where they do not know how, tokens are made to live
    for months. A token is renewed at refreshUrl or, where there is none, at
    tokenUrl; this flow names neither.`,
  absence: true,
  messages: { nowhere: 'Clients of this flow do not learn where to renew a token.' },
  examples: [
    {
      as: 'scheme',
      bad: `
        type: oauth2
        flows:
          authorizationCode:
        # ^^^^^^^^^^^^^^^^^ Clients of this flow do not learn where to renew a token.
            authorizationUrl: https://login.example.com/authorize
            scopes: {}`,
    },
    {
      as: 'scheme',
      oas: '2.0',
      bad: `
        type: oauth2
        flow: accessCode
        #     ^^^^^^^^^^ Clients of this flow do not learn where to renew a token.
        authorizationUrl: https://login.example.com/authorize
        scopes: {}`,
    },
    {
      as: 'scheme',
      oas: '3.2',
      good: `
        type: oauth2
        flows:
          authorizationCode:
            authorizationUrl: https://login.example.com/authorize
            tokenUrl: https://login.example.com/token
            scopes: {}
          deviceAuthorization:
            deviceAuthorizationUrl: https://login.example.com/device
            refreshUrl: https://login.example.com/refresh
            scopes: {}
          clientCredentials:
            scopes: {}`,
    },
  ],

  check: {
    scheme(scheme, { report, holds }) {
      if (scheme.scheme.type !== 'oauth2') return;
      for (const { at, kind, flow } of flowsOf(scheme)) {
        if (!RENEWING.has(kind)) continue;
        if (stringOf(flow.get('refreshUrl')) !== undefined || stringOf(flow.get('tokenUrl')) !== undefined) {
          holds(at);
        } else report({ at, message: 'nowhere' });
      }
    },
  },
});

/** Flows whose tokens are renewed: implicit ones cannot be (RFC 6749), and a client that is a server just asks again. */
const RENEWING: ReadonlySet<string> = new Set([
  'authorizationCode',
  'accessCode',
  'password',
  'deviceAuthorization',
]);

/** 2.0 has one flow, in the scheme itself. */
function flowsOf({ node, get }: SchemeView) {
  const single = get('flow');
  const kind = stringOf(single);
  if (single !== undefined && kind !== undefined) return [{ at: single, kind, flow: node }];
  const flows = get('flows');
  if (!isMap(flows)) return [];
  return flows.entries.flatMap(({ key, value }) =>
    isMap(value) && !isReference(value) ? [{ at: key, kind: String(key.value), flow: value }] : [],
  );
}

function isReference(flow: MapNode): boolean {
  return flow.get('$ref') !== undefined;
}

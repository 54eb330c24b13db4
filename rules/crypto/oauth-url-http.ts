import type { Change } from '../../server/core/rule/change.js';
import { isMap, type MapNode, type ScalarNode } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';
import { overTls, travelsInTheOpen, urlParts } from '../../server/core/words/urls.js';
import { reportGathered } from '../gathered.js';

export default defineRule({
  id: 'crypto/oauth-url-http',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['crypto-tls', 'auth-credentials'],
  standards: ['API2:2023', 'API8:2023', 'CWE-319', 'RFC 6749 section 3.2'],
  title: 'Tokens are asked for without TLS',
  why: `
    Passwords, authorization codes and tokens pass through the addresses of the
    authorization server. Over plain HTTP everybody on the way can read them, or
    answer in its place with a sign-in page of their own, and then call the API
    as somebody else, however well the API itself is protected.`,
  messages: {
    one: 'Sign-in at {host} happens in the open: anyone on the way can take passwords and tokens.',
    several:
      'Sign-in at {host} happens in the open, at {count} addresses: anyone on the way can take tokens.',
  },
  fixes: { https: { title: 'Use https', safety: 'safe' } },
  examples: [
    {
      as: 'scheme',
      bad: `
        type: oauth2
        flows:
          authorizationCode:
            authorizationUrl: http://id.example.com/authorize
            #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Sign-in at id.example.com happens in the open, at 2 addresses: anyone on the way can take tokens.
            tokenUrl: HTTP://id.example.com/token
            scopes: {}`,
      fixed: `
        type: oauth2
        flows:
          authorizationCode:
            authorizationUrl: https://id.example.com/authorize
            tokenUrl: https://id.example.com/token
            scopes: {}`,
    },
    {
      as: 'scheme',
      bad: `
        type: openIdConnect
        openIdConnectUrl: http://localhost.example.com/.well-known/openid-configuration
        #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Sign-in at localhost.example.com happens in the open: anyone on the way can take passwords and tokens.`,
      fixed: `
        type: openIdConnect
        openIdConnectUrl: https://localhost.example.com/.well-known/openid-configuration`,
    },
    {
      as: 'scheme',
      oas: '2.0',
      bad: `
        type: oauth2
        flow: application
        tokenUrl: http://id.example.com/token
        #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        scopes: {}`,
      fixed: `
        type: oauth2
        flow: application
        tokenUrl: https://id.example.com/token
        scopes: {}`,
    },
    {
      as: 'document',
      language: 'json',
      bad: `
        {
          "openapi": "3.2.0",
          "info": { "title": "Orders", "version": "1" },
          "paths": {},
          "components": {
            "securitySchemes": {
              "device": {
                "type": "oauth2",
                "oauth2MetadataUrl": "https://id.example.com/.well-known/oauth-authorization-server",
                "flows": {
                  "deviceAuthorization": {
                    "deviceAuthorizationUrl": "http://id.example.com/device",
                    //                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                    "tokenUrl": "https://id.example.com/token",
                    "scopes": {}
                  }
                }
              }
            }
          }
        }`,
    },
    {
      as: 'scheme',
      oas: '3.1',
      good: `
        type: oauth2
        description: Ask http://support.example.com for an account.
        flows:
          authorizationCode:
            authorizationUrl: http://127.0.0.1:8080/authorize
            tokenUrl: https://id.example.com/token
            refreshUrl: /refresh
            scopes: {}`,
    },
  ],

  check: {
    scheme({ node, scheme }, { report, holds, unknown }) {
      if (scheme.type !== 'oauth2' && scheme.type !== 'openIdConnect') return;
      const urls = urlsOf(node);
      const open = urls.filter(({ value }) => travelsInTheOpen(value));
      if (open.length > 0) {
        const secure = (url: Url): Change => ({ replace: url.node, by: overTls(url.value) });
        reportGathered(
          report,
          open,
          (url) => url.node,
          (first, rest) => ({
            at: first.node,
            message: rest.length === 0 ? 'one' : 'several',
            data: { host: shorten(urlParts(first.value).host, 35), count: rest.length + 1 },
            fixes: [{ fix: 'https', changes: () => [first, ...rest].map(secure) }],
          }),
        );
      } else if (urls.some(({ value }) => urlParts(value).scheme === 'https')) holds(node);
      else unknown(node);
    },
  },
});

interface Url {
  readonly node: ScalarNode;
  readonly value: string;
}

/** Where a client is sent with passwords, codes and tokens, or learns where to go with them. */
const KEYS: ReadonlySet<unknown> = new Set([
  ...['openIdConnectUrl', 'oauth2MetadataUrl', 'authorizationUrl', 'tokenUrl', 'refreshUrl'],
  'deviceAuthorizationUrl',
]);

/** Of the scheme itself, as in 2.0, and of its flows. */
function urlsOf(scheme: MapNode): readonly Url[] {
  const flows = scheme.get('flows');
  const holders = [scheme, ...(isMap(flows) ? flows.entries.map(({ value }) => value).filter(isMap) : [])];
  return holders.flatMap(({ entries }) =>
    entries.flatMap(({ key, value: node }) =>
      KEYS.has(key.value) && node.kind === 'scalar' && typeof node.value === 'string'
        ? [{ node, value: node.value }]
        : [],
    ),
  );
}

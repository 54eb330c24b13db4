import { isOpen } from '../../server/core/rule/access.js';
import type { Change } from '../../server/core/rule/change.js';
import { defineRule, type RuleContext } from '../../server/core/rule/rule.js';
import type { DocumentView, OperationFact, ServerFact } from '../../server/core/rule/views.js';
import { listed, shorten } from '../../server/core/words/text.js';
import { addressesOf, schemeVariables, travelsInTheOpen, urlParts } from '../../server/core/words/urls.js';
import { overTlsChanges } from './cleartext-servers.js';
import { onlySecure, openValues, secureValue, variablePath } from './secure-variables.js';
import { serversFor } from './servers.js';

export default defineRule({
  id: 'crypto/credentials-over-cleartext',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['crypto-tls', 'auth-credentials'],
  standards: ['API2:2023', 'API8:2023', 'CWE-319', 'CWE-523', 'RFC 6750 section 5.3'],
  title: 'Credentials are sent without TLS',
  why: `
    A password, key or token proves who calls only as long as nobody else has it.
    This requirement makes clients send one to an address without TLS, where every
    network on the way sees it. Whoever copies it there can call as its owner,
    over the secure address too, until it is replaced.`,
  messages: {
    open: 'Clients may send {schemes} to {host} in the open: anyone on the way can copy and reuse it.',
    server: 'This address has no TLS.',
  },
  fixes: { https: { title: 'Send it to addresses over TLS only', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        servers:
          - url: https://api.example.com
          - url: http://api.example.com
        security:
        # <- Clients may send bearer to api.example.com in the open: anyone on the way can copy and reuse it.
          - bearer: []
        paths:
          /orders:
            get:
              responses: { '200': { description: Orders } }
            post:
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        servers:
          - url: https://api.example.com
        security:
          - bearer: []
        paths:
          /orders:
            get:
              responses: { '200': { description: Orders } }
            post:
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        host: api.example.com
        schemes: [https]
        paths:
          /orders:
            get:
              security:
              # <- Clients may send key to api.example.com in the open: anyone on the way can copy and reuse it.
                - key: []
              schemes: [http, https]
              responses: { '200': { description: Orders } }
        securityDefinitions:
          key: { type: apiKey, in: header, name: X-Key }`,
      fixed: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        host: api.example.com
        schemes: [https]
        paths:
          /orders:
            get:
              security:
                - key: []
              schemes: [https]
              responses: { '200': { description: Orders } }
        securityDefinitions:
          key: { type: apiKey, in: header, name: X-Key }`,
    },
    {
      as: 'document',
      language: 'json',
      bad: `
        {
          "openapi": "3.1.0",
          "info": { "title": "Orders", "version": "1" },
          "servers": [{ "url": "https://api.example.com" }],
          "security": [{ "login": [] }],
          // <- Clients may send login to files.example.com in the open: anyone on the way can copy and reuse it.
          "paths": {
            "/files": {
              "servers": [
                {
                  "url": "{scheme}://{host}",
                  "variables": { "scheme": { "default": "https", "enum": ["https", "http"] }, "host": { "default": "files.example.com" } }
                }
              ],
              "get": { "responses": { "200": { "description": "Files" } } }
            }
          },
          "components": {
            "securitySchemes": {
              "login": { "type": "openIdConnect", "openIdConnectUrl": "https://id.example.com/.well-known/openid-configuration" }
            }
          }
        }`,
      fixed: `
        {
          "openapi": "3.1.0",
          "info": { "title": "Orders", "version": "1" },
          "servers": [{ "url": "https://api.example.com" }],
          "security": [{ "login": [] }],
          "paths": {
            "/files": {
              "servers": [
                {
                  "url": "{scheme}://{host}",
                  "variables": { "scheme": { "default": "https", "enum": ["https"] }, "host": { "default": "files.example.com" } }
                }
              ],
              "get": { "responses": { "200": { "description": "Files" } } }
            }
          },
          "components": {
            "securitySchemes": {
              "login": { "type": "openIdConnect", "openIdConnectUrl": "https://id.example.com/.well-known/openid-configuration" }
            }
          }
        }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.2.0
        info: { title: Orders, version: '1' }
        servers:
          - url: http://localhost:8080
          - url: http://files.example.com
        paths:
          /files:
            get:
              responses: { '200': { description: For everybody } }
            post:
              security: [{ digest: [] }]
              responses: { '201': { description: The password itself is not sent } }
          /orders:
            get:
              servers: [{ url: https://api.example.com }]
              security: [{ bearer: [] }]
              responses: { '200': { description: Orders } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }
            digest: { type: http, scheme: Digest }`,
    },
    {
      as: 'document',
      good: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        host: api.example.com
        security: [{ key: [] }]
        paths:
          /orders:
            get:
              responses: { '200': { description: Orders } }
        securityDefinitions:
          key: { type: apiKey, in: header, name: X-Key }`,
    },
  ],

  check: {
    document(document, ctx) {
      const { report, holds, unknown, node } = ctx;
      const callers = document.operations.filter((fact) => !fact.outbound && asksForCredentials(fact));
      for (const fact of callers) {
        const sent = reusable(fact, document);
        const found = sent.length > 0 ? openAddress(serversFor(fact, document)) : undefined;
        if (!found || !fact.security.known) continue;
        // The cause is the address, however many operations it answers.
        return report({
          at: fact.security.value.at,
          message: 'open',
          // An address of the whole document is the finding of another rule: this one adds what is at stake.
          ...(document.servers.includes(found.server) ? { severity: 'info' } : {}),
          data: { schemes: listed(sent, 20), host: shorten(urlParts(found.address).host, 30) },
          related: [{ at: found.server.at, message: 'server' }],
          fixes: [{ fix: 'https', changes: () => secureAll(callers, document, node) }],
        });
      }
      if (callers.length === 0) return;
      const servers = callers.flatMap((fact) => serversFor(fact, document));
      if (servers.length > 0 && servers.every(isOverTls)) holds(document.at);
      else unknown(document.at);
    },
  },
});

function asksForCredentials({ security }: OperationFact): boolean {
  return security.known && !isOpen(security.value);
}

/** Schemes of the operation that send something which works again for whoever has read it. */
function reusable({ security }: OperationFact, { schemes }: DocumentView): readonly string[] {
  const asked = security.known ? security.value.anyOf.flatMap(({ all }) => all) : [];
  const names = asked.flatMap(({ scheme: name }) => {
    const scheme = schemes.get(name);
    if (!scheme?.known) return [];
    const { type, scheme: kind = '' } = scheme.value;
    const proves = type === 'mutualTLS' || type === 'other' || (type === 'http' && PROOFS.has(kind));
    return proves ? [] : [name];
  });
  return [...new Set(names)];
}

/** HTTP authentication schemes that send a proof for one request and not the secret itself. */
const PROOFS: ReadonlySet<string> = new Set([
  ...['digest', 'hoba', 'mutual', 'negotiate', 'scram-sha-1', 'scram-sha-256', 'dpop', 'signature', 'hawk'],
]);

/** Every address without TLS that such an operation is called at: one left would be the same fault. */
function secureAll(
  callers: readonly OperationFact[],
  document: DocumentView,
  node: RuleContext<unknown>['node'],
): readonly Change[] {
  const lists = callers
    .filter((fact) => fact.security.known && reusable(fact, document).length > 0)
    .map((fact) => serversFor(fact, document));
  return lists.flatMap((servers) =>
    servers
      .filter((server) => openAddress([server]) !== undefined)
      .flatMap((server) => secure(server, servers, document, node)),
  );
}

function secure(
  server: ServerFact,
  servers: readonly ServerFact[],
  { version }: DocumentView,
  node: RuleContext<unknown>['node'],
): readonly Change[] {
  const variables = schemeVariables(server.url, server.variables);
  if (variables.length === 0) return overTlsChanges(server, servers, version, node);
  return variables.flatMap((variable) => {
    const to = secureValue(server, variable);
    const at = { uri: server.at.uri, path: variablePath(server, variable) };
    return to === undefined ? [] : onlySecure(node(at), new Set(openValues(server, variable)), to);
  });
}

function openAddress(servers: readonly ServerFact[]) {
  for (const server of servers) {
    const address = addressesOf(server.url, server.variables).find(travelsInTheOpen);
    if (address !== undefined) return { server, address };
  }
  return undefined;
}

function isOverTls({ url, variables }: ServerFact): boolean {
  return addressesOf(url, variables).every((address) => urlParts(address).scheme === 'https');
}

import type { Anchor } from '../../server/core/rule/nodes.js';
import { defineRule, type FixOffer, type RuleContext } from '../../server/core/rule/rule.js';
import type { DocumentView, ServerFact } from '../../server/core/rule/views.js';
import { listed, shorten } from '../../server/core/words/text.js';
import { addressesOf, schemeVariables, travelsInTheOpen, urlParts } from '../../server/core/words/urls.js';
import { TLS_FIXES, tlsFix } from './cleartext-servers.js';
import { openValues, VARIABLE_FIXES, variableFixes, variablePath } from './secure-variables.js';
import { credentialsSent, schemesAsked } from './sent-credentials.js';
import { ownServers, serversFor } from './servers.js';

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
    Callers of this address must send one, and the address has no TLS, so that
    every network on the way sees it. Whoever copies it there can call as its
    owner, over a secure address too, until it is replaced.`,
  messages: {
    open: 'Clients may send {schemes} to {host} in the open: anyone on the way can copy and reuse it.',
  },
  fixes: { ...TLS_FIXES, ...VARIABLE_FIXES },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        servers:
          - url: https://api.example.com
          - url: http://api.example.com
          #      ^^^^^^^^^^^^^^^^^^^^^^ Clients may send bearer to api.example.com in the open: anyone on the way can copy and reuse it.
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
              security: [{ key: [] }]
              schemes: [http, https]
              #         ^^^^ Clients may send key to api.example.com in the open: anyone on the way can copy and reuse it.
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
              security: [{ key: [] }]
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
          "paths": {
            "/files": {
              "servers": [
                {
                  "url": "{scheme}://{host}",
                  "variables": {
                    "scheme": { "default": "https", "enum": ["https", "http"] },
                    // <- Clients may send login to files.example.com in the open: anyone on the way can copy and reuse it.
                    "host": { "default": "files.example.com" }
                  }
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
                  "variables": {
                    "scheme": { "default": "https", "enum": ["https"] },
                    "host": { "default": "files.example.com" }
                  }
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
    document(document, { report, holds, unknown, node }) {
      const callers = document
        .each(schemesAsked)
        .flatMap(([asked, fact]) => (asked.length > 0 ? [fact] : []));
      if (callers.length === 0) return;
      const open = openPlaces(document, node);
      const sentTo = open.length > 0 ? credentialsSent(document) : undefined;
      const told = open.flatMap((place) => {
        const schemes = sentTo?.(place.server) ?? [];
        return schemes.length > 0 ? [{ ...place, schemes }] : [];
      });
      for (const { at, host, schemes, fixes } of told) {
        report({
          at,
          message: 'open',
          data: { schemes: listed(schemes, 20), host: shorten(host, 30) },
          fixes,
        });
      }
      if (told.length > 0) return;
      const servers = callers.flatMap((fact) => serversFor(fact, document));
      if (servers.length > 0 && servers.every(isOverTls)) holds(document.at);
      else unknown(document.at);
    },
  },
});

/** Where it is written that a server is called without TLS: its address, or a variable of that. */
interface OpenPlace {
  readonly server: ServerFact;
  readonly at: Anchor;
  readonly host: string;
  readonly fixes: readonly FixOffer[];
}

function openPlaces(document: DocumentView, node: RuleContext<unknown>['node']): readonly OpenPlace[] {
  const lists = [document.servers, ...ownServers(document)];
  return lists.flatMap((servers) =>
    servers.flatMap((server): readonly OpenPlace[] => {
      const address = addressesOf(server.url, server.variables).find(travelsInTheOpen);
      if (address === undefined) return [];
      const { host } = urlParts(address);
      const variables = schemeVariables(server.url, server.variables);
      if (variables.length === 0) {
        // An address that is still being written says of nobody what is sent there.
        if (host === '' && document.version !== '2.0') return [];
        return [{ server, at: server.at, host, fixes: [tlsFix(server, servers, document.version, node)] }];
      }
      const open = variables.filter((variable) => openValues(server, variable).length > 0);
      return open.map((variable) => {
        const at = { uri: server.at.uri, path: variablePath(server, variable), key: true };
        return { server, at, host, fixes: variableFixes(server, variable, node) };
      });
    }),
  );
}

function isOverTls({ url, variables }: ServerFact): boolean {
  return addressesOf(url, variables).every((address) => urlParts(address).scheme === 'https');
}

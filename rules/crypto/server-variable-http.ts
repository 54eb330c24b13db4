import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';
import { schemeVariables } from '../../server/core/words/urls.js';
import { openValues, VARIABLE_FIXES, variableFixes, variablePath } from './secure-variables.js';
import { toldAsSent } from './sent-credentials.js';
import { allServers } from './servers.js';

export default defineRule({
  id: 'crypto/server-variable-http',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['crypto-tls', 'design-defaults'],
  standards: ['API8:2023', 'CWE-319', 'RFC 9325'],
  title: 'A server variable lets clients leave TLS out',
  why: `
    The address of this server is filled in from a variable, and one of its values
    is plain HTTP. A client that picks that value, or takes it because it is the
    default, sends tokens and data readable to everybody on the way. Nobody has to
    choose wrongly where only https can be chosen.`,
  messages: {
    default: '"{name}" is "{value}" unless somebody changes it: everything then travels in the open.',
    choice: 'Whoever sets "{name}" to "{value}" sends everything in the open.',
  },
  fixes: VARIABLE_FIXES,
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        servers:
          - url: '{scheme}://api.example.com'
            variables:
              scheme:
            # ^^^^^^ "scheme" is "http" unless somebody changes it: everything then travels in the open.
                default: http
                enum: [http, https]
        paths: {}`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        servers:
          - url: '{scheme}://api.example.com'
            variables:
              scheme:
                default: https
                enum: [https]
        paths: {}`,
    },
    {
      as: 'document',
      language: 'json',
      bad: `
        {
          "openapi": "3.1.0",
          "info": { "title": "Orders", "version": "1" },
          "servers": [
            {
              "url": "{base}/v1",
              "variables": {
                "base": {
                // <- Whoever sets "base" to "http://old.example.com" sends everything in the open.
                  "default": "https://api.example.com",
                  "enum": ["https://api.example.com", "http://old.example.com"]
                }
              }
            }
          ],
          "paths": {}
        }`,
      fixed: `
        {
          "openapi": "3.1.0",
          "info": { "title": "Orders", "version": "1" },
          "servers": [
            {
              "url": "{base}/v1",
              "variables": {
                "base": {
                  "default": "https://api.example.com",
                  "enum": ["https://api.example.com"]
                }
              }
            }
          ],
          "paths": {}
        }`,
    },
    {
      as: 'operation',
      oas: '3.2',
      bad: `
        security: []
        servers:
          - url: http{s}://files.example.com
            variables:
              s:
            # ^ "s" is "" unless somebody changes it: everything then travels in the open.
                default: ''
                enum: ['', s]
        responses: { '200': { description: Done } }`,
      fixed: `
        security: []
        servers:
          - url: http{s}://files.example.com
            variables:
              s:
                default: 's'
                enum: [s]
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        servers:
          - url: '{scheme}://localhost:{port}'
            variables:
              scheme: { default: http, enum: [http, https] }
              port: { default: '8080' }
          - url: https://{host}/v1
            variables:
              host: { default: http.example.com }
        paths: {}`,
    },
  ],

  check: {
    document(document, context) {
      const { report, holds, unknown, node } = context;
      const isTold = toldAsSent(document, context);
      for (const server of allServers(document)) {
        for (const variable of schemeVariables(server.url, server.variables)) {
          const at = { uri: server.at.uri, path: variablePath(server, variable), key: true };
          const [value] = openValues(server, variable);
          if (variable.values.length === 0) unknown(at);
          else if (value === undefined) holds(at);
          else if (!isTold(server)) {
            report({
              at,
              message: value === variable.values[0] ? 'default' : 'choice',
              data: { name: shorten(variable.name, 20), value: shorten(value, 35) },
              fixes: variableFixes(server, variable, node),
            });
          }
        }
      }
    },
  },
});

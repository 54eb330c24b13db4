import type { Change } from '../../server/core/rule/change.js';
import { isMap, isSequence, type Node, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { ServerFact } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import {
  overTls,
  schemeVariables,
  travelsInTheOpen,
  type UrlVariable,
  urlParts,
  withVariable,
} from '../../server/core/words/urls.js';
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
  fixes: { https: { title: 'Allow only TLS', safety: 'safe' } },
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
        servers:
          - url: http{s}://files.example.com
            variables:
              s:
            # ^ "s" is "" unless somebody changes it: everything then travels in the open.
                default: ''
                enum: ['', s]
        responses: { '200': { description: Done } }`,
      fixed: `
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
    document(document, { report, holds, unknown, node }) {
      for (const server of allServers(document)) {
        for (const variable of schemeVariables(server.url, server.variables)) {
          const at = { uri: server.at.uri, path: variablePath(server, variable), key: true };
          const open = variable.values.filter((value) => travelsInTheOpen(filled(server, variable, value)));
          const [value] = open;
          if (variable.values.length === 0) unknown(at);
          else if (value === undefined) holds(at);
          else {
            const secure = variable.values.filter((other) => isSecure(server, variable, other));
            const to = secure[0] ?? secured(value);
            report({
              at,
              message: value === variable.values[0] ? 'default' : 'choice',
              data: { name: shorten(variable.name, 20), value: shorten(value, 35) },
              fixes:
                to === undefined
                  ? []
                  : [
                      {
                        fix: 'https',
                        changes: () => onlySecure(node({ uri: at.uri, path: at.path }), new Set(open), to),
                      },
                    ],
            });
          }
        }
      }
    },
  },
});

/** The path of the variable's object, which stands beside the `url` of its server. */
function variablePath({ at }: ServerFact, { name }: UrlVariable) {
  return [...at.path.slice(0, -1), 'variables', name];
}

function filled({ url, variables }: ServerFact, { name }: UrlVariable, value: string): string {
  return withVariable(url, variables, name, value);
}

function isSecure(server: ServerFact, variable: UrlVariable, value: string): boolean {
  const { scheme } = urlParts(filled(server, variable, value));
  return scheme === 'https' || scheme === 'wss';
}

/** The same value over TLS; undefined when it does not name the scheme itself. */
function secured(value: string): string | undefined {
  const text = value.replace(/^(http|ws)$/i, (scheme) => `${scheme.toLowerCase()}s`);
  const to = text === value ? overTls(value) : text;
  return to === value ? undefined : to;
}

/** The default becomes a secure value, and the list keeps the secure ones. */
function onlySecure(variable: Node | undefined, open: ReadonlySet<string>, to: string): readonly Change[] {
  if (!isMap(variable)) return [];
  const [fallback, list] = [variable.get('default'), variable.get('enum')];
  const changes: Change[] = [];
  if (fallback && open.has(stringOf(fallback) ?? '')) changes.push({ replace: fallback, by: to });
  if (!isSequence(list)) return changes;
  const isOpen = (item: Node) => open.has(stringOf(item) ?? '\0');
  if (list.items.every(isOpen)) return [...changes, { replace: list, by: [to] }];
  return [...changes, ...list.items.filter(isOpen).map((item) => ({ remove: item }))];
}

import {
  booleanOf,
  isMap,
  isSequence,
  type MapNode,
  type Node,
  stringOf,
} from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';
import { insideHost, isPrivateHost, urlParts } from '../../server/core/words/urls.js';

export default defineRule({
  id: 'docs/server-private',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['docs-minimal', 'docs-inventory'],
  standards: ['API9:2023', 'CWE-200', 'RFC 1918'],
  title: 'Address of an internal server is published',
  why: `
    Readers of this document cannot reach the server, so the address helps none of
    them. It tells whoever wants to get in how the network is laid out, and which
    host to ask for once something inside can be made to send a request. A tunnel
    to somebody's machine is worse: that one anybody can reach.`,
  messages: {
    network: '{host} can only be reached inside a network, and is published beside public addresses.',
    tunnel: '{host} is a tunnel to some machine, and is published beside public addresses.',
  },
  fixes: { drop: { title: 'Remove the server', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        servers:
          - url: https://api.example.com/v1
            description: Production
          - url: https://10.1.7.20:8443/v1
          #      ^^^^^^^^^^^^^^^^^^^^^^^^^ 10.1.7.20 can only be reached inside a network, and is published beside public addresses.
            description: Second node
          - url: http://localhost:8080/v1
        paths: {}`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        servers:
          - url: https://api.example.com/v1
            description: Production
          - url: http://localhost:8080/v1
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
            { "url": "https://orders.shop.svc.cluster.local" },
            //       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ orders.shop.svc.cluster.local can only be reached inside a network, and is published beside public addresses.
            { "url": "https://{region}.example.com", "variables": { "region": { "default": "eu" } } },
            { "url": "https://4f2a-81-2-69-160.ngrok-free.app" }
            //       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 4f2a-81-2-69-160.ngrok-free.app is a tunnel to some machine, and is published beside public addresses.
          ],
          "paths": {}
        }`,
    },
    {
      as: 'operation',
      oas: '3.2',
      bad: `
        servers:
          - { url: 'https://files.example.com' }
          - url: 'http://[fd12:3456:789a::1]/files'
          #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ fd12:3456:789a::1 can only be reached inside a network, and is published beside public addresses.
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Everything here is inside, version: '1' }
        servers:
          - url: https://orders.corp
          - url: https://192.168.4.2
          - url: /v1
        paths: {}`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Lamps, version: '1' }
        servers:
          - url: https://cloud.example.com
          - url: http://192.168.1.2/api
            description: The bridge in your own network
          - url: https://{host}/api
            variables: { host: { default: 192.168.1.2 } }
          - url: https://node-4.lamps.internal
            x-internal: true
          - url: http://lamps.local
            description: Local development
          - url: http://127.0.0.1:8080
          - url: http://host.docker.internal:8080
          - url: http://lamps:8080
          - url: https://internal.example.com
          - url: https://api.local.example.com
        paths: {}`,
    },
  ],

  check: {
    text({ node, value, kind }, { report }) {
      if (kind !== 'server') return;
      const server = node.parent;
      if (!isMap(server) || !isSequence(server.parent)) return;
      const { host } = urlParts(value);
      const inside = insideHost(host);
      if (inside === undefined || isMeantForReaders(server, host)) return;
      if (!server.parent.items.some(isPublic)) return;
      report({
        at: node,
        message: inside === 'tunnel' ? 'tunnel' : 'network',
        data: { host: shorten(host, 40) },
        fixes: [{ fix: 'drop', changes: () => [{ remove: server }] }],
      });
    },
  },
});

/** It is left out where the document is published, or is in the network or on the machine of whoever reads the document. */
function isMeantForReaders(server: MapNode, host: string): boolean {
  if (booleanOf(server.get('x-internal')) === true) return true;
  const text = ['name', 'description'].map((key) => stringOf(server.get(key)) ?? '').join(' ');
  // A developer's own name for the machine itself.
  const own = host.endsWith('.local') && !host.endsWith('.cluster.local');
  return READERS_OWN.test(text) || (own && DEVELOPMENT.test(text));
}

const DEVELOPMENT = /\b(?:local|dev|development|docker|vagrant)\b/i;

const READERS_OWN =
  /\b(?:your|own|on-?prem\w*|self-?hosted|appliance|bridge|router|device|lan|local network|example|replace)\b/i;

/** An address that anybody may reach; of a mere variable nobody can tell. */
function isPublic(item: Node): boolean {
  const url = isMap(item) ? stringOf(item.get('url')) : undefined;
  if (url === undefined) return false;
  const { host } = urlParts(url);
  return host.includes('.') && !/^\{[^{}]*\}$/.test(host) && !isPrivateHost(host) && !insideHost(host);
}

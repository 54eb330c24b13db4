import { isProtected } from '../../server/core/rule/access.js';
import { stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { ParameterView } from '../../server/core/rule/views.js';
import {
  isClientIdName,
  isTokenExchangeName,
  saysClientsOpen,
  saysCompared,
  saysPeopleAreSent,
} from '../../server/core/words/intent.js';
import { shorten } from '../../server/core/words/text.js';
import {
  isBoundAddress,
  isLooseUrlSinkName,
  isPictureAddress,
  isRedirectName,
  isUrlSinkName,
  saysServerFetches,
} from '../../server/core/words/urls.js';

export default defineRule({
  id: 'input/ssrf-url-param',
  severity: 'info',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-injection'],
  standards: ['API7:2023', 'CWE-918', 'CWE-601'],
  title: 'Callers choose an address',
  why: `
    A server that opens an address which a caller made up can be sent anywhere it
    can reach itself: the cloud's metadata service, databases, admin pages behind
    the firewall. A redirect to such an address sends users to a stranger's page
    from a link that they trust. Accept addresses from a list.`,
  messages: {
    fetch: 'Callers choose with "{name}" what address the server may open; nothing keeps it to known hosts.',
    address: '"{name}" takes any address; if the server opens it, callers can reach its internal network.',
    redirect: 'Callers choose where "{name}" sends people next; nothing keeps it to known hosts.',
  },
  fixes: { pattern: { title: 'Accept https addresses of one host only', safety: 'review' } },
  options: {
    pattern: {
      type: 'string',
      default: '^https://example\\.com/',
      title: 'Pattern that the fix proposes',
    },
  },
  examples: [
    {
      as: 'parameter',
      bad: `
        name: callbackUrl
        #     ^^^^^^^^^^^ "callbackUrl" takes any address; if the server opens it, callers can reach its internal network.
        in: query
        schema:
          type: string
          format: uri`,
      fixed: `
        name: callbackUrl
        in: query
        schema:
          type: string
          format: uri
          pattern: ^https://example\\.com/`,
    },
    {
      as: 'parameter',
      oas: '2.0',
      bad: `
        name: redirect_uri
        #     ^^^^^^^^^^^^ Callers choose where "redirect_uri" sends people next; nothing keeps it to known hosts.
        in: query
        type: string`,
      fixed: `
        name: redirect_uri
        in: query
        type: string
        pattern: ^https://example\\.com/`,
    },
    { as: 'parameter', good: `{ name: next, in: query, schema: { type: string } }` },
    {
      as: 'parameter',
      good: `{ name: url, in: query, schema: { type: string, enum: ['https://a.example.com'] } }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Links, version: '1' }
        paths:
          /links/unfurl:
            post:
              parameters:
                - name: auth_url
                  #     ^^^^^^^^ Callers choose where "auth_url" sends people next; nothing keeps it to known hosts.
                  in: query
                  description: Send users to this address to sign in.
                  schema: { type: string }
              responses: { '204': { description: Done } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Sign-in, version: '1' }
        paths:
          /oauth/access:
            get:
              parameters:
                - { name: code, in: query, schema: { type: string } }
                - { name: redirect_uri, in: query, schema: { type: string } }
              responses: { '200': { description: A token } }
          /oauth/authorize:
            get:
              parameters:
                - { name: client_id, in: query, schema: { type: string } }
                - { name: redirect_uri, in: query, schema: { type: string, format: uri } }
              responses: { '302': { description: On to the page } }
          /oauth/more:
            get:
              parameters:
                - { name: redirect_uri, in: query, description: Must match the first one., schema: { type: string } }
              responses: { '200': { description: A token } }
          /calls:
            post:
              parameters:
                - { name: join_url, in: query, description: The URL for a client to join the call., schema: { type: string } }
              responses: { '201': { description: A call } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Chats, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /connections/link:
            post:
              parameters: [{ name: redirect_url, in: query, schema: { type: string } }]
              responses:
                '200': { description: Where the caller may go, content: { application/json: { schema: { type: object } } } }
          /messages:
            post:
              parameters: [{ name: icon_url, in: query, schema: { type: string } }]
              responses: { '201': { description: Sent } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    { as: 'parameter', good: `{ name: webhookId, in: path, required: true, schema: { type: string } }` },
  ],

  check: {
    parameter(parameter, { report, holds, unknown, options }) {
      const { name, nameNode, schema } = parameter;
      if (parameter.in !== 'query' && parameter.in !== 'path' && parameter.in !== 'formData') return;
      if (schema?.isReference || (schema?.types.length && !schema.mayBe('string'))) return;
      if (!takesAddress(name, schema?.format) || isFilter(parameter)) return;
      if (schema && isBound(schema)) return holds(nameNode);
      if (saysCompared(proseOf(parameter)) || isTraded(parameter)) return holds(nameNode);
      if (saysClientsOpen(proseOf(parameter)) || isRegistered(parameter)) return unknown(nameNode);
      const redirects = isRedirectName(name) || saysPeopleAreSent(proseOf(parameter));
      const fetches = !redirects && isFetching(parameter);
      if (redirects ? isForPrograms(parameter) : !fetches && isPictureAddress(name)) return unknown(nameNode);
      report({
        at: nameNode,
        message: fetches ? 'fetch' : redirects ? 'redirect' : 'address',
        data: { name: shorten(name, 25) },
        ...(fetches ? { severity: 'warning' } : {}),
        fixes: schema
          ? [
              {
                fix: 'pattern',
                changes: () => [{ set: schema.node, key: 'pattern', to: options.pattern }],
              },
            ]
          : [],
      });
    },
  },
});

function takesAddress(name: string, format: string | undefined): boolean {
  const uri = format === 'uri' || format === 'url' || format === 'iri';
  return isUrlSinkName(name) || (uri && isLooseUrlSinkName(name));
}

/** What is only compared with stored addresses is opened by nobody. */
function isFilter(parameter: ParameterView): boolean {
  return /^\s*(only|filter|search|find|match)/i.test(proseOf(parameter));
}

function proseOf({ get }: ParameterView): string {
  return stringOf(get('description')) ?? '';
}

/** Where a code is traded for a token, the address says for which page the code was made, and nobody is sent there. */
function isTraded(parameter: ParameterView): boolean {
  return isRedirectName(parameter.name) && allTake(parameter, isTokenExchangeName);
}

/** Beside the id of a program stands one of the addresses that the program is registered with: RFC 6749, section 3.1.2. */
function isRegistered(parameter: ParameterView): boolean {
  return isRedirectName(parameter.name) && allTake(parameter, isClientIdName);
}

function allTake({ usedBy }: ParameterView, test: (name: string) => boolean): boolean {
  return (
    usedBy.length > 0 &&
    usedBy.every(({ parameters }) => parameters.known && parameters.value.some((one) => test(one.name)))
  );
}

/** A closed list, or a pattern that says how the address begins. */
function isBound(schema: NonNullable<ParameterView['schema']>): boolean {
  return schema.has('enum', 'const') || isBoundAddress(stringOf(schema.get('pattern')));
}

/** Nobody's browser is sent anywhere by an answer that only a program with credentials gets. */
function isForPrograms({ usedBy }: ParameterView): boolean {
  return (
    usedBy.length > 0 &&
    usedBy.every(({ security, responses }) => {
      if (!security.known || !isProtected(security.value) || !responses.known) return false;
      const types = responses.value.flatMap((response) => response.types);
      const sends = responses.value.some(({ status }) => /^3/.test(status));
      return !sends && types.length > 0 && types.every((type) => /\bjson\b/i.test(type));
    })
  );
}

function isFetching({ name, usedBy }: ParameterView): boolean {
  return (
    saysServerFetches(name) ||
    usedBy.some(({ path, operationId = '' }) => saysServerFetches(`${path} ${operationId}`))
  );
}

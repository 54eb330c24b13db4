import { stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { ParameterView } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import {
  isBoundAddress,
  isLooseUrlSinkName,
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
    { as: 'parameter', good: `{ name: webhookId, in: path, required: true, schema: { type: string } }` },
  ],

  check: {
    parameter(parameter, { report, holds, options }) {
      const { name, nameNode, schema } = parameter;
      if (parameter.in !== 'query' && parameter.in !== 'path' && parameter.in !== 'formData') return;
      if (schema?.isReference || (schema?.types.length && !schema.mayBe('string'))) return;
      if (!takesAddress(name, schema?.format) || isFilter(parameter)) return;
      if (schema && isBound(schema)) return holds(nameNode);
      const fetches = isFetching(parameter);
      report({
        at: nameNode,
        message: fetches ? 'fetch' : isRedirectName(name) ? 'redirect' : 'address',
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
  return /^\s*(only|filter|search|find|match)/i.test(stringOf(parameter.get('description')) ?? '');
}

/** A closed list, or a pattern that says how the address begins. */
function isBound(schema: NonNullable<ParameterView['schema']>): boolean {
  return schema.has('enum', 'const') || isBoundAddress(stringOf(schema.get('pattern')));
}

function isFetching({ name, usedBy }: ParameterView): boolean {
  return (
    saysServerFetches(name) ||
    usedBy.some(({ path, operationId = '' }) => saysServerFetches(`${path} ${operationId}`))
  );
}

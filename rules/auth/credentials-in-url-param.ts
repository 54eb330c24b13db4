import { isProtected } from '../../server/core/rule/access.js';
import type { Change } from '../../server/core/rule/change.js';
import { type Node, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { ParameterView } from '../../server/core/rule/views.js';
import { isMailedPath } from '../../server/core/words/public-paths.js';
import { credentialName } from '../../server/core/words/sensitive.js';
import { shorten } from '../../server/core/words/text.js';
import { tokensOf } from '../../server/core/words/tokens.js';

export default defineRule({
  id: 'auth/credentials-in-url-param',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-credentials', 'docs-minimal'],
  standards: ['API2:2023', 'CWE-598', 'RFC 9110 section 4.2.4'],
  title: 'Credential travels in the URL',
  why: `
    URLs are written down everywhere: in access logs, browser histories, proxies,
    monitoring, bookmarks and the Referer header. A credential inside one is
    copied to all of those places, to be found by people who were never meant to
    have it. Headers and bodies are not recorded by default.`,
  messages: {
    credential: '"{name}" is part of the URL, so logs, proxies and histories keep this credential.',
    listed: '"{name}" is part of the URL, so logs, proxies and histories keep this sensitive value.',
    once: '"{name}" is part of the URL, so logs keep it: let it work once and expire soon.',
  },
  fixes: {
    header: { title: 'Send it in the header {header}', safety: 'review' },
    authorization: { title: 'Leave it out: Authorization carries it already', safety: 'review' },
  },
  examples: [
    {
      as: 'parameter',
      bad: `
        name: api_key
        #     ^^^^^^^ "api_key" is part of the URL, so logs, proxies and histories keep this credential.
        in: query
        schema: { type: string }`,
      fixed: `
        name: X-API-Key
        in: header
        schema: { type: string }`,
    },
    {
      as: 'parameter',
      bad: `
        name: session_token
        #     ^^^^^^^^^^^^^ "session_token" is part of the URL, so logs, proxies and histories keep this credential.
        in: query
        schema: { type: string }`,
      fixed: `
        name: Session-Token
        in: header
        schema: { type: string }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Accounts, version: '1' }
        security: [{ member: [] }]
        paths:
          /reports:
            get:
              parameters:
                - { name: year, in: query, schema: { type: integer } }
                - { name: access_token, in: query, schema: { type: string } }
                  #       ^^^^^^^^^^^^ "access_token" is part of the URL, so logs, proxies and histories keep this credential.
              responses: { '200': { description: Reports } }
        components:
          securitySchemes:
            member: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Accounts, version: '1' }
        security: [{ member: [] }]
        paths:
          /reports:
            get:
              parameters:
                - { name: year, in: query, schema: { type: integer } }
              responses: { '200': { description: Reports } }
        components:
          securitySchemes:
            member: { type: http, scheme: bearer }`,
    },
    {
      as: 'parameter',
      oas: '2.0',
      bad: `
        name: resetToken
        #     ^^^^^^^^^^ "resetToken" is part of the URL, so logs keep it: let it work once and expire soon.
        in: query
        type: string`,
    },
    {
      as: 'parameter',
      files: { 'portcullis.yaml': 'sensitive: [memberNumber]\n' },
      bad: `
        name: member_number
        #     ^^^^^^^^^^^^^ "member_number" is part of the URL, so logs, proxies and histories keep this sensitive value.
        in: query
        schema: { type: string }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Accounts, version: '1' }
        paths:
          /users/verify-email:
            get:
              parameters:
                - name: token
                  #     ^^^^^ "token" is part of the URL, so logs keep it: let it work once and expire soon.
                  in: query
                  schema: { type: string }
              responses: { '200': { description: Verified } }`,
    },
    {
      as: 'parameter',
      good: `{ name: key, in: query, description: The key of the image size., schema: { type: string } }`,
    },
    { as: 'parameter', good: `{ name: pageToken, in: query, schema: { type: string } }` },
    { as: 'parameter', good: `{ name: X-Api-Key, in: header, schema: { type: string } }` },
  ],

  check: {
    parameter(parameter, { report, holds, listed }) {
      const { name, nameNode } = parameter;
      const where = parameter.in;
      if (where === 'header') {
        if (credentialName(name, 'header') !== undefined) holds(nameNode);
        return;
      }
      if (where !== 'query' && where !== 'path') return;
      // What the project lists names a resource in a path, mostly; in a query it is a value.
      const kind = credentialName(name, where) ?? (where === 'query' && listed(name) ? 'listed' : undefined);
      // A session or a key in a path mostly names the resource that the operation is about: DELETE /sessions/{sessionId}.
      if (kind === undefined || (where === 'path' && kind !== 'password' && kind !== 'token')) return;
      if (parameter.schema?.types.length && !parameter.schema.mayBe('string')) return;
      if (saysKeyOfThing(name, stringOf(parameter.get('description')))) return;
      const once = kind === 'code' || (kind === 'token' && isOfMail(parameter));
      report({
        at: nameNode,
        message: once ? 'once' : kind === 'listed' ? 'listed' : 'credential',
        data: { name: shorten(name, 40) },
        ...(once ? { severity: 'info' } : kind === 'listed' ? { severity: 'warning' } : {}),
        fixes: where === 'query' ? fixesFor(parameter) : [],
      });
    },
  },
});

function fixesFor(parameter: ParameterView): readonly FixOffer[] {
  const { node, name } = parameter;
  if (isInAuthorization(parameter)) return [{ fix: 'authorization', changes: () => [{ remove: node }] }];
  if (SERIALIZED.some((key) => parameter.get(key) !== undefined)) return [];
  const to = headerFor(name);
  const renamed: readonly Change[] = to === name ? [] : [{ set: node, key: 'name', to }];
  const data = { header: shorten(to, 40) };
  return [{ fix: 'header', data, changes: () => [{ set: node, key: 'in', to: 'header' }, ...renamed] }];
}

/** Some proxies drop headers with underscores in their names, and brackets and dots are of queries alone. */
function headerFor(name: string): string {
  if (/^[A-Za-z][A-Za-z\d-]*$/.test(name)) return name;
  const tokens = tokensOf(name);
  if (tokens.join(' ') === 'api key') return 'X-API-Key';
  return tokens.map((token) => token.charAt(0).toUpperCase() + token.slice(1)).join('-');
}

/** Whether it is the token that every operation which takes it asks for in the header of that name. */
function isInAuthorization({ node, name, usedBy, document }: ParameterView): boolean {
  if (!ACCESS_TOKENS.has(tokensOf(name).join(' ')) || !isListed(node) || usedBy.length === 0) return false;
  const carries = (scheme: string) => {
    const declared = document?.schemes.get(scheme);
    if (!declared?.known) return false;
    const { type, scheme: how } = declared.value;
    return type === 'oauth2' || type === 'openIdConnect' || (type === 'http' && how === 'bearer');
  };
  return usedBy.every(
    ({ security }) =>
      security.known &&
      isProtected(security.value) &&
      security.value.anyOf.every(({ all }) => all.some(({ scheme }) => carries(scheme))),
  );
}

/** What stands in a list can be left out; something else may refer to a component. */
function isListed({ parent }: Node): boolean {
  return parent?.kind === 'sequence';
}

const ACCESS_TOKENS = new Set(['access token', 'bearer token', 'auth token']);

/** `token` of `/verify-email`: what a link in a mail carries. */
function isOfMail({ name, usedBy }: ParameterView): boolean {
  return (
    name.toLowerCase() === 'token' && usedBy.length > 0 && usedBy.every(({ path }) => isMailedPath(path))
  );
}

/** `key`: 'The key of the size in the settings' names a thing. */
function saysKeyOfThing(name: string, description = ''): boolean {
  return (
    name.toLowerCase() === 'key' &&
    /\bkeys? (?:of|for|to) (?:the|an?) /i.test(description) &&
    !PROOF.test(description)
  );
}

const PROOF =
  /\b(?:api|access|secret|auth\w*|credentials?|licen[sc]e|private|tokens?|accounts?|projects?)\b/i;

/** Keywords whose values mean something in a query only. */
const SERIALIZED = ['style', 'explode', 'allowReserved', 'allowEmptyValue', 'collectionFormat'] as const;

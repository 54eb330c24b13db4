import { stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { ParameterView } from '../../server/core/rule/views.js';
import { isMailedPath } from '../../server/core/words/public-paths.js';
import { credentialName } from '../../server/core/words/sensitive.js';
import { shorten } from '../../server/core/words/text.js';

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
  fixes: { header: { title: 'Send it in a header', safety: 'review' } },
  examples: [
    {
      as: 'parameter',
      bad: `
        name: api_key
        #     ^^^^^^^ "api_key" is part of the URL, so logs, proxies and histories keep this credential.
        in: query
        schema: { type: string }`,
      fixed: `
        name: api_key
        in: header
        schema: { type: string }`,
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
      const { node, name, nameNode } = parameter;
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
        fixes:
          where === 'query' && !SERIALIZED.some((key) => parameter.get(key) !== undefined)
            ? [{ fix: 'header', changes: () => [{ set: node, key: 'in', to: 'header' }] }]
            : [],
      });
    },
  },
});

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

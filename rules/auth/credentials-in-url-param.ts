import { isSequence } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import { credentialName } from '../../server/core/words/sensitive.js';
import { reportGathered } from '../gathered.js';
import { isToldTogether, reportOf, sayingOf, urlSecretsOf } from './url-secrets.js';

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
    credentials: '"{name}" is part of the URL here and elsewhere ({more} more): logs keep this credential.',
    allOnce:
      '"{name}" is part of the URL here and elsewhere ({more} more): let it work once and expire soon.',
    same: 'It is part of the URL here too.',
  },
  fixes: {
    header: { title: 'Send it in the header {header}', safety: 'review' },
    authorization: { title: 'Leave it out: Authorization carries it already', safety: 'review' },
    either: {
      title: 'Leave it out where Authorization carries it, and send it in the header {header} elsewhere',
      safety: 'review',
    },
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
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Chat, version: '1' }
        paths:
          /chats:
            get:
              parameters: [{ name: token, in: query, schema: { type: string } }]
              #                    ^^^^^ "token" is part of the URL here and elsewhere (2 more): logs keep this credential.
              responses: { '200': { description: Chats } }
          /chats/{id}:
            parameters: [{ name: token, in: query, schema: { type: string } }]
            get:
              responses: { '200': { description: One chat } }
            put:
              responses: { '200': { description: The chat as it is now } }
          /people:
            get:
              parameters: [{ $ref: '#/components/parameters/token' }]
              responses: { '200': { description: People } }
          /invoices:
            get:
              parameters: [{ name: token, in: query, schema: { type: integer } }]
              responses: { '200': { description: Invoices } }
          /verify-email:
            get:
              parameters: [{ name: token, in: query, schema: { type: string } }]
              #                    ^^^^^ "token" is part of the URL, so logs keep it: let it work once and expire soon.
              responses: { '200': { description: Verified } }
        components:
          parameters:
            token: { name: token, in: query, schema: { type: string } }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Chat, version: '1' }
        paths:
          /chats:
            get:
              parameters: [{ name: token, in: header, schema: { type: string } }]
              responses: { '200': { description: Chats } }
          /chats/{id}:
            parameters: [{ name: token, in: header, schema: { type: string } }]
            get:
              responses: { '200': { description: One chat } }
            put:
              responses: { '200': { description: The chat as it is now } }
          /people:
            get:
              parameters: [{ $ref: '#/components/parameters/token' }]
              responses: { '200': { description: People } }
          /invoices:
            get:
              parameters: [{ name: token, in: query, schema: { type: integer } }]
              responses: { '200': { description: Invoices } }
          /verify-email:
            get:
              parameters: [{ name: token, in: header, schema: { type: string } }]
              responses: { '200': { description: Verified } }
        components:
          parameters:
            token: { name: token, in: header, schema: { type: string } }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Accounts, version: '1' }
        paths:
          /reports:
            get:
              security: [{ member: [] }]
              parameters: [{ name: year, in: query }, { name: access_token, in: query }]
              #                                               ^^^^^^^^^^^^ "access_token" is part of the URL here and elsewhere (1 more): logs keep this credential.
              responses: { '200': { description: Reports } }
          /charts:
            get:
              parameters: [{ name: access_token, in: query }]
              responses: { '200': { description: Charts } }
        components:
          securitySchemes:
            member: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.1.0
        info: { title: Accounts, version: '1' }
        paths:
          /reports:
            get:
              security: [{ member: [] }]
              parameters: [{ name: year, in: query }]
              responses: { '200': { description: Reports } }
          /charts:
            get:
              parameters: [{ name: Access-Token, in: header }]
              responses: { '200': { description: Charts } }
        components:
          securitySchemes:
            member: { type: http, scheme: bearer }`,
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
      const { name, nameNode, node, isStyled, usedBy } = parameter;
      const where = parameter.in;
      if (where === 'header') {
        if (credentialName(name, 'header') !== undefined) holds(nameNode);
        return;
      }
      // What the project lists names a resource in a path, mostly; in a query it is a value.
      const isListed = where === 'query' && credentialName(name, where) === undefined && listed(name);
      const says = isListed ? 'listed' : sayingOf(parameter);
      if (says === undefined || !parameter.mayBeSecret || isToldTogether(parameter)) return;
      const inList = isSequence(node.parent);
      const alone = { name, in: where, at: nameNode, node: () => node, inList, isStyled, usedBy };
      report(reportOf(says, [alone], parameter.document));
    },

    /** An API that takes its callers' credential in the query does so all over: that is one fault. */
    document(document, { report, node }) {
      for (const { says, places } of urlSecretsOf(document, node)) {
        reportGathered(
          report,
          places,
          ({ at }) => at,
          (first, rest) => reportOf(says, [first, ...rest], document),
        );
      }
    },
  },
});

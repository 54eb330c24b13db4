import { booleanOf, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { SchemaView } from '../../server/core/rule/views.js';
import { saysHandedOut, saysMasked, saysOfPapers } from '../../server/core/words/intent.js';
import { isCardCode, personalField } from '../../server/core/words/sensitive.js';
import { shorten } from '../../server/core/words/text.js';
import { endsSoon, isHandedOut, isIssued, isListed } from './handed-out.js';
import { removeProperties } from './remove-properties.js';
import { holdsValue, isHash, shownSecret } from './shown-secrets.js';

export default defineRule({
  id: 'design/sensitive-response-field',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['design-data-exposure'],
  standards: ['API3:2023', 'CWE-213', 'CWE-312'],
  title: 'Response shows a secret',
  why: `
    Whatever a response holds ends up in caches, logs, browsers and the code of
    every client. A password, key or identity number that is sent back has
    therefore left the server for good, whoever was meant to see it. What a
    caller must send and never needs to read belongs in requests alone.`,
  messages: {
    secret: 'Responses show "{name}": whoever reads one has the secret.',
    hash: 'Responses show "{name}": whoever reads one can try passwords against it, unseen.',
    personal: 'Responses show "{name}" in full; mask it, or leave it out for callers who do not need it.',
  },
  fixes: {
    writeOnly: { title: 'Accept it in requests only', safety: 'safe' },
    remove: { title: 'Remove it from the response', safety: 'review' },
  },
  schemas: 'of a property',
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Accounts, version: '1' }
        paths:
          /accounts:
            post:
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Account' } } } }
              responses:
                '201':
                  description: Created
                  content: { application/json: { schema: { $ref: '#/components/schemas/Account' } } }
        components:
          schemas:
            Account:
              type: object
              properties:
                name: { type: string }
                password:
                # <- Responses show "password": whoever reads one has the secret.
                  type: string`,
      fixed: `
        openapi: 3.0.3
        info: { title: Accounts, version: '1' }
        paths:
          /accounts:
            post:
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Account' } } } }
              responses:
                '201':
                  description: Created
                  content: { application/json: { schema: { $ref: '#/components/schemas/Account' } } }
        components:
          schemas:
            Account:
              type: object
              properties:
                name: { type: string }
                password:
                  type: string
                  writeOnly: true`,
    },
    {
      as: 'operation',
      bad: `
        responses:
          '200':
            description: A person
            content:
              application/json:
                schema:
                  type: object
                  required: [name, ssn]
                  properties:
                    name: { type: string }
                    ssn: { type: string }
                    # <- Responses show "ssn" in full; mask it, or leave it out for callers who do not need it.`,
      fixed: `
        responses:
          '200':
            description: A person
            content:
              application/json:
                schema:
                  type: object
                  required: [name]
                  properties:
                    name: { type: string }`,
    },
    {
      as: 'operation',
      bad: `
        responses:
          '200':
            description: An account
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    password_hash: { type: string }
                    # <- Responses show "password_hash": whoever reads one can try passwords against it, unseen.`,
    },
    {
      as: 'operation',
      bad: `
        responses:
          '200':
            description: A payment card
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    brand: { type: string }
                    expiry: { type: string }
                    cvc: { type: string }
                    # <- Responses show "cvc": whoever reads one has the secret.`,
    },
    {
      as: 'operation',
      good: `
        responses:
          '200':
            description: What the device may use today
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    secret: { type: string }
                    expires_at: { type: string, format: date-time }
                    apiKey: { type: string, description: It is partially hidden when it is returned. }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Keys of a workspace, version: '1' }
        paths:
          /workspace/access-tokens:
            get:
              responses:
                '200': { description: All, content: { application/json: { schema: { items: { $ref: '#/components/schemas/Token' } } } } }
        components:
          schemas:
            Token:
              type: object
              properties:
                id: { type: string }
                expiresAt: { type: string, format: date-time }
                secret: { type: string }
                # <- Responses show "secret": whoever reads one has the secret.`,
    },
    {
      as: 'operation',
      files: { 'portcullis.yaml': 'sensitive: [memberNumber]\n' },
      bad: `
        responses:
          '200':
            description: A person
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    maskedMemberNumber: { type: string }
                    memberNumber: { type: string }
                    # <- Responses show "memberNumber" in full; mask it, or leave it out for callers who do not need it.`,
    },
    {
      as: 'operation',
      good: `
        responses:
          '200':
            description: A person
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    hasPassword: { type: boolean }
                    passwordChangedAt: { type: string, format: date-time }
                    cardLast4: { type: string }
                    cardNumber: { type: string, description: The number of the identity document. }
                    nextPageToken: { type: string }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Wallets, version: '1' }
        paths:
          /verify-signature:
            post:
              responses:
                '200':
                  description: Signed in
                  content: { application/json: { schema: { properties: { access_token: {}, refresh_token: {} } } } }
          /me/tfa/generate:
            post:
              responses:
                '200':
                  description: What the app needs
                  content: { application/json: { schema: { type: object, properties: { secret: { type: string } } } } }
          /databases/{id}/credentials:
            get:
              security: [{ login: ['database:view_credentials'] }]
              responses:
                '200':
                  description: How to reach it
                  content: { application/json: { schema: { type: object, properties: { password: { type: string } } } } }
          /options:
            get:
              responses:
                '200':
                  description: Options
                  content: { application/json: { schema: { type: object, properties: { passwordCommand: { type: string } } } } }`,
    },
    {
      as: 'operation',
      good: `
        responses:
          '200':
            description: A connection
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    password: { type: string, description: The temporary password of the relay. }
                    clientSecret: { type: string, description: A value that is passed to the client to start a payment. }
                    secretKey: { type: string, description: We return secret keys only once upon creation. }
                    adminPassword: { type: string, description: 'Requires \`database:view\` scope.' }`,
    },
    {
      as: 'operation',
      // The anchor stands in what is sent, its alias in the answer.
      bad: `
        requestBody: { content: { application/json: { schema: &person { properties: { password: { type: string } } } } } }
        #                                                                             ^^^^^^^^
        responses: { '200': { description: ok, content: { application/json: { schema: *person } } } }`,
    },
  ],

  check: {
    schema(schema, { report, holds, unknown, listed }) {
      const { property, direction, keyNode } = schema;
      if (property === undefined || keyNode === undefined || schema.isReference) return;
      if (direction !== 'response' && direction !== 'both') return;
      const secret = shownSecret(property);
      const personal =
        secret === undefined ? FULL.has(personalField(property) ?? '') || listed(property) : false;
      if (secret === undefined && !personal) return;
      if (!holdsValue(schema, personal)) return;
      if (booleanOf(schema.get('writeOnly')) === true) return holds(keyNode);
      if (secret !== undefined && secret !== 'password' && isIssued(schema)) return;
      if (secret !== undefined && isHandedOut(schema)) return unknown(keyNode);
      const said = stringOf(schema.get('description')) ?? '';
      if (personalField(property) === 'card' && saysOfPapers(said)) return unknown(keyNode);
      if (saysHandedOut(said) || (secret !== undefined && saysMasked(said))) return unknown(keyNode);
      // What ends beside the code of a card is the card, years from now.
      const lasts = secret === 'password' || isCardCode(property);
      if (secret !== undefined && !lasts && endsSoon(keyNode) && !isListed(schema)) return unknown(keyNode);
      report({
        at: keyNode,
        message: personal ? 'personal' : isHash(property) ? 'hash' : 'secret',
        data: { name: shorten(property, 30) },
        ...(personal ? { severity: 'warning' } : {}),
        fixes: fixesFor(schema),
      });
    },
  },
});

/** Kinds whose loss cannot be undone; names, e-mail addresses and the like are the business of most answers. */
const FULL: ReadonlySet<string> = new Set(['identity', 'card']);

function fixesFor(schema: SchemaView): readonly FixOffer[] {
  const remove: FixOffer = { fix: 'remove', changes: () => removeProperties([schema]) };
  // 2.0 has no `writeOnly`.
  const closed = schema.version === '2.0' || booleanOf(schema.get('readOnly')) === true;
  if (schema.direction !== 'both' || closed) return [remove];
  return [{ fix: 'writeOnly', changes: () => [{ set: schema.node, key: 'writeOnly', to: true }] }, remove];
}

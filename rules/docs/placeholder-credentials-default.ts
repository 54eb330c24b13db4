import { booleanOf, type Node, numberOf, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule, type RuleContext } from '../../server/core/rule/rule.js';
import type { SchemaView } from '../../server/core/rule/views.js';
import { isUsableCredential } from '../../server/core/words/default-values.js';
import { findSecrets, looksGenerated } from '../../server/core/words/secrets.js';
import { credentialName, provesCaller, secretField } from '../../server/core/words/sensitive.js';
import { shorten } from '../../server/core/words/text.js';

export default defineRule({
  id: 'docs/placeholder-credentials-default',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['docs-minimal', 'auth-credentials'],
  standards: ['API2:2023', 'CWE-1392', 'CWE-798'],
  title: 'A password or key has a default',
  why: `
    A default is what the server takes when a caller sends nothing, and generated
    clients fill it in by themselves. Where it is a password or a key, everybody
    who forgets the field has the same one, and it stands in a document that
    anybody may read. Such passwords are the first that are tried.`,
  schemas: 'of a property',
  messages: {
    default: 'Whoever leaves "{name}" out gets this value, which every reader of the document knows.',
  },
  fixes: { remove: { title: 'Remove the default', safety: 'safe' } },
  examples: [
    {
      as: 'schema',
      bad: `
        type: object
        properties:
          name: { type: string, maxLength: 50 }
          adminPassword:
            type: string
            minLength: 8
            default: changeme
            #        ^^^^^^^^ Whoever leaves "adminPassword" out gets this value, which every reader of the document knows.`,
      fixed: `
        type: object
        properties:
          name: { type: string, maxLength: 50 }
          adminPassword:
            type: string
            minLength: 8`,
    },
    {
      as: 'schema',
      oas: '3.1',
      bad: `
        type: object
        properties:
          pin: { type: integer, default: 1234 }
          #                              ^^^^
          api_key: { type: [string, 'null'], default: letmein }
          #                                           ^^^^^^^
          token: { type: string, format: password, default: open-sesame }
          #                                                 ^^^^^^^^^^^`,
    },
    {
      as: 'parameter',
      oas: '2.0',
      bad: `
        name: X-API-Key
        in: header
        type: string
        default: warehouse-1
        #        ^^^^^^^^^^^ Whoever leaves "X-API-Key" out gets this value, which every reader of the document knows.`,
      fixed: `
        name: X-API-Key
        in: header
        type: string`,
    },
    {
      as: 'parameter',
      bad: `
        name: Authorization
        in: header
        schema: { type: string, default: Basic YWRtaW46YWRtaW4= }
        #                                ^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      as: 'schema',
      good: `
        type: object
        properties:
          password: { type: string, default: '' }
          secret: { type: string, nullable: true, default: null }
          apiKey: { type: string, default: <your key> }
          accessToken: { type: string, enum: [old, new], default: new }
          clientSecret: { type: string, readOnly: true, default: as-stored }
          masterKey: { type: string, default: '\${MASTER_KEY}' }
          jwt: { type: string, default: RS256 }`,
    },
    {
      as: 'schema',
      good: `
        type: object
        properties:
          tokenType: { type: string, default: Bearer }
          passwordPolicy: { type: string, default: strong }
          passwordHashAlgorithm: { type: string, default: bcrypt }
          grantType: { type: string, default: password }
          hasPassword: { type: boolean, default: false }
          secretName: { type: string, default: orders }
          token: { type: string, default: EUR }
          newPassword: { type: string, default: auto }`,
    },
    {
      as: 'parameter',
      good: `{ name: Authorization, in: header, schema: { type: string, default: Bearer } }`,
    },
    {
      as: 'parameter',
      good: `{ name: pageToken, in: query, schema: { type: string, default: first } }`,
    },
    {
      as: 'operation',
      good: `
        responses:
          '200':
            description: What was stored
            content:
              application/json:
                schema: { type: object, properties: { password: { type: string, default: hidden-one } } }`,
    },
  ],

  check: {
    parameter({ name, schema, in: where, usedBy }, ctx) {
      if (schema === undefined || schema.isReference || usedBy.length === 0) return;
      if (where !== 'path' && (credentialName(name, where) !== undefined || provesCaller(name, where)))
        checkDefault(name, schema, ctx);
    },

    schema(schema, ctx) {
      const { property } = schema;
      // Few properties have one.
      if (property === undefined || schema.get('default') === undefined) return;
      const { direction, isReference } = schema;
      if (isReference) return;
      if (direction !== 'request' && direction !== 'both') return;
      if (isCredential(property, schema)) checkDefault(property, schema, ctx);
    },
  },
});

/** A lone `token` may be a piece of anything, but not where its form is that of a password. */
function isCredential(name: string, { format }: SchemaView): boolean {
  const kind = secretField(name);
  if (kind !== undefined) return kind !== 'session' && !/salt/i.test(name);
  return format === 'password';
}

function checkDefault(
  name: string,
  schema: SchemaView,
  { report, speaks }: Pick<RuleContext<unknown>, 'report' | 'speaks'>,
): void {
  const given = schema.get('default');
  if (given === undefined || schema.has('enum', 'const') || booleanOf(schema.get('readOnly')) === true)
    return;
  const value = textOf(given);
  if (value === undefined || !isUsableCredential(value)) return;
  if (speaks('docs/secret-in-example') && looksReal(value, name)) return;
  report({
    at: given,
    message: 'default',
    data: { name: shorten(name, 30) },
    fixes: [{ fix: 'remove', changes: () => [{ remove: given }] }],
  });
}

/** PINs are written as numbers too; nobody's is 0. */
function textOf(node: Node): string | undefined {
  const number = numberOf(node);
  return number === undefined ? stringOf(node) : number === 0 ? undefined : String(number);
}

/** What that rule says of a secret in a value. */
function looksReal(value: string, name: string): boolean {
  return findSecrets(value).length > 0 || (secretField(name) !== undefined && looksGenerated(value));
}

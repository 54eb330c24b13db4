import { booleanOf, type ScalarNode, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { SchemaView } from '../../server/core/rule/views.js';
import { saysCallersDecide } from '../../server/core/words/intent.js';
import { serverOwnedField } from '../../server/core/words/sensitive.js';
import { listed } from '../../server/core/words/text.js';

export default defineRule({
  id: 'design/mass-assignment-shared-schema',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['design-data-exposure'],
  standards: ['API3:2023', 'CWE-915'],
  title: 'Callers may set what the server decides',
  why: `
    One schema describes both what a caller sends and what the server answers, so
    the fields that the server decides - a role, a balance, an approval - are
    accepted from outside as well. Code that copies the body into a record makes
    that real: the caller adds the field and is an administrator.`,
  absence: true,
  messages: { writable: 'Callers may send {fields} too, since requests share this schema.' },
  fixes: { readOnly: { title: 'Let only the server set {fields}', safety: 'review' } },
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
                isAdmin:
                # <- Callers may send isAdmin, balance too, since requests share this schema.
                  type: boolean
                balance:
                  type: number`,
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
                isAdmin:
                  type: boolean
                  readOnly: true
                balance:
                  type: number
                  readOnly: true`,
    },
    {
      as: 'document',
      good: `
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
                id: { type: string }
                name: { type: string }
                role: { type: string, readOnly: true }
                status: { type: string, description: The state to give to the account. }`,
    },
  ],

  check: {
    schema(schema, { report, holds }) {
      if (schema.direction !== 'both' || schema.isReference) return;
      if (!schema.writtenBy.some((method) => WRITES.has(method)) || schema.returnedBy.length === 0) return;
      const owned = ownedProperties(schema);
      const [first] = owned;
      if (first === undefined) return;
      const writable = owned.filter(({ view }) => booleanOf(view.get('readOnly')) !== true);
      const [open] = writable;
      if (open === undefined) return holds(first.key);
      // A time of creation that callers may set spoils a record; a role that they may set gives the service away.
      if (writable.every(({ name }) => serverOwnedField(name) === 'record')) return;
      const fields = listed(
        writable.map(({ name }) => name),
        45,
      );
      const settable = writable.filter(
        ({ view }) => !view.isReference && booleanOf(view.get('writeOnly')) !== true,
      );
      report({
        at: open.key,
        message: 'writable',
        data: { fields },
        fixes:
          settable.length === 0
            ? []
            : [
                {
                  fix: 'readOnly',
                  data: {
                    fields: listed(
                      settable.map(({ name }) => name),
                      45,
                    ),
                  },
                  changes: () => settable.map(({ view }) => ({ set: view.node, key: 'readOnly', to: true })),
                },
              ],
      });
    },
  },
});

const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

interface Owned {
  readonly name: string;
  readonly key: ScalarNode;
  readonly view: SchemaView;
}

/** Its own properties that a server decides; those of an inline `allOf` member are that member's. */
function ownedProperties(schema: SchemaView): readonly Owned[] {
  const own = schema.get('properties');
  return schema.properties
    .filter(({ key }) => key.parent === own)
    .filter(({ name, schema: view }) => isDecided(name, view))
    .map(({ name, key, schema: view }) => ({ name, key, view }));
}

/** An object that is called `owner` describes somebody; a text or number is whose the record is. */
function isDecided(name: string, view: SchemaView): boolean {
  const kind = serverOwnedField(name);
  if (saysCallersDecide(stringOf(view.get('description')) ?? '')) return false;
  if (kind === 'ownership' && !view.types.some((type) => type === 'string' || type === 'integer'))
    return false;
  return DECIDED.has(kind ?? '');
}

/** The id of a record is sent back by honest clients all the time and does no harm by itself. */
const DECIDED: ReadonlySet<string> = new Set(['authority', 'money', 'state', 'ownership', 'record']);

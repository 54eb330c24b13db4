import type { Change } from '../../server/core/rule/change.js';
import { booleanOf } from '../../server/core/rule/nodes.js';
import { defineRule, type Report } from '../../server/core/rule/rule.js';
import type { SchemaView } from '../../server/core/rule/views.js';
import { serverOwnedField } from '../../server/core/words/sensitive.js';
import { listed, shorten } from '../../server/core/words/text.js';
import { reportGathered } from '../gathered.js';
import { givesPower, isWrittenAndRead, type Owned, ownedProperties } from './owned-fields.js';
import { removeProperties } from './remove-properties.js';

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
    that real: the caller adds the field and is an administrator. A sign-up that
    names such a field asks for it.`,
  absence: true,
  messages: {
    writable: 'Callers may send {fields} too, since requests share this schema.',
    chosen: 'Whoever signs up may choose {fields}: {operation} takes it from anybody.',
  },
  fixes: {
    readOnly: { title: 'Let only the server set {fields}', safety: 'review' },
    remove: { title: 'Take {fields} out of the request', safety: 'review' },
  },
  schemas: 'with properties',
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
      bad: `
        openapi: 3.1.0
        info: { title: Bookings, version: '1' }
        paths:
          /bookings:
            post:
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Booking' } } } }
              responses:
                '201':
                  description: Created
                  content: { application/json: { schema: { $ref: '#/components/schemas/Booking' } } }
        components:
          schemas:
            Booking:
              type: object
              properties:
                room: { type: string }
                paid: { type: boolean }
                # <- Callers may send paid, refund_approved too, since requests share this schema.
                refund_approved: { type: boolean }
                onlyVerified: { type: boolean }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.0
        info: { title: Clinic, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /auth/register:
            post:
              security: []
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewUser' } } } }
              responses: { '201': { description: Welcome } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }
          schemas:
            NewUser:
              type: object
              properties:
                email: { type: string }
                role: { type: string, enum: [patient, admin] }
                # <- Whoever signs up may choose role: POST /auth/register takes it from anybody.`,
      fixed: `
        openapi: 3.0.0
        info: { title: Clinic, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /auth/register:
            post:
              security: []
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewUser' } } } }
              responses: { '201': { description: Welcome } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }
          schemas:
            NewUser:
              type: object
              properties:
                email: { type: string }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Market, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /signup:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema: { type: object, properties: { role: { type: string, enum: [buyer, seller] } } }
              responses: { '201': { description: Welcome } }
          /users/register:
            post:
              summary: For administrators
              requestBody:
                content:
                  application/json:
                    schema: { type: object, properties: { role: { type: string } } }
              responses: { '201': { description: Added } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
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
          /leaves:
            post:
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Leave' } } } }
              responses:
                '201':
                  description: Created
                  content: { application/json: { schema: { $ref: '#/components/schemas/Leave' } } }
        components:
          schemas:
            Account:
              type: object
              properties:
                id: { type: string }
                name: { type: string }
                role: { type: string, readOnly: true }
                status: { type: string, description: The state to give to the account. }
            Leave:
              type: object
              properties:
                days: { type: integer }
                paid: { type: boolean }`,
    },
  ],

  check: {
    schema(schema, { report, holds }) {
      // Most schemas describe one value, and have no fields for a caller to set.
      if (schema.get('properties') === undefined || schema.isReference) return;
      const chosen = chosenAtSignUp(schema);
      if (chosen !== undefined) return reportGathered(report, chosen, ({ key }) => key, taking(schema));
      if (!isWrittenAndRead(schema)) return;
      const owned = ownedProperties(schema);
      const [first] = owned;
      if (first === undefined) return;
      const writable = owned.filter(({ view }) => booleanOf(view.get('readOnly')) !== true);
      if (writable.length === 0) return holds(first.key);
      reportGathered(report, writable, ({ key }) => key, sharing);
    },
  },
});

function sharing(first: Owned, rest: readonly Owned[]): Report | undefined {
  const writable = [first, ...rest];
  // A time of creation that callers may set spoils a record; a role that they may set gives the service away.
  if (writable.every(({ name }) => serverOwnedField(name) === 'record')) return undefined;
  const settable = settableAmong(writable);
  const data = { fields: namesOf(settable, 45) };
  return {
    at: first.key,
    message: 'writable',
    data: { fields: namesOf(writable, 45) },
    fixes: settable.length === 0 ? [] : [{ fix: 'readOnly', data, changes: () => closed(settable) }],
  };
}

function namesOf(owned: readonly Owned[], length: number): string {
  const names = owned.map(({ name }) => name);
  return listed(names, length);
}

/** Rights that a sign-up takes; undefined when it takes none. */
function chosenAtSignUp(schema: SchemaView): readonly Owned[] | undefined {
  const powers = schema.joinedBy.length > 0 ? ownedProperties(schema).filter(givesPower) : [];
  return powers.length > 0 ? powers : undefined;
}

/** What there is to say of a sign-up that takes such fields. */
function taking(schema: SchemaView): (power: Owned, rest: readonly Owned[]) => Report {
  const operation = shorten(schema.joinedBy[0] ?? '', 35);
  // What is left of a schema that answers share is the server's to decide as well.
  const others = isWrittenAndRead(schema) ? ownedProperties(schema).filter((one) => !givesPower(one)) : [];
  return (power, rest) => {
    const powers = [power, ...rest];
    const fields = namesOf(powers, 25);
    const changes = () => [
      ...removeProperties(powers.map(({ view }) => view)),
      ...closed(settableAmong(others)),
    ];
    return {
      at: power.key,
      message: 'chosen',
      data: { fields, operation },
      fixes: [{ fix: 'remove', data: { fields }, changes }],
    };
  };
}

/** Those that a keyword of their own can close. */
function settableAmong(owned: readonly Owned[]): readonly Owned[] {
  return owned.filter(
    ({ view }) =>
      !view.isReference &&
      booleanOf(view.get('readOnly')) !== true &&
      booleanOf(view.get('writeOnly')) !== true,
  );
}

function closed(owned: readonly Owned[]): readonly Change[] {
  return owned.map(({ view }) => ({ set: view.node, key: 'readOnly', to: true }));
}

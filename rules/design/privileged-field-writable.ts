import { booleanOf, stringsOf } from '../../server/core/rule/nodes.js';
import { defineRule, type Report } from '../../server/core/rule/rule.js';
import { type OwnedKind, serverOwnedField } from '../../server/core/words/sensitive.js';
import { listed, shorten } from '../../server/core/words/text.js';
import { hasWord, terms, tokensOf } from '../../server/core/words/tokens.js';
import { reportGathered } from '../gathered.js';
import { hasOwnName } from '../own-names.js';
import { givesPower, isWrittenAndRead, type Owned, ownedProperties } from './owned-fields.js';
import { removeProperties } from './remove-properties.js';

export default defineRule({
  id: 'design/privileged-field-writable',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['design-data-exposure', 'auth-access-control'],
  standards: ['API3:2023', 'API5:2023', 'CWE-269', 'CWE-915'],
  title: 'Callers may give themselves more rights',
  why: `
    What people send to change their own profile also takes what decides their
    rights: a flag that makes them an administrator, a role, a list of
    permissions. Whoever is signed in sends it along and may do everything from
    then on. Rights are given by somebody who has them, through an operation of
    its own that asks for theirs.`,
  messages: {
    own: '{operation} lets callers send {fields} about themselves, and so take rights.',
    decided: '{operation} lets callers send {fields} about themselves, which others have to decide.',
    anybody: '{operation} takes {fields} from callers who need not sign in: anybody may give rights.',
  },
  fixes: { remove: { title: 'Take {fields} out of what callers send', safety: 'review' } },
  schemas: 'with properties',
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Accounts, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /users/me:
            patch:
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Changes' } } } }
              responses: { '204': { description: Changed } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }
          schemas:
            Changes:
              type: object
              properties:
                name: { type: string }
                isAdmin: { type: boolean }
                # <- PATCH /users/me lets callers send isAdmin, role about themselves, and so take rights.
                role: { type: string, enum: [reader, admin] }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Accounts, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /users/me:
            patch:
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Changes' } } } }
              responses: { '204': { description: Changed } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }
          schemas:
            Changes:
              type: object
              properties:
                name: { type: string }`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Accounts, version: '1' }
        paths:
          /api/user/edit_info:
            put:
              parameters:
                - name: changes
                  in: body
                  schema:
                    type: object
                    required: [is_admin]
                    properties:
                      email: { type: string }
                      is_admin: { type: boolean }
                      # <- PUT /api/user/edit_info lets callers send is_admin about themselves, and so take rights.
              responses: { '200': { description: Changed } }`,
      fixed: `
        swagger: '2.0'
        info: { title: Accounts, version: '1' }
        paths:
          /api/user/edit_info:
            put:
              parameters:
                - name: changes
                  in: body
                  schema:
                    type: object
                    properties:
                      email: { type: string }
              responses: { '200': { description: Changed } }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Staff, version: '1' }
        paths:
          /staff/{id}:
            put:
              security: [{ login: ['own:change'] }]
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Changes' } } } }
              responses: { '204': { description: Changed } }
          /drivers/{id}:
            put:
              security: [{ login: ['drivers:change'] }]
              requestBody:
                content: { application/json: { schema: { type: object, properties: { hourlyWage: { type: number } } } } }
              responses: { '204': { description: Changed } }
        components:
          securitySchemes:
            login: { type: openIdConnect, openIdConnectUrl: 'https://id.example.com/.well-known/openid-configuration' }
          schemas:
            Person:
              type: object
              properties:
                phone: { type: string }
            Changes:
              allOf:
                - $ref: '#/components/schemas/Person'
                - type: object
                  properties:
                    access_level: { type: string, enum: [clerk, manager] }
                    # <- PUT /staff/{} lets callers send access_level about themselves, and so take rights.
                    hourlyWage: { type: number }
                    # <- PUT /staff/{} lets callers send hourlyWage, phoneVerified about themselves, which others have to decide.
                    phoneVerified: { type: boolean }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Accounts, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /admin/users/{id}:
            put:
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Rights' } } } }
              responses: { '204': { description: Changed } }
          /users/{id}:
            put:
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Rights' } } } }
              responses: { '204': { description: Changed } }
          /teams/{id}/members:
            post:
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Rights' } } } }
              responses: { '204': { description: Added } }
          /me/api-keys:
            post:
              requestBody:
                content:
                  application/json:
                    schema: { type: object, properties: { permissions: { type: array, items: { type: string } } } }
              responses: { '201': { description: A key } }
          /user:
            post:
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Rights' } } } }
              responses: { '201': { description: Made } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }
          schemas:
            Rights: { type: object, properties: { isAdmin: { type: boolean } } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Accounts, version: '1' }
        paths:
          /profile:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        role: { type: string, description: What you do in your company. }
                        isAdmin: { type: boolean, readOnly: true }
                        userType: { type: string, enum: [buyer, seller] }
              responses: { '200': { description: Changed } }
          /me:
            get:
              responses:
                '200':
                  description: The caller
                  content: { application/json: { schema: { type: object, properties: { isAdmin: { type: boolean } } } } }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Devices, version: '1' }
        security: [{ key: [] }]
        paths:
          /devices:
            post:
              security: [{ key: [] }, {}]
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewDevice' } } } }
              responses: { '201': { description: Added } }
          /devices/{id}:
            put: { requestBody: { $ref: '#/components/requestBodies/Rights' }, responses: { '204': { description: Ok } } }
          /devices/search:
            post:
              security: []
              requestBody: { $ref: '#/components/requestBodies/Rights' }
              responses: { '200': { description: Found } }
        components:
          securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
          requestBodies: { Rights: { content: { application/json: { schema: { $ref: '#/components/schemas/Rights' } } } } }
          schemas:
            NewDevice:
              properties:
                isAdmin: { type: boolean }
                # <- POST /devices takes isAdmin, role from callers who need not sign in: anybody may give rights.
                role: { type: string, enum: [user, admin] }
            Rights: { type: object, properties: { isAdmin: { type: boolean } } }`,
    },
  ],

  check: {
    schema(schema, { report, unknown }) {
      if (!hasOwnName(schema, isForOthers)) return;
      // What answers share, and what anybody sends to sign up, design/mass-assignment-shared-schema speaks of.
      if (schema.isReference || schema.joinedBy.length > 0 || isWrittenAndRead(schema)) return;
      if (schema.direction !== 'request' && schema.direction !== 'both') return;
      const owned = ownedProperties(schema, FOR_OTHERS);
      const powers = owned.filter(givesPower);
      const certain = powers.filter(isRight);
      const [operation] = schema.ownBy;
      const [open] = schema.openBy;
      if (operation === undefined && open !== undefined && certain.length > 0)
        return reportGathered(report, certain, keyOf, (one, rest) => told('anybody', open, [one, ...rest]));
      // Administrators may send it, or it is what somebody works as.
      if (operation === undefined || certain.length === 0) for (const { key } of powers) unknown(key);
      if (operation === undefined) return;
      const others = owned.filter((one) => kindOf(one) !== 'authority' && !isReadOnly(one));
      reportGathered(report, certain, keyOf, (one, rest) => told('own', operation, [one, ...rest]));
      reportGathered(report, others, keyOf, (one, rest) => told('decided', operation, [one, ...rest]));
    },
  },
});

function told(
  message: 'own' | 'decided' | 'anybody',
  operation: string,
  left: readonly [Owned, ...Owned[]],
): Report {
  const names = left.map(({ name }) => name);
  const fields = listed(names, 25);
  const changes = () => removeProperties(left.map(({ view }) => view));
  return {
    at: left[0].key,
    message,
    data: { fields, operation: shorten(operation, 30) },
    fixes: [{ fix: 'remove', data: { fields }, changes }],
  };
}

/** What nobody decides about themselves. */
const FOR_OTHERS: ReadonlySet<OwnedKind> = new Set(['authority', 'money', 'pay', 'state']);

function isForOthers(name: string): boolean {
  const kind = serverOwnedField(name);
  return kind !== undefined && FOR_OTHERS.has(kind);
}

function kindOf({ name }: Owned): OwnedKind | undefined {
  return serverOwnedField(name);
}

function keyOf({ key }: Owned): Owned['key'] {
  return key;
}

function isReadOnly({ view }: Owned): boolean {
  return booleanOf(view.get('readOnly')) === true;
}

/** A text that is called `role` may be a job, unless it is chosen among rights. */
function isRight({ name, view }: Owned): boolean {
  return !hasWord(tokensOf(name), JOBS) || stringsOf(view.get('enum')).length > 0;
}

const JOBS: ReadonlySet<string> = new Set(terms('role, type'));

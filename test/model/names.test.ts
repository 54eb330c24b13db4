import { deepEqual, equal } from 'node:assert/strict';
import { targetOf } from '../../server/core/model/openapi/reference.js';
import { usageAt, viewOf, workspaceOf } from '../facts/workspace.js';

const SITE = 'https://example.com/api';

/** A document that lists users, whose schema is behind a reference. */
function listing(ref: string, head = ''): string {
  return `openapi: 3.2.0
${head}paths:
  /users:
    get:
      responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '${ref}' } } } } }
`;
}

function schemas(more: string): string {
  return `openapi: 3.2.0\n${more}`;
}

const USER = 'components: { schemas: { User: { type: object } } }\n';

function directionOf(files: Readonly<Record<string, string>>, place: string) {
  return usageAt(workspaceOf(files), place).direction;
}

describe('what gives itself a URI', () => {
  it('is found by it where another file refers to it, in full or from a URI beside', () => {
    const shared = schemas(`$self: ${SITE}/shared.yaml\n${USER}`);
    for (const root of [
      listing(`${SITE}/shared.yaml#/components/schemas/User`),
      listing('shared.yaml#/components/schemas/User', `$self: ${SITE}/openapi.yaml\n`),
    ])
      equal(
        directionOf({ 'a/api.yaml': root, 'b/s.yaml': shared }, 'b/s.yaml#/components/schemas/User'),
        'response',
      );
    const other = listing(`${SITE}/other.yaml#/components/schemas/User`);
    equal(
      directionOf({ 'a/api.yaml': other, 'b/s.yaml': shared }, 'b/s.yaml#/components/schemas/User'),
      'none',
    );
  });

  it('may be a file of one schema, whatever lies beside it', () => {
    const files = {
      'api.yaml': listing(`${SITE}/user.json`),
      'models/u.json': `{ "$id": "${SITE}/user.json", "type": "object" }`,
    };
    equal(directionOf(files, 'models/u.json#|schema'), 'response');
  });

  it('may be a schema, which others find by its own URI', () => {
    const files = (ref: string) => ({
      'api.yaml': listing('#/components/schemas/List')
        .concat(
          `components:\n  schemas:\n    List: { $id: '${SITE}/list', type: array, items: { $ref: '${ref}' } }\n`,
        )
        .concat(`    User: { $id: '${SITE}/user', type: object, properties: { name: { type: string } } }\n`),
    });
    for (const ref of [`${SITE}/user`, 'user', './user'])
      equal(directionOf(files(ref), 'api.yaml#/components/schemas/User'), 'response', ref);
    equal(directionOf(files('users'), 'api.yaml#/components/schemas/User'), 'none');
  });

  it('holds the security schemes of others', () => {
    const shared = schemas(
      `$self: ${SITE}/shared.yaml\ncomponents: { securitySchemes: { mine: { type: http, scheme: basic } } }\n`,
    );
    const root = schemas(
      `components: { securitySchemes: { mine: { $ref: '${SITE}/shared.yaml#/components/securitySchemes/mine' } } }\n`,
    );
    const { schemes } = viewOf(workspaceOf({ 'api.yaml': root, 'b/s.yaml': shared }));
    const mine = schemes.get('mine');
    deepEqual(mine?.known && mine.value.scheme, 'basic');
  });

  it('is never looked for outside, and is where it lies too', () => {
    const named = (name: string) =>
      name === `${SITE}/a` ? { uri: 'file:///w/b.yaml', path: ['A'] } : undefined;
    const at = (ref: string, self?: string) => {
      const target = targetOf('file:///w/api.yaml', ref, { self, named });
      return typeof target === 'string' ? target : target.place;
    };
    equal(at(`${SITE}/a#/x`), 'file:///w/b.yaml#/A/x');
    equal(at(`${SITE}/c`), 'refused');
    equal(at('a#/x', `${SITE}/api`), 'file:///w/b.yaml#/A/x');
    equal(at('c.yaml', `${SITE}/api`), 'file:///w/c.yaml#');
    equal(at('b.yaml#/A'), 'file:///w/b.yaml#/A');
  });
});

import { deepEqual, equal } from 'node:assert/strict';
import { operationOf, usageAt, workspaceOf } from '../facts/workspace.js';

const CYCLE = `openapi: 3.0.3
paths:
  /nodes:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewNode' } } } }
      responses:
        '200': { $ref: '#/components/responses/Node' }
    get:
      parameters: [{ $ref: '#/components/parameters/filter' }]
      responses:
        '200': { $ref: '#/components/responses/Node' }
components:
  parameters:
    filter: { name: filter, in: query, schema: { $ref: '#/components/schemas/Filter' } }
    unused: { name: unused, in: query, schema: { type: string } }
  responses:
    Node: { description: a node, content: { application/json: { schema: { $ref: '#/components/schemas/Node' } } } }
  schemas:
    NewNode: { properties: { meta: { $ref: '#/components/schemas/Meta' } } }
    Node: { properties: { child: { $ref: '#/components/schemas/Child' }, meta: { $ref: '#/components/schemas/Meta' } } }
    Child: { properties: { node: { $ref: '#/components/schemas/Node' }, self: { $ref: '#/components/schemas/Child' } } }
    Meta: { type: object }
    Filter: { type: string }
    Lonely: { properties: { node: { $ref: '#/components/schemas/Node' } } }
`;

function schema(workspace: ReturnType<typeof workspaceOf>, name: string) {
  return usageAt(workspace, `api.yaml#/components/schemas/${name}`);
}

describe('direction', () => {
  it('goes along references and around cycles', () => {
    const workspace = workspaceOf({ 'api.yaml': CYCLE });
    const directions = ['NewNode', 'Node', 'Child', 'Meta', 'Filter', 'Lonely'].map(
      (name) => `${name} ${schema(workspace, name).direction}`,
    );
    deepEqual(directions, [
      'NewNode request',
      'Node response',
      'Child response',
      'Meta both',
      'Filter request',
      'Lonely none',
    ]);
    equal(usageAt(workspace, 'api.yaml#/components/parameters/unused').direction, 'none');
  });

  it('changes for a whole cycle when one reference is added', () => {
    const more = CYCLE.replace('Filter: { type: string }', "Filter: { $ref: '#/components/schemas/Child' }");
    const workspace = workspaceOf({ 'api.yaml': more });
    deepEqual([schema(workspace, 'Node').direction, schema(workspace, 'Child').direction], ['both', 'both']);
  });

  it('comes with the methods that write and the operations that return', () => {
    const workspace = workspaceOf({ 'api.yaml': CYCLE });
    deepEqual(schema(workspace, 'Meta').writtenBy, ['POST']);
    deepEqual(schema(workspace, 'Filter').writtenBy, ['GET']);
    deepEqual(schema(workspace, 'Meta').returnedBy, ['GET /nodes', 'POST /nodes']);
    deepEqual(schema(workspace, 'Lonely').returnedBy, []);
    deepEqual(usageAt(workspace, 'api.yaml#/components/parameters/filter').parameterUsers, [
      'file:///w/api.yaml#/paths/~1nodes/get',
    ]);
  });

  it('comes with the operations by which callers change an account of their own', () => {
    const body = (name: string) =>
      `{ requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } } }, responses: {} }`;
    const workspace = workspaceOf({
      'api.yaml': `openapi: 3.0.3
paths:
  /users/me: { patch: ${body('Changes')} }
  /users/{id}: { patch: ${body('Rights')} }
components:
  schemas:
    Changes: { properties: { address: { $ref: '#/components/schemas/Address' } } }
    Rights: { properties: { address: { $ref: '#/components/schemas/Address' } } }
    Address: { type: object }
`,
    });
    const owners = ['Changes', 'Rights', 'Address'].map((name) => schema(workspace, name).ownBy);
    deepEqual(owners, [['PATCH /users/me'], [], ['PATCH /users/me']]);
  });

  it('comes with what is done with an address in it', () => {
    const body = (name: string) =>
      `{ requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } } }, responses: {} }`;
    const workspace = workspaceOf({
      'api.yaml': `openapi: 3.0.3
paths:
  /feeds/import: { post: ${body('Feed')} }
  /exports: { post: ${body('Target')} }
  /feeds: { post: ${body('Plain')} }
components:
  schemas:
    Feed: { properties: { at: { $ref: '#/components/schemas/Address' } } }
    Target: { properties: { at: { $ref: '#/components/schemas/Address' } } }
    Plain: { type: object }
    Address: { type: object }
`,
    });
    const uses = ['Feed', 'Target', 'Plain', 'Address'].map((name) => schema(workspace, name).calls);
    deepEqual(uses, [['fetches'], ['delivers'], [], ['delivers', 'fetches']]);
  });

  it('takes in what extends a schema with a discriminator, named by a mapping or not', () => {
    const schemas = (pet: string) => `{ Pet: { ${pet}, properties: { kind: { type: string } } },
      Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { secret: { $ref: '#/components/schemas/Claw' } } }] },
      Kitten: { allOf: [{ $ref: '#/components/schemas/Cat' }] },
      Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }] },
      Loop: { allOf: [{ $ref: '#/components/schemas/Kitten' }, { $ref: '#/components/schemas/Loop' }] },
      Claw: { type: string },
      Owner: { properties: { pet: { $ref: '#/components/schemas/Pet' } } } }`;
    const directions = (pet: string) => {
      const api = `paths: { /pets: { get: { responses: { '200': RESPONSE } } } }`;
      const answer = "{ description: d, content: { a/b: { schema: { $ref: '#/components/schemas/Pet' } } } }";
      const workspaces = [
        `openapi: 3.1.0\n${api.replace('RESPONSE', answer)}\ncomponents: { schemas: ${schemas(pet)} }\n`,
        `swagger: '2.0'\n${api.replace('RESPONSE', "{ description: d, schema: { $ref: '#/definitions/Pet' } }")}
definitions: ${schemas(pet).replaceAll('/components/schemas/', '/definitions/')}\n`,
      ].map((text) => workspaceOf({ 'api.yaml': text }));
      return ['Cat', 'Kitten', 'Dog', 'Loop', 'Claw', 'Owner'].map((name) => {
        const [three, two] = workspaces;
        const direction = three && usageAt(three, `api.yaml#/components/schemas/${name}`).direction;
        equal(two && usageAt(two, `api.yaml#/definitions/${name}`).direction, direction);
        return `${name} ${direction}`;
      });
    };
    const all = ['Cat', 'Kitten', 'Dog', 'Loop', 'Claw'].map((name) => `${name} response`);
    for (const pet of [
      'discriminator: { propertyName: kind }',
      "discriminator: { propertyName: kind, mapping: { dog: '#/components/schemas/Dog' } }",
      'discriminator: kind',
    ]) {
      deepEqual(directions(pet), [...all, 'Owner none']);
    }
    deepEqual(
      directions('type: object'),
      [...all, 'Owner none'].map((one) => one.replace('response', 'none')),
    );
  });

  it('names a sample of twenty operations, the first in order, also behind a full one', () => {
    const paths = Array.from({ length: 30 }, (_, index) => {
      const ref = `#/components/schemas/${index % 2 === 0 ? 'Outer' : 'Inner'}`;
      return `  /p${String(29 - index).padStart(2, '0')}: { get: { responses: { '200': { description: d, content: { a/b: { schema: { $ref: '${ref}' } } } } } } }`;
    });
    const schemas = `components: { schemas: { Outer: { items: { $ref: '#/components/schemas/Inner' } }, Inner: { type: string } } }`;
    const workspace = workspaceOf({
      'api.yaml': `openapi: 3.0.3\npaths:\n${paths.join('\n')}\n${schemas}\n`,
    });
    const expected = Array.from({ length: 20 }, (_, index) => `GET /p${String(index).padStart(2, '0')}`);
    deepEqual(schema(workspace, 'Inner').returnedBy, expected);
    equal(schema(workspace, 'Outer').returnedBy.length, 15);
  });

  it('counts what a piece of a part refers to for the part', () => {
    const text = `openapi: 3.0.3
paths:
  /a:
    get:
      responses: { '200': { description: d, content: { a/b: { schema: { $ref: '#/components/schemas/A/properties/inner' } } } } }
components:
  schemas:
    A: { properties: { inner: { $ref: '#/components/schemas/B' } } }
    B: { type: string }
`;
    const workspace = workspaceOf({ 'api.yaml': text });
    deepEqual([schema(workspace, 'A').direction, schema(workspace, 'B').direction], ['response', 'response']);
  });

  it("turns around in webhooks and callbacks, which are nobody else's requests", () => {
    const text = `openapi: 3.1.0
paths:
  /subscribe:
    post:
      requestBody: { content: { a/b: { schema: { $ref: '#/components/schemas/Subscription' } } } }
      responses: {}
      callbacks:
        inline:
          '{$request.body#/url}':
            post:
              requestBody: { content: { a/b: { schema: { $ref: '#/components/schemas/Event' } } } }
              responses: { '200': { description: d, content: { a/b: { schema: { $ref: '#/components/schemas/Answer' } } } } }
        named: { $ref: '#/components/callbacks/Named' }
webhooks:
  created:
    post:
      requestBody: { content: { a/b: { schema: { $ref: '#/components/schemas/Created' } } } }
      responses: {}
  elsewhere: { $ref: '#/components/pathItems/Hook' }
components:
  callbacks:
    Named:
      '{$request.body#/url}': { post: { requestBody: { content: { a/b: { schema: { $ref: '#/components/schemas/Later' } } } }, responses: {} } }
  pathItems:
    Hook: { post: { requestBody: { content: { a/b: { schema: { $ref: '#/components/schemas/Hooked' } } } }, responses: {} } }
  schemas:
    Subscription: {}
    Event: {}
    Answer: {}
    Created: {}
    Later: {}
    Hooked: {}
`;
    const workspace = workspaceOf({ 'api.yaml': text });
    const directions = ['Subscription', 'Event', 'Answer', 'Created', 'Later', 'Hooked'].map(
      (name) => `${name} ${schema(workspace, name).direction}`,
    );
    deepEqual(directions, [
      'Subscription request',
      'Event response',
      'Answer request',
      'Created response',
      'Later response',
      'Hooked response',
    ]);
    deepEqual(schema(workspace, 'Created').returnedBy, []);
    equal(operationOf(workspace, 'POST elsewhere').outbound, true);
  });

  it('follows a mapping, whether it names a schema or refers to it', () => {
    const text = `openapi: 3.0.3
paths: { /a: { post: { requestBody: { content: { a/b: { schema: { $ref: '#/components/schemas/Pet' } } } }, responses: {} } } }
components:
  schemas:
    Pet: { discriminator: { propertyName: kind, mapping: { cat: Cat, dog: '#/components/schemas/Dog', ghost: Ghost } } }
    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }] }
    Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }] }
`;
    const workspace = workspaceOf({ 'api.yaml': text });
    deepEqual(
      [schema(workspace, 'Cat').direction, schema(workspace, 'Dog').direction],
      ['request', 'request'],
    );
    deepEqual(workspace.model.exposure('file:///w/api.yaml#/paths/~1a/post').request, []);
  });

  it('never takes data for references', () => {
    const text = `openapi: 3.0.3
paths:
  /a:
    post:
      x-note: { $ref: '#/components/schemas/Data' }
      requestBody:
        content:
          a/b:
            schema:
              properties: { $ref: { type: string }, example: { type: string }, properties: { type: object } }
              example: { $ref: '#/components/schemas/Data' }
              default: { schema: { $ref: '#/components/schemas/Data' } }
              enum: [{ $ref: '#/components/schemas/Data' }]
            example: { $ref: '#/components/schemas/Data' }
      responses: {}
components: { schemas: { Data: { type: string } } }
`;
    equal(schema(workspaceOf({ 'api.yaml': text }), 'Data').direction, 'none');
  });
});

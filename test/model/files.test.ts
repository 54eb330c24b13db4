import { deepEqual, equal, ok } from 'node:assert/strict';
import { operationOf, partsIn, usageAt, viewOf, workspaceOf } from '../facts/workspace.js';

const ROOT_TEXT = `openapi: 3.0.3
security: [{ key: [] }]
paths:
  /users:
    parameters: [{ $ref: 'shared/parameters.yaml#/trace' }]
    get: { $ref: 'operations/list.yaml' }
  /orders/{id}: { $ref: 'paths.yaml#/order' }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
`;

const FILES = {
  'api.yaml': ROOT_TEXT,
  'operations/list.yaml': `operationId: listUsers
tags: [users]
deprecated: true
parameters:
  - $ref: '../shared/parameters.yaml#/limit'
  - { name: q, in: query }
responses:
  '200': { $ref: '../shared/responses.yaml#/users' }
  '429': { $ref: '../shared/responses.yaml#/busy' }
`,
  'shared/parameters.yaml': `limit: { name: limit, in: query, schema: { type: integer } }
trace: { $ref: '#/real' }
real: { name: X-Trace, in: header, schema: { type: string } }
`,
  'shared/responses.yaml': `users:
  description: users
  content: { application/json: { schema: { type: array, items: { $ref: 'models.yaml#/User' } } } }
busy: { description: busy, headers: { Retry-After: { schema: { type: integer } } } }
`,
  'shared/models.yaml': `User: { type: object, properties: { address: { $ref: '#/Address' }, name: { type: string } } }
Address: { properties: { street: { type: string } } }
Name: { $ref: '#/User/properties/name' }
`,
  'paths.yaml': `order:
  parameters: [{ name: id, in: path, required: true }]
  delete:
    security: []
    requestBody: { $ref: 'shared/bodies.yaml' }
    responses: {}
`,
  'shared/bodies.yaml':
    'content: { application/json: { schema: { $ref: models.yaml#/Name } }, text/plain: {} }\n',
};

describe('documents in many files', () => {
  const workspace = workspaceOf(FILES);

  it('serve what stands in other files', () => {
    const endpoints = workspace.model.endpoints.get('file:///w/api.yaml') ?? [];
    deepEqual(
      endpoints.map(({ method, shape }) => `${method} ${shape}`),
      ['GET /users', 'DELETE /orders/{}'],
    );
  });

  it('have operations that stand in other files', () => {
    const list = operationOf(workspace, 'GET /users');
    equal(list.operationId, 'listUsers');
    equal(list.deprecated, true);
    deepEqual(list.at, { uri: 'file:///w/api.yaml', path: ['paths', '/users', 'get'], key: true });
    deepEqual(list.security.known && [list.security.value.from, list.security.value.anyOf], [
      'document',
      [{ all: [{ scheme: 'key', scopes: [] }] }],
    ]);
    const shared = (name: string) => ({ uri: 'file:///w/shared/responses.yaml', path: [name], key: true });
    deepEqual(list.responses, {
      known: true,
      value: [
        { status: '200', headers: [], types: ['application/json'], at: shared('users') },
        { status: '429', headers: ['Retry-After'], types: [], at: shared('busy') },
      ],
    });
    deepEqual(
      list.parameters.known &&
        list.parameters.value.map((one) => `${one.in} ${one.name} ${one.at.uri} ${one.at.path.join('/')}`),
      [
        'header X-Trace file:///w/shared/parameters.yaml real',
        'query limit file:///w/shared/parameters.yaml limit',
        'query q file:///w/operations/list.yaml parameters/1',
      ],
    );
    equal(workspace.model.operations.get('file:///w/operations/list.yaml#|operation'), list);
    equal(workspace.model.operations.get('file:///w/api.yaml#/paths/~1users/get'), list);
  });

  it('have path items that stand in other files', () => {
    const remove = operationOf(workspace, 'DELETE /orders/{}');
    equal(remove.path, '/orders/{id}');
    deepEqual(remove.security.known && remove.security.value, {
      anyOf: [],
      from: 'operation',
      at: { uri: 'file:///w/paths.yaml', path: ['order', 'delete', 'security'], key: true },
    });
    deepEqual(remove.body, { known: true, value: ['application/json', 'text/plain'] });
    deepEqual(remove.parameters.known && remove.parameters.value.map(({ name }) => name), ['id']);
  });

  it('give roles to places, those inside of another one left out', () => {
    const demands = [...workspace.model.demands].map(
      ([uri, list]) =>
        `${uri.slice(10)}: ${list.map(({ path, role }) => `${role} ${path.join('/')}`).join(', ')}`,
    );
    deepEqual(demands.sort(), [
      'operations/list.yaml: operation ',
      'paths.yaml: path order',
      'shared/bodies.yaml: requestBody ',
      'shared/models.yaml: schema Address, schema Name, schema User',
      'shared/parameters.yaml: parameter limit, parameter real, parameter trace',
      'shared/responses.yaml: response busy, response users',
    ]);
  });

  it('have directions across files', () => {
    const directions = ['User', 'Address', 'Name'].map(
      (name) => usageAt(workspace, `shared/models.yaml#/${name}|schema`).direction,
    );
    // A body refers to a piece of User, which counts for User and so for what User refers to.
    deepEqual(directions, ['both', 'both', 'request']);
    equal(usageAt(workspace, 'shared/models.yaml#/User|schema').document, 'file:///w/api.yaml');
    deepEqual(usageAt(workspace, 'shared/parameters.yaml#/real|parameter').parameterUsers, [
      'file:///w/api.yaml#/paths/~1users/get',
    ]);
  });

  it('tell what an operation reaches', () => {
    const { request, response } = workspace.model.reach('file:///w/api.yaml#/paths/~1users/get');
    deepEqual([...request].sort(), [
      'file:///w/api.yaml#/paths/~1users',
      'file:///w/operations/list.yaml#|operation',
      'file:///w/shared/parameters.yaml#/limit|parameter',
      'file:///w/shared/parameters.yaml#/real|parameter',
      'file:///w/shared/parameters.yaml#/trace|parameter',
    ]);
    deepEqual([...response].sort(), [
      'file:///w/shared/models.yaml#/Address|schema',
      'file:///w/shared/models.yaml#/User|schema',
      'file:///w/shared/responses.yaml#/busy|response',
      'file:///w/shared/responses.yaml#/users|response',
    ]);
  });

  it('list the parts of their operations, wherever they stand', () => {
    deepEqual(workspace.model.operationParts.get('file:///w/api.yaml'), [
      'file:///w/api.yaml#/paths/~1users/get',
      'file:///w/paths.yaml#/order/delete|operation',
    ]);
  });

  it('are unknown, not faulty, where a file is out of sight', () => {
    const alone = workspaceOf({ 'api.yaml': ROOT_TEXT });
    const list = operationOf(alone, 'GET /users');
    deepEqual(
      [list.security.known, list.responses.known, list.parameters.known, list.body.known],
      [false, false, false, false],
    );
    deepEqual([viewOf(alone).legible, viewOf(alone).operationsKnown], [true, false]);
    deepEqual(
      viewOf(alone).operations.map(({ key }) => key),
      ['GET /users'],
    );
    deepEqual(alone.model.wanted, [
      'file:///w/operations/list.yaml',
      'file:///w/paths.yaml',
      'file:///w/shared/parameters.yaml',
    ]);
    ok(alone.model.exposure('file:///w/api.yaml#/paths/~1users/get').request.includes('unresolved'));
  });

  it('ask for files on this machine only', () => {
    const refs = [
      'http://169.254.169.254/',
      'https://a.b/c.yaml#/d',
      '//host/share.yaml',
      'file://host/x.yaml',
      'ftp://a/b',
      'data:text/plain,x',
    ];
    const schemas = refs.map((ref, index) => `    S${index}: { $ref: '${ref}' }`).join('\n');
    const text = `openapi: 3.0.3\npaths: {}\ncomponents:\n  schemas:\n${schemas}\n    Up: { $ref: '../../../etc/passwd' }\n`;
    deepEqual(workspaceOf({ 'api.yaml': text }).model.wanted, ['file:///etc/passwd']);
  });

  it('belong to the document whose components they are, whoever refers to them', () => {
    const workspace = workspaceOf({
      'api.yaml':
        "openapi: 3.0.3\npaths: { /a: { get: { responses: { '200': { description: d, content: { a/b: { schema: { $ref: 'library.yaml#/components/schemas/A' } } } } } } } }\n",
      'library.yaml':
        'openapi: 3.0.3\ncomponents: { schemas: { A: { type: string }, B: { type: string } } }\n',
    });
    const a = usageAt(workspace, 'library.yaml#/components/schemas/A');
    deepEqual([a.direction, a.document], ['response', 'file:///w/library.yaml']);
    equal(usageAt(workspace, 'library.yaml#/components/schemas/B').direction, 'none');
    equal(workspace.model.demands.size, 0);
  });

  it('read a place of a document that its structure gives no role', () => {
    const text =
      "openapi: 3.0.3\npaths: { /a: { post: { requestBody: { content: { a/b: { schema: { $ref: '#/x-models/A' } } } }, responses: {} } } }\nx-models: { A: { type: string } }\n";
    const workspace = workspaceOf({ 'api.yaml': text });
    equal(usageAt(workspace, 'api.yaml#/x-models/A|schema').direction, 'request');
  });

  it('demand nothing where a component is merely missing', () => {
    const text =
      "openapi: 3.0.3\npaths: { /a: { post: { requestBody: { content: { a/b: { schema: { $ref: '#/components/schemas/Typo' } } } }, responses: {} } } }\n";
    const workspace = workspaceOf({ 'api.yaml': text });
    equal(workspace.model.demands.size, 0);
    deepEqual(workspace.model.wanted, []);
  });

  it('end although references go around', () => {
    const workspace = workspaceOf({
      'api.yaml':
        "openapi: 3.0.3\npaths:\n  /a: { $ref: '#/paths/~1b' }\n  /b: { $ref: '#/paths/~1a' }\n  /c: { get: { $ref: '#/paths/~1c/get' } }\n  /d: { get: { parameters: [{ $ref: 'p.yaml#/p' }], responses: {} } }\n",
      'p.yaml': "p: { $ref: '#/q' }\nq: { $ref: '#/p' }\n",
    });
    equal(operationOf(workspace, 'GET /d').parameters.known, false);
    ok(partsIn(workspace).length > 0);
  });
});

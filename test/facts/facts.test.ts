import { deepEqual, equal } from 'node:assert/strict';
import { shapeAt } from '../../server/core/facts/openapi/shapes.js';
import { partsIn, ROOT, workspaceOf } from './workspace.js';

const API = `${ROOT}api.yaml`;

function factsAt(text: string, pointer: string): unknown {
  return partsIn(workspaceOf({ 'api.yaml': text })).find(({ part }) => part.id === `${API}#${pointer}`)
    ?.facts;
}

/** Traits of a schema component. */
function traitsOf(schema: string): readonly string[] {
  const text = `openapi: 3.1.0\ncomponents: { schemas: { A: ${schema} } }\n`;
  const found = partsIn(workspaceOf({ 'api.yaml': text })).find(({ part }) => part.role === 'schema');
  return found?.facts.traits ?? [];
}

describe('facts', () => {
  it('of an operation say what others can learn from it, without its prose', () => {
    const text = `openapi: 3.0.3
paths:
  /a/{id}:
    parameters: [{ name: id, in: path, schema: { type: string, maxLength: 9 } }]
    patch:
      operationId: change
      tags: [one]
      summary: a long story
      deprecated: true
      security: [{ k: [s] }]
      parameters: [{ $ref: '#/components/parameters/p' }, { name: q, in: query, schema: { $ref: '#/components/schemas/Q' } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
      responses:
        '200': { description: d, headers: { X-A: {} }, content: { text/plain: { schema: { $ref: '#/components/schemas/A' } } } }
        default: { $ref: '#/components/responses/E' }
        x-note: { $ref: '#/none' }
`;
    deepEqual(factsAt(text, '/paths/~1a~1{id}/patch'), {
      edges: {
        'request schema': ['#/components/schemas/Q', '#/components/schemas/A'],
        'response schema': ['#/components/schemas/A'],
      },
      operation: {
        method: 'PATCH',
        id: 'change',
        tags: ['one'],
        deprecated: true,
        security: [{ k: ['s'] }],
        parameters: [{ ref: '#/components/parameters/p' }, ['query', 'q']],
        body: ['application/json'],
        responses: {
          '200': { headers: ['X-A'], types: ['text/plain'] },
          default: { ref: '#/components/responses/E' },
        },
      },
    });
    deepEqual(factsAt(text, '/paths/~1a~1{id}'), { path: { parameters: [['path', 'id']] } });
  });

  it('do not change with what nobody else reads', () => {
    const facts = (note: string) =>
      partsIn(
        workspaceOf({
          'api.yaml': `openapi: 3.0.3\n${note}\ncomponents: { schemas: { A: { type: object, description: ${note.length} } } }\n`,
        }),
      )
        .filter(({ part }) => part.role === 'schema')
        .map((state) => state.facts);
    deepEqual(facts('x-a: 1'), facts('x-a: longer\nx-b: 2'));
  });

  it('keep keys that JavaScript has a meaning for', () => {
    const text =
      'openapi: 3.0.3\npaths:\n  /a:\n    get:\n      security: [{ __proto__: [], constructor: [] }]\n      responses: { __proto__: { description: d } }\n';
    equal(
      JSON.stringify(factsAt(text, '/paths/~1a/get')),
      '{"operation":{"method":"GET","security":[{"__proto__":[],"constructor":[]}],"responses":{"__proto__":{}}}}',
    );
  });
});

describe('traits', () => {
  const cases: readonly (readonly [schema: string, traits: readonly string[]])[] = [
    ['{ type: string }', ['unbounded']],
    ['{ type: string, maxLength: 3 }', []],
    ['{ type: string, enum: [a] }', []],
    ['{ type: string, format: uuid }', []],
    ["{ type: string, pattern: '^[a-z]{3}$' }", []],
    ["{ type: string, pattern: '^[a-z]+$' }", ['unbounded']],
    ['{ type: string, format: binary }', ['binary']],
    ['{ type: array, items: { type: integer } }', ['unbounded']],
    ['{ type: array, maxItems: 3, items: { type: integer } }', []],
    ['{ type: object }', ['freeform']],
    ['{ type: object, additionalProperties: true }', ['freeform']],
    ['{ type: object, additionalProperties: {} }', ['freeform']],
    ['{ type: object, additionalProperties: { type: integer } }', []],
    ['{ type: object, additionalProperties: false }', []],
    ['{ type: object, properties: { a: { type: integer } } }', []],
    ['{ type: object, allOf: [{ properties: {} }] }', []],
    ['{ properties: { password: { type: string, maxLength: 9 } } }', ['password', 'secret']],
    [
      '{ properties: { password: { type: string, maxLength: 9, writeOnly: true } } }',
      ['password<', 'secret<'],
    ],
    ['{ properties: { isAdmin: { type: boolean, readOnly: true } } }', ['privileged>', 'role>']],
    ['{ properties: { unitPrice: { type: number } } }', ['price']],
    ['{ properties: { hasPassword: { type: boolean } } }', []],
    ['{ example: { password: a }, properties: { name: { type: integer } } }', []],
  ];
  for (const [schema, traits] of cases)
    it(`of ${schema}: ${traits.join(', ') || 'none'}`, () => deepEqual(traitsOf(schema), traits));

  it('of an operation say where, and come together by direction', () => {
    const text = `openapi: 3.0.3
paths:
  /a:
    post:
      parameters: [{ name: q, in: query, schema: { type: string } }]
      requestBody: { content: { a/b: { schema: { $ref: '#/components/schemas/User' } } } }
      responses: { '200': { description: d, content: { a/b: { schema: { properties: { self: { $ref: '#/components/schemas/User' }, any: { type: object } } } } } } }
components:
  schemas:
    User:
      properties:
        password: { type: string, maxLength: 9, writeOnly: true }
        isAdmin: { type: boolean, readOnly: true }
        email: { type: string, format: email }
`;
    const { model } = workspaceOf({ 'api.yaml': text });
    deepEqual(model.exposure(`${API}#/paths/~1a/post`), {
      request: ['contact', 'password', 'secret', 'unbounded'],
      response: ['contact', 'freeform', 'privileged', 'role'],
      parameters: ['unbounded'],
    });
  });
});

describe('structure', () => {
  it('tells what stands at a path', () => {
    const at = (shape: Parameters<typeof shapeAt>[0], path: string) =>
      shapeAt(shape, path === '' ? [] : path.split(' '));
    equal(at('schema', ''), 'schema');
    equal(at('schema', 'properties a items allOf 0'), 'schema');
    equal(at('schema', 'items 0'), 'schema');
    equal(at('schema', 'properties'), undefined);
    equal(at('schema', 'example properties a'), undefined);
    equal(at('schema', 'properties example'), 'schema');
    equal(at('response', 'content a/b schema'), 'schema');
    equal(at('response', 'headers x-limit schema'), 'schema');
    equal(at('operation', 'responses 200'), 'response');
    equal(at('operation', 'callbacks c {$url} post requestBody'), 'requestBody');
    equal(at('path', 'get parameters 0'), 'parameter');
    equal(at('path', 'x-get parameters 0'), undefined);
  });
});

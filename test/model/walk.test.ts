import { deepEqual, equal } from 'node:assert/strict';
import type { ParameterView, SchemaView, TextView } from '../../server/core/rule/views.js';
import { pathOf } from '../../server/core/syntax/tree.js';
import { ROOT, walkAll, workspaceOf } from '../facts/workspace.js';

type Files = Readonly<Record<string, string>>;

function textsOf(files: Files): readonly TextView[] {
  const texts: TextView[] = [];
  walkAll(workspaceOf(files), { text: (view) => texts.push(view) });
  return texts;
}

function schemasOf(files: Files): readonly SchemaView[] {
  const schemas: SchemaView[] = [];
  walkAll(workspaceOf(files), { schema: (view) => schemas.push(view) });
  return schemas;
}

function parametersOf(files: Files): readonly ParameterView[] {
  const parameters: ParameterView[] = [];
  walkAll(workspaceOf(files), { parameter: (view) => parameters.push(view) });
  return parameters;
}

/** The schema at a path of the first file. */
function schemaAt(text: string, path: string): SchemaView {
  const found = schemasOf({ 'api.yaml': text }).find(({ node }) => pathOf(node).join(' ') === path);
  if (!found) throw new Error(`no schema at ${path}`);
  return found;
}

const DATA = `openapi: 3.1.0
info: { title: API, description: about, x-logo: { url: logo } }
servers: [{ url: 'https://a.b', description: prod, variables: { v: { default: one, enum: [one, two] } } }]
tags: [{ name: tag, description: tagged }]
x-root: { deep: [root] }
paths:
  /a:
    summary: item
    post:
      description: op
      x-code: [{ lang: js }]
      parameters:
        - name: q
          in: query
          example: asked
          schema: { type: string, default: dflt }
      requestBody:
        content:
          application/json:
            example: { type: string, password: hunter2, $ref: '#/nowhere' }
            examples: { e: { summary: sum, value: { token: abc } } }
            schema:
              properties:
                type: { type: string, enum: [x] }
                secret: { type: string, examples: [s3] }
                $ref: { const: c }
                properties: { description: prose }
      responses: { '200': { description: ok, headers: { X-Key: { description: head, example: h } } } }
`;

describe('texts', () => {
  it('are examples, defaults, enums, prose, servers and extensions, with the name they stand under', () => {
    const told = textsOf({ 'api.yaml': DATA }).map(({ kind, name, value }) => `${kind} ${name}: ${value}`);
    deepEqual(
      [...told].sort(),
      [
        'default default: one',
        'default q: dflt',
        'default enum: one',
        'default enum: two',
        'description X-Key: head',
        'description description: about',
        'description description: op',
        'description description: ok',
        'description description: prod',
        'description description: tagged',
        'description properties: prose',
        'description summary: item',
        'description summary: sum',
        'description title: API',
        'enum $ref: c',
        'enum type: x',
        'example $ref: #/nowhere',
        'example X-Key: h',
        'example password: hunter2',
        'example q: asked',
        'example secret: s3',
        'example token: abc',
        'example type: string',
        'extension deep: root',
        'extension lang: js',
        'extension url: logo',
        'server url: https://a.b',
      ].sort(),
    );
  });

  it('of 2.0 include the examples of a response', () => {
    const text =
      "swagger: '2.0'\npaths: { /a: { get: { responses: { '200': { description: d, examples: { application/json: { key: v } } } } } } }\n";
    deepEqual(
      textsOf({ 'api.yaml': text })
        .filter(({ kind }) => kind === 'example')
        .map(({ value }) => value),
      ['v'],
    );
  });

  it('are found in example files', () => {
    const files = {
      'api.yaml':
        "openapi: 3.0.3\npaths: { /a: { get: { responses: { '200': { description: d, content: { a/b: { examples: { e: { $ref: 'e.yaml#/one' } } } } } } } } }\n",
      'e.yaml': 'one: { value: { key: v } }\n',
    };
    deepEqual(
      textsOf(files)
        .filter(({ kind }) => kind === 'example')
        .map(({ name, value }) => `${name} ${value}`),
      ['key v'],
    );
  });
});

describe('schemas', () => {
  it('are seen once each, where they are declared', () => {
    const paths = schemasOf({ 'api.yaml': DATA }).map(({ node }) => pathOf(node).slice(3).join(' '));
    const body = 'requestBody content application/json schema';
    deepEqual(
      [...paths].sort(),
      [
        'parameters 0 schema',
        body,
        `${body} properties $ref`,
        `${body} properties properties`,
        `${body} properties secret`,
        `${body} properties type`,
      ].sort(),
    );
  });

  it('of every keyword are found', () => {
    const keywords = [
      'properties: { a: { type: string } }, patternProperties: { b: { type: string } }, $defs: { c: { type: string } }',
      'items: { type: string }, prefixItems: [{ type: string }], contains: { type: string }',
      'additionalProperties: { type: string }, unevaluatedProperties: { type: string }, propertyNames: { type: string }',
      'allOf: [{ type: string }], anyOf: [{ type: string }], oneOf: [{ type: string }]',
      'then: { type: string }, else: { type: string }, dependentSchemas: { d: { type: string } }',
    ];
    for (const keyword of keywords) {
      const text = `openapi: 3.1.0\ncomponents: { schemas: { A: { ${keyword} } } }\n`;
      const expected = keyword.split('type: string').length;
      equal(schemasOf({ 'api.yaml': text }).length, expected, keyword);
    }
  });

  it('that only test a value are left out, and all below them', () => {
    for (const keyword of ['not', 'if']) {
      const text = `openapi: 3.1.0\ncomponents: { schemas: { A: { ${keyword}: { properties: { b: { type: string } } }, properties: { ${keyword}: { type: string } } } } }\n`;
      deepEqual(
        schemasOf({ 'api.yaml': text }).map(({ property, component }) => property ?? component),
        ['A', keyword],
      );
    }
  });

  it('of an alias that holds itself end', () => {
    const text =
      'openapi: 3.1.0\ncomponents:\n  schemas:\n    A: &a\n      properties:\n        self: *a\n        other: { type: string }\n';
    const found = schemasOf({ 'api.yaml': text });
    deepEqual([...new Set(found.map(({ property, component }) => property ?? component))].sort(), [
      'A',
      'other',
    ]);
  });

  it('know where they stand', () => {
    const text = `openapi: 3.0.3
paths:
  /a:
    put:
      parameters: [{ name: q, in: query, schema: { type: string } }]
      requestBody: { content: { a/b: { schema: { properties: { inner: { type: string } } } } } }
      responses: { '200': { description: d, content: { a/b: { schema: { $ref: '#/components/schemas/A' } } } } }
components: { schemas: { A: { type: [string, 'null'], format: uuid } } }
`;
    const query = schemaAt(text, 'paths /a put parameters 0 schema');
    deepEqual(
      [query.parameter, query.direction, query.writtenBy, query.returnedBy],
      [{ name: 'q', in: 'query' }, 'request', ['PUT'], []],
    );
    const inner = schemaAt(text, 'paths /a put requestBody content a/b schema properties inner');
    deepEqual(
      [inner.property, inner.keyNode?.value, inner.parameter, inner.component],
      ['inner', 'inner', undefined, undefined],
    );
    const answer = schemaAt(text, 'paths /a put responses 200 content a/b schema');
    deepEqual([answer.isReference, answer.direction, answer.returnedBy], [true, 'response', ['PUT /a']]);
    const component = schemaAt(text, 'components schemas A');
    deepEqual(
      [component.component, component.types, component.format, component.direction],
      ['A', ['string', 'null'], 'uuid', 'response'],
    );
    deepEqual([component.writtenBy, component.returnedBy], [[], ['PUT /a']]);
  });

  it('have what their allOf says beside them', () => {
    const text = `openapi: 3.0.3
components:
  schemas:
    A: { maxLength: 3, allOf: [{ type: string }, { enum: [a], allOf: [{ pattern: p }] }] }
    B: { maxLength: 3, anyOf: [{ type: string }, { enum: [a] }] }
`;
    const first = schemaAt(text, 'components schemas A allOf 0');
    deepEqual(
      [first.has('maxLength'), first.has('enum'), first.has('pattern'), first.has('minLength')],
      [true, true, true, false],
    );
    const alternative = schemaAt(text, 'components schemas B anyOf 0');
    deepEqual([alternative.has('maxLength'), alternative.has('enum')], [true, false]);
    equal(schemaAt(text, 'components schemas A').has('pattern'), true);
  });

  it('have the properties of their allOf', () => {
    const text =
      'openapi: 3.0.3\ncomponents: { schemas: { A: { properties: { a: {} }, allOf: [{ properties: { b: { type: string } } }, { $ref: "#/components/schemas/B" }] }, B: { properties: { c: {} } } } }\n';
    const { properties } = schemaAt(text, 'components schemas A');
    deepEqual(
      properties.map(({ name, key, schema }) => `${name} ${key.value} ${schema.property}`),
      ['a a a', 'b b b'],
    );
  });

  it('of 2.0 may be a parameter or a header itself', () => {
    const text =
      "swagger: '2.0'\npaths: { /a: { get: { parameters: [{ name: n, in: query, type: string }], responses: { '200': { description: d, headers: { H: { type: string } } } } } } }\n";
    const found = schemasOf({ 'api.yaml': text }).map(({ parameter, direction, types }) => ({
      parameter,
      direction,
      types,
    }));
    deepEqual(found, [
      { parameter: { name: 'n', in: 'query' }, direction: 'request', types: ['string'] },
      { parameter: undefined, direction: 'response', types: ['string'] },
    ]);
  });
});

describe('parameters', () => {
  it('are seen once, with the operations that take them', () => {
    const files = {
      'api.yaml': `openapi: 3.0.3
paths:
  /a:
    parameters: [{ name: shared, in: query }]
    get: { parameters: [{ name: own, in: query }, { $ref: '#/components/parameters/c' }], responses: {} }
    post: { responses: {} }
components:
  parameters: { c: { name: c, in: header }, d: { name: d, in: cookie }, nameless: { in: query } }
`,
    };
    const told = parametersOf(files).map(
      ({ name, in: where, operation, usedBy }) =>
        `${where} ${name} of ${operation?.key}: ${usedBy.map(({ key }) => key)}`,
    );
    deepEqual(told, [
      'query shared of undefined: GET /a,POST /a',
      'query own of GET /a: GET /a',
      'header c of undefined: GET /a',
      'cookie d of undefined: ',
    ]);
  });

  it('have their schema, in 2.0 themselves', () => {
    const [three] = parametersOf({
      'api.yaml':
        'openapi: 3.0.3\ncomponents: { parameters: { c: { name: c, in: query, schema: { type: string } } } }\n',
    });
    deepEqual([three?.schema?.types, three?.schema?.parameter?.name], [['string'], 'c']);
    const [two] = parametersOf({
      'api.yaml': "swagger: '2.0'\nparameters: { c: { name: c, in: query, type: integer } }\n",
    });
    deepEqual([two?.schema?.types, two?.schema?.node === two?.node], [['integer'], true]);
  });
});

describe('operations and schemes', () => {
  it('are seen in the file that holds them', () => {
    const files = {
      'api.yaml':
        "openapi: 3.0.3\npaths: { /a: { get: { $ref: 'op.yaml' }, post: { responses: {} } } }\ncomponents: { securitySchemes: { s: { $ref: 'scheme.yaml' }, t: { type: http, scheme: basic } } }\nsecurity: [{ s: [] }, { t: [] }]\n",
      'op.yaml': 'operationId: a\nresponses: {}\n',
      'scheme.yaml': 'type: apiKey\nin: query\nname: k\n',
    };
    const told: string[] = [];
    walkAll(workspaceOf(files), {
      operation: ({ fact, node, document, writes, keyNode }) =>
        told.push(
          `${fact.key} in ${node.leaf.uri.slice(ROOT.length)} of ${document.uri.slice(ROOT.length)} ${writes} ${keyNode.leaf.text.slice(keyNode.start, keyNode.end)}`,
        ),
      scheme: ({ name, node, document, usedBy, scheme }) =>
        told.push(
          `${name} ${scheme.type} in ${node.leaf.uri.slice(ROOT.length)} of ${document.uri.slice(ROOT.length)}: ${usedBy}`,
        ),
    });
    deepEqual(
      told.sort(),
      [
        'GET /a in op.yaml of api.yaml false operationId',
        'POST /a in api.yaml of api.yaml true post',
        's apiKey in scheme.yaml of api.yaml: GET /a,POST /a',
        't http in api.yaml of api.yaml: GET /a,POST /a',
      ].sort(),
    );
  });

  it('of callbacks and webhooks are outbound', () => {
    const text = `openapi: 3.1.0
paths:
  /a:
    post:
      responses: {}
      callbacks: { done: { '{$url}': { put: { security: [{ k: [] }], parameters: [{ name: token, in: query }], responses: {} } } } }
webhooks: { made: { post: { responses: {} } } }
`;
    const told: string[] = [];
    walkAll(workspaceOf({ 'api.yaml': text }), {
      operation: ({ fact, outbound, security }) => told.push(`${fact.key} ${outbound} ${security.known}`),
      parameter: ({ name }) => told.push(name),
    });
    deepEqual(told, ['POST /a false true', 'PUT {$url} true true', 'POST made true false']);
  });
});

describe('references', () => {
  it('that lead nowhere are problems at their place', () => {
    const files = {
      'api.yaml': `openapi: 3.0.3
paths:
  /a:
    get:
      parameters: [{ $ref: '#/components/parameters/none' }, { $ref: 'p.yaml#/p' }, { $ref: 'p.yaml#/none' }]
      responses:
        '200': { $ref: 'http://169.254.169.254/' }
        '400': { $ref: gone.yaml }
        '500': { description: d, content: { a/b: { schema: { $ref: '#/components/schemas/A/properties/x' }, example: { $ref: '#/none' } } } }
components: { schemas: { A: { properties: { x: { type: string }, y: { $ref: '#/components/schemas/B' } } } } }
`,
      'p.yaml': 'p: { name: p, in: query }\n',
    };
    const told: string[] = [];
    walkAll(workspaceOf(files), {
      problem: ({ kind, at, data }) =>
        told.push(`${kind} ${data.ref} ${'leaf' in at ? at.leaf.text.slice(at.start, at.end) : ''}`),
    });
    deepEqual(told, [
      "reference-missing #/components/parameters/none '#/components/parameters/none'",
      "reference-missing p.yaml#/none 'p.yaml#/none'",
      "reference-refused http://169.254.169.254/ 'http://169.254.169.254/'",
      'reference-missing gone.yaml gone.yaml',
      "reference-missing #/components/schemas/B '#/components/schemas/B'",
    ]);
  });
});

import { deepEqual, equal } from 'node:assert/strict';
import { joinOpenApi } from '../../server/core/model/openapi/join.js';
import { resolveReference, targetOf, type World } from '../../server/core/model/openapi/reference.js';
import { createDocument } from '../../server/core/text/open.js';
import { operationOf, ROOT, viewOf, workspaceOf } from '../facts/workspace.js';

function view(text: string) {
  return viewOf(workspaceOf({ 'api.yaml': text }));
}

describe('a document as a whole', () => {
  it('of 3.x has servers with their variables', () => {
    const { servers } = view(`openapi: 3.0.3
servers:
  - url: https://{host}/v{n}
    variables: { host: { default: a.b, enum: [a.b, c.d] }, n: { default: '1' } }
  - description: no url
`);
    deepEqual(servers, [
      {
        url: 'https://{host}/v{n}',
        variables: [
          { name: 'host', values: ['a.b', 'c.d'] },
          { name: 'n', values: ['1'] },
        ],
        at: { uri: `${ROOT}api.yaml`, path: ['servers', 0, 'url'] },
      },
      { url: '', variables: [], at: { uri: `${ROOT}api.yaml`, path: ['servers', 1, 'url'] } },
    ]);
  });

  it('of 2.0 has one server for each scheme', () => {
    const text = "swagger: '2.0'\nhost: a.b\nbasePath: /v1/\nschemes: [https, http]\n";
    deepEqual(
      view(text).servers.map(({ url, at }) => `${url} ${at.path.join('/')}`),
      ['https://a.b/v1/ schemes/0', 'http://a.b/v1/ schemes/1'],
    );
    deepEqual(
      view("swagger: '2.0'\nhost: a.b\n").servers.map(({ url }) => url),
      ['//a.b'],
    );
    deepEqual(view("swagger: '2.0'\n").servers, []);
  });

  it('has base paths', () => {
    const paths = (text: string) => [...workspaceOf({ 'api.yaml': text }).model.basePaths.values()][0];
    const servers = (...urls: readonly string[]) =>
      paths(`openapi: 3.0.3\nservers: [${urls.map((url) => `{ url: '${url}' }`).join(', ')}]\n`);
    deepEqual(servers('https://a.b/v1/', 'https://c.d/v1', 'https://e.f'), ['/v1', '']);
    deepEqual(servers('/api', 'api', '//a.b/c?d#e'), ['/api', '', '/c']);
    deepEqual(
      paths(
        "openapi: 3.0.3\nservers: [{ url: 'https://a.b/{stage}/x', variables: { stage: { default: prod } } }]\n",
      ),
      ['/prod/x'],
    );
    deepEqual(paths('openapi: 3.0.3\npaths: {}\n'), ['']);
    deepEqual(paths("swagger: '2.0'\nhost: a.b\nbasePath: /v2\nschemes: [https]\n"), ['/v2']);
  });

  it('is pointed at by its paths, or by its version', () => {
    deepEqual(view('openapi: 3.0.3\npaths: { /a: {} }\n').at.path, ['paths']);
    deepEqual(view('openapi: 3.0.3\ncomponents: {}\n').at.path, ['openapi']);
    deepEqual(view("swagger: '2.0'\n").at.path, ['swagger']);
  });

  it('is legible while what decides can be read', () => {
    const text =
      'openapi: 3.0.3\npaths: { /a: { get: { responses: {} } } }\ncomponents: { schemas: { A: {} } }\n';
    const { inputs } = workspaceOf({ 'api.yaml': text });
    const legible = (role: string | undefined, rootKnown = true, lasting = false) => {
      const broken = inputs.map((input) => ({
        ...input,
        rootKnown,
        parts: input.parts.map((state) => ({ ...state, lasting, broken: state.part.role === role })),
      }));
      const view = joinOpenApi(broken).documents.get(`${ROOT}api.yaml`);
      return [view?.legible, view?.operationsRead];
    };
    deepEqual(legible(undefined), [true, true]);
    deepEqual(legible('schema'), [true, true]);
    deepEqual(legible('operation'), [true, false]);
    deepEqual(legible('operation', true, true), [true, true]);
    deepEqual(legible('section'), [false, true]);
    deepEqual(legible(undefined, false), [false, false]);
  });

  it('says what of it is out of sight, and nothing of what is not', () => {
    const sees = (text: string) => {
      const { legible, operationsKnown, schemesKnown } = view(`openapi: 3.0.3\n${text}`);
      return [legible, operationsKnown, schemesKnown];
    };
    deepEqual(sees("paths: { $ref: 'paths.yaml' }\n"), [true, false, true]);
    for (const ref of ['gone.yaml', '../../../etc/passwd', 'http://169.254.169.254/', '#/paths/~1b']) {
      deepEqual(sees(`paths: { /a: { $ref: '${ref}' } }\n`), [true, false, true]);
      for (const key of ['responses', 'parameters']) {
        const item = key === 'responses' ? `{ '200': { $ref: '${ref}' } }` : `[{ $ref: '${ref}' }]`;
        deepEqual(sees(`paths: { /a: { get: { ${key}: ${item} } } }\n`), [true, true, true]);
      }
    }
    deepEqual(sees("webhooks: { a: { $ref: 'gone.yaml' } }\n"), [true, true, true]);
    deepEqual(sees("components: { $ref: 'gone.yaml' }\n"), [true, true, false]);
    deepEqual(sees("components: { securitySchemes: { $ref: 'gone.yaml' } }\n"), [true, true, false]);
    deepEqual(sees("components: { securitySchemes: { a: { $ref: 'gone.yaml' } } }\n"), [true, true, true]);
    deepEqual(sees("components: { schemas: { $ref: 'gone.yaml' } }\n"), [true, true, true]);
    deepEqual(sees("components: { schemas: { securitySchemes: { $ref: 'gone.yaml' } } }\n"), [
      true,
      true,
      true,
    ]);
  });

  it('whose root may hide a security keyword leaves security unknown', () => {
    const { inputs } = workspaceOf({
      'api.yaml': 'openapi: 3.0.3\npaths: { /a: { get: { responses: {} } } }\n',
    });
    const [operation] = joinOpenApi(
      inputs.map((input) => ({ ...input, rootKnown: false })),
    ).operations.values();
    equal(operation?.security.known, false);
  });
});

describe('an operation', () => {
  it('of 2.0 has a body by its parameters, and media types from the document', () => {
    const workspace = workspaceOf({
      'api.yaml': `swagger: '2.0'
consumes: [application/xml]
parameters: { pet: { name: pet, in: body, schema: { type: object } } }
paths:
  /a:
    post:
      parameters: [{ $ref: '#/parameters/pet' }]
      responses: { '200': { description: d, schema: { type: string } }, '204': { description: d } }
    put:
      consumes: [multipart/form-data]
      produces: [text/plain]
      parameters: [{ name: file, in: formData, type: file }]
      responses: { '200': { description: d, schema: { type: string } } }
    get: { responses: {} }
`,
    });
    deepEqual(operationOf(workspace, 'POST /a').body, { known: true, value: ['application/xml'] });
    deepEqual(operationOf(workspace, 'PUT /a').body, { known: true, value: ['multipart/form-data'] });
    deepEqual(operationOf(workspace, 'GET /a').body, { known: true, value: [] });
    const types = (key: string) => {
      const { responses } = operationOf(workspace, key);
      return responses.known && responses.value.map((one) => `${one.status} ${one.types.join(',')}`);
    };
    deepEqual(types('POST /a'), ['200 application/json', '204 ']);
    deepEqual(types('PUT /a'), ['200 text/plain']);
  });

  it("has its path's parameters unless it replaces them", () => {
    const workspace = workspaceOf({
      'api.yaml': `openapi: 3.0.3
paths:
  /a/{id}:
    parameters: [{ name: id, in: path }, { name: v, in: query }, { name: v, in: header }]
    get:
      parameters: [{ name: v, in: query }]
      responses: {}
`,
    });
    const { parameters } = operationOf(workspace, 'GET /a/{}');
    deepEqual(
      parameters.known && parameters.value.map((one) => `${one.in} ${one.name} ${one.at.path.join(' ')}`),
      [
        'path id paths /a/{id} parameters 0',
        'header v paths /a/{id} parameters 2',
        'query v paths /a/{id} get parameters 0',
      ],
    );
  });

  it('says unknown where a part of it is half typed', () => {
    const workspace = workspaceOf({
      'api.yaml':
        'openapi: 3.0.3\npaths:\n  /a:\n    post:\n      parameters:\n        - name: x\n      requestBody:\n      responses:\n',
    });
    const operation = operationOf(workspace, 'POST /a');
    deepEqual(
      [operation.parameters.known, operation.body.known, operation.responses.known],
      [false, false, false],
    );
  });

  it('of 3.2 may have any method', () => {
    const workspace = workspaceOf({
      'api.yaml':
        'openapi: 3.2.0\npaths:\n  /a:\n    query: { responses: {} }\n    additionalOperations: { copy: { security: [], responses: {} } }\n',
    });
    deepEqual(
      viewOf(workspace).operations.map(({ key, at }) => `${key} ${at.path.join(' ')}`),
      ['QUERY /a paths /a query', 'COPY /a paths /a additionalOperations copy'],
    );
  });

  it('is the same object while nothing that it is made of changes', () => {
    const text =
      'openapi: 3.0.3\npaths: { /a: { get: { responses: {} } }, /b: { get: { responses: {} } } }\n';
    const { inputs, model } = workspaceOf({ 'api.yaml': text });
    const again = joinOpenApi(inputs);
    for (const [id, fact] of model.operations) equal(again.operations.get(id), fact);
    const other = inputs.map((input) => ({
      ...input,
      parts: input.parts.map((state) =>
        state.part.path[1] === '/a' ? { ...state, facts: { ...state.facts } } : state,
      ),
    }));
    const id = `${ROOT}api.yaml#/paths/~1b/get`;
    equal(joinOpenApi(other).operations.get(id), model.operations.get(id));
  });
});

describe('what a reference names', () => {
  const base = 'file:///w/a/api.yaml';
  const cases: readonly (readonly [string, string])[] = [
    ['#/components/schemas/A', 'file:///w/a/api.yaml components/schemas/A'],
    ['#', 'file:///w/a/api.yaml '],
    ['#/paths/~1a~1b/get', 'file:///w/a/api.yaml paths//a/b/get'],
    ['#/a%20b', 'file:///w/a/api.yaml a b'],
    ['b.yaml', 'file:///w/a/b.yaml '],
    ['./b.yaml#/C', 'file:///w/a/b.yaml C'],
    ['../b.yaml', 'file:///w/b.yaml '],
    ['/etc/passwd', 'file:///etc/passwd '],
    ['b%20c.yaml', 'file:///w/a/b%20c.yaml '],
    ['http://169.254.169.254/', 'refused'],
    ['HTTPS://a.b', 'refused'],
    ['//host/b.yaml', 'refused'],
    ['\\\\host\\b.yaml', 'refused'],
    ['c:/b.yaml', 'refused'],
    ['#components/schemas/A', 'missing'],
    ['#/%zz', 'missing'],
    ['', 'missing'],
    ['#anchor', 'unknown'],
  ];
  for (const [ref, expected] of cases) {
    it(`${JSON.stringify(ref)}: ${expected}`, () => {
      const target = targetOf(base, ref);
      equal(typeof target === 'string' ? target : `${target.uri} ${target.path.join('/')}`, expected);
    });
  }

  it('is unknown in a text that was never saved', () => {
    equal(targetOf('untitled:Untitled-1', 'b.yaml'), 'unknown');
    equal(targetOf('untitled:Untitled-1', 'http://a.b/'), 'refused');
    deepEqual(targetOf('untitled:Untitled-1', '#/a'), {
      uri: 'untitled:Untitled-1',
      path: ['a'],
      place: 'untitled:Untitled-1#/a',
    });
  });

  it('is found, missing, refused or unknown', () => {
    const document = createDocument(
      'file:///w/b.yaml',
      'yaml',
      1,
      'A: { type: object, properties: { b: {} } }\n',
    );
    const world: World = {
      hasPart: () => false,
      self: () => undefined,
      named: () => undefined,
      reference: () => undefined,
      absent: (uri) =>
        uri.endsWith('gone.yaml') ? 'missing' : uri.includes('outside') ? 'refused' : undefined,
      document: (uri) => (uri === document.uri ? document : undefined),
    };
    const resolve = (ref: string) => resolveReference('file:///w/b.yaml', ref, 'schema', world);
    deepEqual(
      [
        '#/A',
        '#/A/properties/b',
        '#/B',
        '#/A/properties/c',
        'gone.yaml',
        'outside.yaml',
        'soon.yaml',
        '#name',
      ].map(resolve),
      ['found', 'found', 'missing', 'missing', 'missing', 'refused', 'unknown', 'unknown'],
    );
    const own = 'https://example.com/api/b';
    const fromSelf = (ref: string) =>
      resolveReference('file:///w/b.yaml', ref, 'schema', { ...world, self: () => own });
    deepEqual(
      [`${own}#/A`, `${own}#/B`, 'b#/A', '/api/b#/B', '#/B', 'gone.yaml', 'https://example.com/api/c'].map(
        fromSelf,
      ),
      ['found', 'missing', 'found', 'missing', 'missing', 'unknown', 'refused'],
    );
  });
});

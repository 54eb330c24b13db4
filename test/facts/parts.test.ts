import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { nodeOfPart, partsOf, recognize } from '../../server/core/facts/openapi/parts.js';
import type { Document } from '../../server/core/text/document.js';
import { createDocument } from '../../server/core/text/open.js';

const URI = 'file:///w/api.yaml';

function yaml(text: string): Document {
  return createDocument(URI, 'yaml', 1, text);
}

/** '<role> <pointer>' of every part. */
function partNames(document: Document): readonly string[] {
  return partsOf(document, []).map(({ id, role }) => `${role} ${id.slice(URI.length + 1)}`);
}

describe('recognizing a document', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['openapi: 3.0.3\n', '3.0'],
    ["openapi: '3.1.0'\n", '3.1'],
    ['openapi: 3.1\n', '3.1'],
    ['openapi: 3.2.0-rc1\n', '3.2'],
    ['openapi: 3.7.0\n', '3.2'],
    ["swagger: '2.0'\n", '2.0'],
    ['swagger: 2.0\n', '2.0'],
    ['info: {}\nopenapi: 3.0.0\n', '3.0'],
    ["swagger: '1.2'\n", undefined],
    ['openapi: 4.0.0\n', undefined],
    ['openapi: yes\n', undefined],
    ['openapi:\n', undefined],
    ['a: { openapi: 3.0.0 }\n', undefined],
    ['# openapi: 3.0.0\na: 1\n', undefined],
    ['- openapi: 3.0.0\n', undefined],
    ['', undefined],
  ];
  for (const [text, version] of cases) {
    it(`${JSON.stringify(text)} is ${version ?? 'none'}`, () => equal(recognize(yaml(text)), version));
  }

  it('goes by content, in JSON too', () => {
    equal(
      recognize(createDocument('file:///w/x.json', 'json', 1, '{"info": {}, "openapi": "3.1.1"}')),
      '3.1',
    );
    equal(
      recognize(createDocument('file:///w/x.json', 'json', 1, '{"name": "openapi", "version": "3.0.0"}')),
      undefined,
    );
    equal(recognize(createDocument('file:///w/x.ts', 'typescript', 1, 'openapi: 3.0.0')), undefined);
  });
});

const PATH = `  /users:
    parameters: []
    get: { responses: {} }
    post: { responses: {} }
`;

describe('parts', () => {
  it('are none where brackets that do not match leave an entry without a name', () => {
    const operation = '{ delete: { security: [], responses: {} } }';
    deepEqual(partNames(yaml(`openapi: 3.0.3\npaths: { /a/{id}: ${operation} }\n`)).slice(1), [
      'path /paths/~1a~1',
    ]);
    deepEqual(partNames(yaml(`openapi: 3.0.3\npaths: { '/a/{id}': ${operation} }\n`)).slice(1), [
      'path /paths/~1a~1{id}',
      'operation /paths/~1a~1{id}/delete',
    ]);
  });

  it('of 3.x are operations, what they share, components and sections', () => {
    const text = `openapi: 3.1.0
info: { title: t, version: '1' }
paths:
${PATH}  x-note: 1
webhooks:
  made: { post: { responses: {} } }
components:
  schemas: { A: {}, 'b/c': {} }
  securitySchemes: { k: { type: http } }
  pathItems: { P: { get: { responses: {} } } }
  callbacks: { C: {} }
  x-more: { y: 1 }
`;
    const expected = [
      'section /openapi',
      'section /info',
      'path /paths/~1users',
      'operation /paths/~1users/get',
      'operation /paths/~1users/post',
      'section /paths/x-note',
      'path /webhooks/made',
      'operation /webhooks/made/post',
      'schema /components/schemas/A',
      'schema /components/schemas/b~1c',
      'securityScheme /components/securitySchemes/k',
      'path /components/pathItems/P',
      'operation /components/pathItems/P/get',
      'callback /components/callbacks/C',
    ];
    const names = partNames(yaml(text));
    deepEqual(
      expected.filter((name) => !names.includes(name)),
      [],
    );
    equal(new Set(names).size, names.length);
    deepEqual(
      names.filter((name) => !expected.includes(name) && !name.startsWith('section ')),
      [],
    );
  });

  it('of 2.0 are its maps at the root', () => {
    const text = `swagger: '2.0'
paths: { /a: { get: {} } }
definitions: { A: {} }
parameters: { p: {} }
responses: { r: {} }
securityDefinitions: { s: {} }
`;
    const wanted = [
      'schema /definitions/A',
      'parameter /parameters/p',
      'response /responses/r',
      'securityScheme /securityDefinitions/s',
    ];
    const names = partNames(yaml(text));
    deepEqual(
      wanted.filter((name) => !names.includes(name)),
      [],
    );
    ok(names.includes('operation /paths/~1a/get'));
  });

  it('of 3.2 include query and operations of other methods', () => {
    const text = `openapi: 3.2.0
paths:
  /a:
    query: { responses: {} }
    additionalOperations:
      COPY: { responses: {} }
`;
    deepEqual(
      partNames(yaml(text)).filter((name) => name.startsWith('operation')),
      ['operation /paths/~1a/query', 'operation /paths/~1a/additionalOperations/COPY'],
    );
  });

  it('are the same objects while their unit is', () => {
    const before = yaml(`openapi: 3.0.0\npaths:\n${PATH}  /b:\n    get: { responses: {} }\n`);
    const at = before.text().indexOf('/b');
    const after = before.edit(2, [{ range: { start: at + 1, end: at + 2 }, text: 'c' }]);
    const part = (document: Document, id: string) =>
      partsOf(document, []).find((one) => one.id === `${URI}#${id}`);
    equal(part(after, '/paths/~1users/get'), part(before, '/paths/~1users/get'));
    notEqual(part(after, '/paths/~1c/get'), undefined);
    equal(part(after, '/paths/~1b/get'), undefined);
  });

  it('of one path item have leaves of their own, and the shared one all others', () => {
    const document = yaml(`openapi: 3.0.0\npaths:\n${PATH}`);
    const [shared, get, post] = partsOf(document, []).filter(({ path }) => path[1] === '/users');
    const texts = (part: typeof shared) => part?.leaves.map(({ text }) => text.trim()).join('|');
    equal(texts(shared), '/users:|parameters: []');
    equal(texts(get), 'get: { responses: {} }');
    equal(texts(post), 'post: { responses: {} }');
  });

  it('of a file that is cut nowhere share its one leaf', () => {
    const document = yaml(
      '{ openapi: 3.0.0, paths: { /a: { get: { responses: {} } } }, components: { schemas: { A: {} } } }\n',
    );
    const names = partNames(document);
    ok(names.includes('operation /paths/~1a/get'));
    ok(names.includes('schema /components/schemas/A'));
    for (const part of partsOf(document, [])) ok(nodeOfPart(document, part), part.id);
  });

  it('of another file are what is demanded of it', () => {
    const document = createDocument(
      'file:///w/m.yaml',
      'yaml',
      1,
      'a: { type: string }\nitem:\n  get: { responses: {} }\nlist: [{ name: x, in: query }]\n',
    );
    const demands = [
      { path: ['a'], role: 'schema' },
      { path: ['item'], role: 'path' },
      { path: ['list', '0'], role: 'parameter' },
      { path: ['absent'], role: 'schema' },
    ] as const;
    deepEqual(partsOf(document, []), []);
    const parts = partsOf(document, demands);
    deepEqual(
      parts.map(({ id }) => id.slice('file:///w/m.yaml'.length)),
      ['#/a|schema', '#/item|path', '#/item/get|operation', '#/list/0|parameter', '#/absent|schema'],
    );
    deepEqual(
      parts.map((part) => nodeOfPart(document, part)?.kind),
      ['map', 'map', 'map', 'map', undefined],
    );
  });

  it('include operations whose keys repeat, once', () => {
    const text = 'openapi: 3.0.0\npaths:\n  /a:\n    get: { summary: one }\n    get: { summary: two }\n';
    deepEqual(
      partNames(yaml(text)).filter((name) => name.startsWith('operation')),
      ['operation /paths/~1a/get'],
    );
  });

  it('survive text that is half typed', () => {
    for (const text of [
      'openapi: 3.0.0\npaths:\n  /a:\n',
      'openapi: 3.0.0\npaths:\n  /a:\n    get:\n',
      'openapi: 3.0.0\npaths',
      'openapi: 3.0.0\ncomponents: [',
    ]) {
      ok(partNames(yaml(text)).length > 0, text);
    }
  });
});

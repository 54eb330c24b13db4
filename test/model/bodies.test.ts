import { deepEqual, equal } from 'node:assert/strict';
import type { MediaTypeView } from '../../server/core/rule/views.js';
import { operationOf, walkAll, workspaceOf } from '../facts/workspace.js';

function mediaTypes(text: string): readonly MediaTypeView[] {
  const found: MediaTypeView[] = [];
  walkAll(workspaceOf({ 'api.yaml': text }), { mediaType: (view) => found.push(view) });
  return found;
}

const FILE = '{ type: string, format: binary }';

/** What stands in a schema, and whether it is known to hold a file. */
const SCHEMAS: readonly (readonly [string, unknown])[] = [
  [`{ properties: { file: ${FILE} } }`, { known: true, value: true }],
  [`{ properties: { files: { type: array, items: ${FILE} } } }`, { known: true, value: true }],
  ['{ properties: { binary: { type: string } } }', { known: true, value: false }],
  ["{ $ref: '#/components/schemas/Upload' }", { known: true, value: true }],
  ["{ $ref: '#/components/schemas/Note' }", { known: false }],
  ["{ $ref: '#/components/schemas/Gone' }", { known: false }],
];

describe('media types', () => {
  for (const [schema, expected] of SCHEMAS) {
    it(`${schema} is known to hold a file, or not to, or is out of sight`, () => {
      const text = `openapi: 3.1.0
paths:
  /a:
    post:
      requestBody: { content: { multipart/form-data: { schema: ${schema} } } }
      responses: { '200': { description: d } }
components:
  schemas:
    Upload: { type: object, properties: { file: ${FILE} } }
    Note: { type: object, properties: { text: { type: string } } }
`;
      deepEqual(mediaTypes(text)[0]?.holdsFile, expected);
    });
  }

  it('know their type, their way and the operation that holds them', () => {
    const text = `openapi: 3.0.3
paths:
  /a:
    post:
      requestBody: { content: { text/csv: {} } }
      responses: { '200': { description: d, content: { application/json: {} } } }
    put:
      requestBody: { $ref: '#/components/requestBodies/B' }
      responses: { '200': { description: d } }
components: { requestBodies: { B: { content: { text/plain: {} } } } }
`;
    deepEqual(
      mediaTypes(text).map(({ type, direction, operation }) => [type, direction, operation?.key]),
      [
        ['text/csv', 'request', 'POST /a'],
        ['application/json', 'response', 'POST /a'],
        ['text/plain', 'request', undefined],
      ],
    );
  });
});

describe('an operation', () => {
  it('says when it ends, whatever the extension and the form of the date', () => {
    const days: readonly (readonly [string, string | undefined])[] = [
      ["x-sunset: '2026-03-01'", '2026-03-01'],
      ["x-sunset-date: 'Sun, 01 Mar 2026 00:00:00 GMT'", '2026-03-01'],
      ['x-sunset: { date: 2026-03-01 }', '2026-03-01'],
      ['x-sunset: soon', undefined],
      ['x-other: 2026-03-01', undefined],
    ];
    for (const [extension, day] of days) {
      const text = `openapi: 3.0.3\npaths: { /a: { get: { ${extension}, responses: {} } } }\n`;
      equal(operationOf(workspaceOf({ 'api.yaml': text }), 'GET /a').sunset, day, extension);
    }
  });

  it('of the gateway answers any method', () => {
    const text =
      "openapi: 3.0.1\npaths: { '/{proxy+}': { x-amazon-apigateway-any-method: { operationId: all, responses: {} } } }\n";
    const operation = operationOf(workspaceOf({ 'api.yaml': text }), 'ANY /{}');
    deepEqual([operation.method, operation.operationId], ['ANY', 'all']);
  });
});

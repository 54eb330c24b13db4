import { deepEqual, equal, ok } from 'node:assert/strict';
import { partsIn, ROOT, viewOf, walkAll, workspaceOf } from './workspace.js';

/** Walks everything and says how many subjects there were. */
function walked(text: string): { readonly schemas: number; readonly texts: number } {
  let schemas = 0;
  let texts = 0;
  walkAll(workspaceOf({ 'api.yaml': text }), {
    operation: () => {},
    parameter: () => {},
    scheme: () => {},
    schema: ({ properties, direction }) => {
      schemas += properties.length >= 0 && direction ? 1 : 0;
    },
    text: () => {
      texts++;
    },
  });
  return { schemas, texts };
}

/** Ten aliases of ten aliases of ... of one text. */
function bomb(indent: string, first: string): string {
  const lines = [`${indent}a0: &a0 ${first}`];
  for (let level = 1; level < 12; level++) {
    lines.push(
      `${indent}a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  }
  return lines.join('\n');
}

describe('hostile documents', () => {
  it('with an alias bomb are walked once', () => {
    const { texts } = walked(
      `openapi: 3.0.3\ninfo:\n  title: t\n  x-bomb:\n${bomb('    ', '[boom]')}\n  plain:\n${bomb('    ', '[boom]')}\n`,
    );
    ok(texts < 200, `${texts}`);
    const schemas = `components:\n  schemas:\n    A: &a0 { type: string }\n${Array.from({ length: 11 }, (_, level) => `    A${level}: &a${level + 1} { allOf: [${Array(10).fill(`*a${level}`).join(', ')}] }`).join('\n')}\n`;
    equal(walked(`openapi: 3.0.3\n${schemas}`).schemas < 200, true);
  });

  it('with 900 levels end', () => {
    const deep = `${'{ properties: { a: '.repeat(100)}{}${' } }'.repeat(100)}`;
    ok(walked(`openapi: 3.0.3\ncomponents:\n  schemas:\n    A: ${deep}\n`).schemas > 50);
    walked(`openapi: 3.0.3\ncomponents:\n  schemas:\n    A: ${'{ not: '.repeat(900)}{}${' }'.repeat(900)}\n`);
    walked(`openapi: 3.0.3\ninfo: ${'['.repeat(900)}${']'.repeat(900)}\n`);
  });

  it('with 40,000 components are read', () => {
    const names = Array.from(
      { length: 40_000 },
      (_, index) => `    S${index}: { $ref: '#/components/schemas/S${index + 1}' }`,
    );
    const workspace = workspaceOf({
      'api.yaml': `openapi: 3.0.3\npaths: {}\ncomponents:\n  schemas:\n${names.join('\n')}\n`,
    });
    equal(partsIn(workspace).filter(({ part }) => part.role === 'schema').length, 40_000);
    equal(viewOf(workspace).legible, true);
  });

  it('with 40,000 paths of JSON are read, broken or not', () => {
    const paths = Array.from({ length: 40_000 }, (_, index) => `"/p${index}":{"get":{}}`).join(',\n');
    const text = `{"openapi":"3.0.3","paths":{\n${paths}\n}}`;
    for (const one of [text, text.replace('"/p7":{', '"/p7":')]) {
      const workspace = workspaceOf({ 'api.json': one });
      equal(partsIn(workspace).filter(({ part }) => part.role === 'path').length, 40_000);
    }
  });

  it('of JSON with 2,000 levels end', () => {
    for (const levels of [250, 1_000, 2_000, ...Array(20).fill(900)]) {
      const deep = `${'{"not":'.repeat(levels)}{}${'}'.repeat(levels)}`;
      const text = `{"openapi":"3.0.3","components":{"schemas":{"A":${deep},"B":{"type":"string"}}}}`;
      const { inputs } = workspaceOf({ 'api.json': text });
      equal(inputs[0]?.parts.filter(({ part }) => part.role === 'schema').length, 2, `${levels}`);
    }
  });

  it('with keys that JavaScript has a meaning for are read', () => {
    const text =
      "openapi: 3.0.3\npaths:\n  /a: { get: { responses: { '200': { $ref: '#/components/responses/__proto__' } } } }\ncomponents:\n  responses: { __proto__: { description: d }, constructor: {} }\n  schemas: { __proto__: { properties: { __proto__: { type: string } } }, toString: {} }\n  securitySchemes: { __proto__: { type: http } }\n";
    const workspace = workspaceOf({ 'api.yaml': text });
    deepEqual([...viewOf(workspace).schemes.keys()], ['__proto__']);
    const [operation] = viewOf(workspace).operations;
    const at = { uri: `${ROOT}api.yaml`, path: ['components', 'responses', '__proto__'], key: true };
    deepEqual(operation?.responses, { known: true, value: [{ status: '200', headers: [], types: [], at }] });
    ok(workspace.model.usage.has(`${ROOT}api.yaml#/components/schemas/toString`));
  });

  it('of other kinds where objects belong say nothing and break nothing', () => {
    for (const value of [
      '1',
      'null',
      '[]',
      'text',
      '{}',
      '[1, [2], { a: 1 }]',
      '{ $ref: 1 }',
      '{ $ref: { a: 1 } }',
    ]) {
      for (const key of ['paths', 'webhooks', 'components', 'security', 'servers', 'info', 'tags']) {
        walked(`openapi: 3.1.0\n${key}: ${value}\n`);
      }
      const keys = [
        'parameters',
        'responses',
        'requestBody',
        'callbacks',
        'security',
        'tags',
        'operationId',
        'servers',
      ];
      for (const key of keys)
        walked(`openapi: 3.1.0\npaths: { /a: { parameters: ${value}, get: { ${key}: ${value} } } }\n`);
      for (const key of ['properties', 'items', 'allOf', 'discriminator', 'enum', 'type', 'examples']) {
        walked(`openapi: 3.1.0\ncomponents: { schemas: { A: { ${key}: ${value} } } }\n`);
      }
      for (const key of [
        'definitions',
        'parameters',
        'responses',
        'securityDefinitions',
        'host',
        'schemes',
        'consumes',
      ]) {
        walked(`swagger: '2.0'\n${key}: ${value}\n`);
      }
    }
  });
});

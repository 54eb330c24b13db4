import assert from 'node:assert/strict';
import {
  CodeActionRequest,
  CompletionRequest,
  HoverRequest,
  type MarkupContent,
  type Position,
} from 'vscode-languageserver/node';
import { marked, type Opened, openFolder } from './folder.js';
import { PUSH } from './support.js';

const ROOT = `openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: https://api.example.com/v1 }]
security: [{ bearer: [] }]
paths:
  /orders: { $ref: paths/orders.yaml }
  /tours:
    $ref: 'paths/more.yaml#/tours'
  /trips:
    $ref: 'paths/more.yaml#/tours'
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
`;
const ORDERS = `get:
  responses: { '200': { description: Orders } }
post:
  security: []
  responses:
    '201':
      description: Made
`;
const MORE = `tours:
  get:
    responses: { '200': { description: Tours } }
words:
  get: a verb
`;
const FILES = { 'openapi.yaml': ROOT, 'paths/orders.yaml': ORDERS, 'paths/more.yaml': MORE };

/** Opens one of the files with '|' in it. */
async function at<T>(
  name: keyof typeof FILES,
  [plain, pointed]: readonly [string, string],
  use: (folder: Opened, uri: string, position: Position) => Promise<T>,
): Promise<T> {
  const { text, position } = marked(FILES[name].replace(plain, pointed));
  const capabilities = { ...PUSH, textDocument: { hover: { contentFormat: ['markdown' as const] } } };
  const folder = await openFolder(FILES, capabilities, { commands: ['portcullis.threatModel'], news: true });
  try {
    const uri = folder.uri(name);
    await folder.client.open(uri, text, 'yaml');
    await folder.inventory();
    return await use(folder, uri, position);
  } finally {
    folder.close();
  }
}

function hoverAt(name: keyof typeof FILES, ...where: readonly [string, string]): Promise<string> {
  return at(name, where, async ({ client }, uri, position) => {
    const params = { textDocument: { uri }, position };
    const contents = (await client.connection.sendRequest(HoverRequest.type, params))?.contents;
    const none: MarkupContent = { value: '', kind: 'plaintext' };
    return (typeof contents === 'object' && 'kind' in contents ? contents : none).value;
  });
}

function questionsAt(name: keyof typeof FILES, ...where: readonly [string, string]) {
  return at(name, where, async ({ client, uri: uriOf }, uri, position) => {
    const params = { textDocument: { uri }, range: { start: position, end: position } };
    const actions = await client.connection.sendRequest(CodeActionRequest.type, {
      ...params,
      context: { diagnostics: [] },
    });
    const asked = (actions ?? []).filter(({ title }) => title.startsWith('Threat question'));
    return asked.map(({ command }) => {
      const [first] = typeof command === 'object' ? (command.arguments ?? []) : [];
      return first?.uri === uriOf('openapi.yaml');
    });
  });
}

describe('in a document of several files', () => {
  it('a hover on a method says who may call it, where the path item is a file', async () => {
    assert.match(
      await hoverAt('paths/orders.yaml', 'post:', 'po|st:'),
      /POST .*\/orders`[\s\S]*anyone may call it/,
    );
    assert.match(
      await hoverAt('paths/orders.yaml', 'get:', 'g|et:'),
      /GET .*\/orders`[\s\S]*Callers need `bearer`/,
    );
  });

  it('one that several paths refer to is told for each of them, and nothing of what is no operation', async () => {
    assert.match(await hoverAt('paths/more.yaml', '  get:', '  g|et:'), /\/tours`[\s\S]*\/trips`/);
    assert.equal(await hoverAt('paths/more.yaml', 'get: a', 'g|et: a'), '');
    assert.equal(await hoverAt('paths/orders.yaml', "'201'", "'2|01'"), '');
  });

  it('a hover on a path tells of what its reference leads to, as this path', async () => {
    const orders = await hoverAt('openapi.yaml', '/orders:', '/ord|ers:');
    assert.match(orders, /GET .*\/orders`[\s\S]*POST .*\/orders`/);
    const tours = await hoverAt('openapi.yaml', '/tours:', '/to|urs:');
    assert.match(tours, /GET .*\/tours`/);
    assert.doesNotMatch(tours, /trips/);
  });

  it('questions about threats are asked at an operation, and belong to the document', async () => {
    const inside = await questionsAt('paths/orders.yaml', 'post:', 'po|st:');
    assert.ok(inside.length > 0 && inside.every((isRoot) => isRoot));
    assert.deepEqual(
      await questionsAt('paths/orders.yaml', 'description: Made', 'des|cription: Made'),
      inside,
    );
    assert.deepEqual(await questionsAt('paths/more.yaml', 'a verb', 'a |verb'), []);
  });

  it('snippets are offered where they would be in the document itself', async () => {
    const offered = (...where: readonly [string, string]) =>
      at('paths/more.yaml', where, async ({ client }, uri, position) => {
        const params = { textDocument: { uri }, position };
        const items = await client.connection.sendRequest(CompletionRequest.type, params);
        return (Array.isArray(items) ? items : []).map(({ label }) => label);
      });
    const inParameters = await offered('  get:\n', '  get:\n    parameters:\n      |\n');
    const inResponses = await offered(
      "{ '200': { description: Tours } }",
      "\n      '200': { description: Tours }\n      |",
    );
    assert.deepEqual([inParameters.length > 0, inResponses.length > 0], [true, true]);
    assert.deepEqual(await offered('get: a verb', 'get: a verb\n  |'), []);
  });
});
